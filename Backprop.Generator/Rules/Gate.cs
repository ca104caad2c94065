using System.Globalization;
using Backprop.Generator.IR;

namespace Backprop.Generator.Rules;

/// <summary>A composite expression with a shorter or more stable derivative than the chain rule gives it.</summary>
/// <param name="Name">What the composite is called: sigmoid, softplus.</param>
/// <param name="Pattern">The shape, over holes that stand for any expression.</param>
/// <param name="Partials">One a hole, over what the holes stand for and the result.</param>
internal sealed record Gate(string Name, Func<IRType, Expression> Pattern, Func<Expression[], Expression, Expression[]> Partials)
{
    private readonly Expression _inDouble = Pattern(IRType.Double), _inSingle = Pattern(IRType.Single);

    /// <summary>Where the shape fits and the gate is not meant all the same: asked with what the holes stand for.</summary>
    public Func<Expression[], bool> Unless { get; init; } = _ => false;

    private const string HoleText = "hole";

    /// <summary>A gate of one argument.</summary>
    public static Gate Of(string name, Func<Expression, Expression> pattern, Func<Expression, Expression, Expression> partial) =>
        new(name, type => pattern(Hole(0, type)), (x, y) => [partial(x[0], y)]);

    /// <summary>A gate of two arguments.</summary>
    public static Gate Of(
        string name, Func<Expression, Expression, Expression> pattern,
        Func<Expression, Expression, Expression, (Expression A, Expression B)> partials) =>
        new(name, type => pattern(Hole(0, type), Hole(1, type)), (x, y) =>
        {
            (Expression a, Expression b) = partials(x[0], x[1], y);
            return [a, b];
        });

    /// <summary>A gate of three arguments.</summary>
    public static Gate Of(
        string name, Func<Expression, Expression, Expression, Expression> pattern,
        Func<Expression, Expression, Expression, Expression, (Expression A, Expression B, Expression C)> partials) =>
        new(name, type => pattern(Hole(0, type), Hole(1, type), Hole(2, type)), (x, y) =>
        {
            (Expression a, Expression b, Expression c) = partials(x[0], x[1], x[2], y);
            return [a, b, c];
        });

    /// <summary>How <paramref name="node"/> has this gate's shape; null where it has not.</summary>
    /// <param name="node">An expression of primal code.</param>
    /// <param name="resolve">Looks through a variable to the expression that it was defined as.</param>
    public GateMatch? Match(Expression node, Func<Expression, Expression> resolve) =>
        GateMatch.Of(node.Type == IRType.Single ? _inSingle : _inDouble, node, resolve) is { } match
            && !Unless([.. match.Operands.Select(o => o.Rewrite(resolve))]) ? match : null;

    /// <summary>Which hole of a pattern a symbol stands for; null for any other symbol.</summary>
    public static int? HoleIndex(Symbol symbol) => symbol.Text == HoleText ? symbol.Name[0] - '0' : null;

    private static Symbol Hole(int index, IRType type) => new(type, HoleText, index.ToString(CultureInfo.InvariantCulture));
}
