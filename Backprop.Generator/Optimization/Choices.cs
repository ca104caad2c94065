using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>Turns a branch that only picks one value into <c>c ? a : b</c>.</summary>
internal static class Choices
{
    public static EquatableArray<Statement> Simplify(EquatableArray<Statement> body) => body.Map(s => s switch
    {
        If branch => Simplify(branch),
        Loop loop => loop with { Body = Simplify(loop.Body) },
        _ => s,
    });

    private static Statement Simplify(If branch)
    {
        branch = branch with { Then = Simplify(branch.Then), Else = Simplify(branch.Else) };
        if (branch.Merges.Count != 1
            || Picked(branch.Then, branch.Merges[0].Then, branch.Merges[0].ThenNumber) is not var (then, thenNumber)
            || Picked(branch.Else, branch.Merges[0].Else, branch.Merges[0].ElseNumber) is not var (otherwise, elseNumber))
        {
            return branch;
        }

        // if (c) { dx += e; } says more than dx = c ? dx + e : dx.
        bool addsTo = IsBefore(then, branch.Merges[0].Target) || IsBefore(otherwise, branch.Merges[0].Target);
        int number = Math.Max(thenNumber, elseNumber);
        return addsTo && branch.Then.Count + branch.Else.Count > 0 ? branch : branch with
        {
            Then = EquatableArray<Statement>.Empty,
            Else = EquatableArray<Statement>.Empty,
            Merges = EquatableArray.Of(branch.Merges[0] with { Then = then, Else = otherwise, ThenNumber = number, ElseNumber = number }),
        };
    }

    private static bool IsBefore(Expression value, Variable target) =>
        value is Variable { CotangentOf: { } primal } && primal == target.CotangentOf;

    private static (Expression Value, int Number)? Picked(EquatableArray<Statement> block, Expression value, int number) => block.Count switch
    {
        0 => (value, number),
        1 when block[0] is Let let && let.Target.Equals(value) => (let.Value, let.Number),
        _ => null,
    };
}
