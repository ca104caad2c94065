using Backprop.Generator.IR;

namespace Backprop.Generator.Rules;

/// <summary>y = f(a, b, …) with its partials, as expressions over the arguments and y; every mode and order is built from these.</summary>
/// <param name="Name">The operator or the function's name without its type: one row serves <c>Math.Exp</c>, <c>MathF.Exp</c>, <c>double.Exp</c>.</param>
/// <param name="Arity">How many arguments, those that are no real numbers included.</param>
/// <param name="Partials">One a argument; null where the derivative is zero everywhere.</param>
/// <param name="Kink">Where the function is not differentiable, and what the partial is there; null if nowhere.</param>
/// <param name="Refusal">Why there is no derivative, and what to write instead; null where there is one.</param>
internal sealed record Rule(string Name, int Arity, Derivation Partials, string? Kink = null, string? Refusal = null)
{
    /// <summary>Whether the derivative is zero wherever it exists: <c>Floor</c>, <c>Sign</c>.</summary>
    public bool IsStep { get; init; }

    public static Rule Unary(string name, Func<Expression, Expression, Expression> partial, string? kink = null) =>
        new(name, 1, (a, y, _) => [partial(a[0], y)], kink);

    public static Rule Binary(
        string name, Func<Expression, Expression, Expression, (Expression? A, Expression? B)> partials, string? kink = null) =>
        new(name, 2, (a, y, _) => Of(partials(a[0], a[1], y)), kink);

    /// <summary>A binary whose partials at a tie depend on which arguments vary: see <see cref="Tie"/>.</summary>
    public static Rule Binary(
        string name, Func<Expression, Expression, Expression, Tie, (Expression? A, Expression? B)> partials, string? kink = null) =>
        new(name, 2, (a, y, active) => Of(partials(a[0], a[1], y, new(active[0], active[1]))), kink);

    public static Rule Ternary(
        string name, Func<Expression, Expression, Expression, Expression, (Expression? A, Expression? B, Expression? C)> partials,
        string? kink = null) =>
        new(name, 3, (a, y, _) => Of(partials(a[0], a[1], a[2], y)), kink);

    /// <summary>A function that is constant between its jumps.</summary>
    public static Rule Step(string name, int arity = 1) =>
        new(name, arity, (a, _, _) => new Expression?[a.Length], "0 at a jump") { IsStep = true };

    /// <summary>A function that cannot be differentiated; calling it on an active value is an error with this reason.</summary>
    public static Rule Refused(string name, int arity, string reason) => new(name, arity, (a, _, _) => new Expression?[a.Length], null, reason);

    private static Expression?[] Of((Expression? A, Expression? B) pair) => [pair.A, pair.B];

    private static Expression?[] Of((Expression? A, Expression? B, Expression? C) triple) => [triple.A, triple.B, triple.C];
}

/// <param name="arguments">The function's arguments; reading one makes the forward pass keep it.</param>
/// <param name="y">The function's result; reading it is free where the forward pass names it.</param>
/// <param name="active">Which arguments vary with a differentiated parameter.</param>
internal delegate Expression?[] Derivation(Expression[] arguments, Expression y, bool[] active);

/// <summary>What each argument gets where two are equal: half each, or nothing for one whose partner is constant.</summary>
internal readonly record struct Tie(bool FirstVaries, bool SecondVaries)
{
    public bool IsShared => FirstVaries && SecondVaries;
}
