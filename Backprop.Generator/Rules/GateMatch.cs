using Backprop.Generator.IR;

namespace Backprop.Generator.Rules;

/// <summary>An expression that has a gate's shape: what the holes stand for, and what else of the shape it computes.</summary>
internal sealed class GateMatch
{
    private const int MostHoles = 3;

    private readonly Func<Expression, Expression> _resolve;
    private readonly Expression?[] _holes = new Expression?[MostHoles];
    private readonly List<(Expression Pattern, Expression Node)> _parts = [];

    private GateMatch(Func<Expression, Expression> resolve) => _resolve = resolve;

    /// <summary>What the holes stand for.</summary>
    public Expression[] Operands => [.. _holes.OfType<Expression>()];

    /// <summary>Null where the expression has another shape.</summary>
    public static GateMatch? Of(Expression pattern, Expression node, Func<Expression, Expression> resolve)
    {
        if (!HasShape(pattern, node, resolve))
        {
            return null;
        }

        GateMatch match = new(resolve);
        return match.Matches(pattern, node, static () => true) ? match : null;
    }

    /// <summary>
    /// Partials that read parts of the shape where the user computed them: behind <c>Math.Log(1 - p)</c> the sigmoid is
    /// <c>p</c>, and not made again.
    /// </summary>
    public Expression[] Read(Expression[] partials)
    {
        Dictionary<Expression, Expression> computed = [];
        foreach ((Expression pattern, Expression node) in _parts.Skip(1)) // the whole is the result, which partials have by name
        {
            computed[pattern.Rewrite(e => e is Symbol hole && Gate.HoleIndex(hole) is int index ? Primal.Of(_holes[index]!) : e)] = node;
        }

        return [.. partials.Select(Read)];

        Expression Read(Expression partial) =>
            computed.TryGetValue(partial, out Expression node) ? Primal.Of(node)
            : partial is Primal ? partial
            : partial.With(partial.Operands.Map(Read));
    }

    /// <summary>Whether the operations are those of the pattern, whatever the holes stand for: nearly always not, which is told without a search.</summary>
    private static bool HasShape(Expression pattern, Expression node, Func<Expression, Expression> resolve)
    {
        if (pattern is Symbol or Constant)
        {
            return node.Type == pattern.Type;
        }

        Expression definition = node is Variable ? resolve(node) : node;
        if (!SameOperation(pattern, definition))
        {
            return false;
        }

        EquatableArray<Expression> parts = pattern.Operands, nodes = definition.Operands;
        if (parts.Count == 1)
        {
            return HasShape(parts[0], nodes[0], resolve);
        }

        return (HasShape(parts[0], nodes[0], resolve) && HasShape(parts[1], nodes[1], resolve))
            || (Commutes(pattern) && HasShape(parts[0], nodes[1], resolve) && HasShape(parts[1], nodes[0], resolve));
    }

    // Goes on to the rest with every way to match, until one fits throughout: a sum or a maximum matches either way round.
    private bool Matches(Expression pattern, Expression node, Func<bool> rest)
    {
        switch (pattern)
        {
            case Symbol symbol when Gate.HoleIndex(symbol) is int hole:
                return node.Type == symbol.Type && Binds(ref _holes[hole], node, rest);
            case Constant constant:
                return node is Constant number && number.Type == constant.Type && number.Number == constant.Number && rest();
        }

        Expression definition = node is Variable ? _resolve(node) : node;
        if (!SameOperation(pattern, definition))
        {
            return false;
        }

        int before = _parts.Count;
        _parts.Add((pattern, node));
        Expression[] parts = [.. pattern.Operands], nodes = [.. definition.Operands];
        if (AllMatch(parts, nodes, 0, rest) || (Commutes(pattern) && AllMatch(parts, [nodes[1], nodes[0]], 0, rest)))
        {
            return true;
        }

        _parts.RemoveRange(before, _parts.Count - before);
        return false;
    }

    private bool AllMatch(Expression[] patterns, Expression[] nodes, int from, Func<bool> rest) => from == patterns.Length
        ? rest()
        : Matches(patterns[from], nodes[from], () => AllMatch(patterns, nodes, from + 1, rest));

    private static bool Binds(ref Expression? hole, Expression node, Func<bool> rest)
    {
        if (hole is not null)
        {
            return hole.Equals(node) && rest();
        }

        hole = node;
        if (rest())
        {
            return true;
        }

        hole = null;
        return false;
    }

    private static bool Commutes(Expression pattern) =>
        pattern is Binary { Operator: BinaryOperator.Add or BinaryOperator.Multiply } or Call { Name: "Max" or "Min" };

    private static bool SameOperation(Expression pattern, Expression node) => (pattern, node) switch
    {
        (Unary a, Unary b) => a.Operator == b.Operator,
        (Binary a, Binary b) => a.Operator == b.Operator && a.Type == b.Type,
        (Call a, Call b) => a.Name == b.Name && a.Type == b.Type && a.Arguments.Count == b.Arguments.Count,
        _ => false,
    };
}
