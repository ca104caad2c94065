using System.Runtime.CompilerServices;

namespace Backprop.Generator.IR;

/// <summary>
/// A value as a tree over variables and constants. Immutable and equal by content; since every variable is defined
/// once, two equal expressions have the same value wherever both are in scope.
/// </summary>
/// <remarks>The operators let a derivative rule be written as mathematics; a number takes the type of its partner.</remarks>
internal abstract record Expression(IRType Type)
{
    private int _hash;
    private EquatableArray<Expression>? _operands;
    private Variable[]? _variables;
    private bool? _mayThrow;

    /// <summary>A changed copy has a hash and parts of its own.</summary>
    protected Expression(Expression original) => Type = original.Type;

    /// <summary>The parts, in order of evaluation.</summary>
    public EquatableArray<Expression> Operands => _operands ??= Parts();

    /// <summary>The variables read, each once, in order of first reading.</summary>
    public IReadOnlyList<Variable> Variables => _variables ??= this is Variable own ? [own] : ReadBelow();

    /// <summary>Whether evaluating it may throw, or must happen exactly once and in its place.</summary>
    public bool MayThrow => _mayThrow ??= Traversal.HasEffect(this) || Operands.Any(o => o.MayThrow);

    /// <summary>What the operands are; asked once.</summary>
    protected virtual EquatableArray<Expression> Parts() => EquatableArray<Expression>.Empty;

    /// <summary>The same node over other parts.</summary>
    public virtual Expression With(EquatableArray<Expression> operands) => this;

    /// <summary>A variable or a constant: nothing to compute.</summary>
    public bool IsLeaf => this is Variable or Constant or Symbol or Undefined;

    public static Expression operator -(Expression a) => new Unary(UnaryOperator.Negate, a);

    public static Expression operator +(Expression a, Expression b) => Binary.Of(BinaryOperator.Add, a, b);

    public static Expression operator -(Expression a, Expression b) => Binary.Of(BinaryOperator.Subtract, a, b);

    public static Expression operator *(Expression a, Expression b) => Binary.Of(BinaryOperator.Multiply, a, b);

    public static Expression operator /(Expression a, Expression b) => Binary.Of(BinaryOperator.Divide, a, b);

    public static Expression operator +(Expression a, double b) => a + Constant.Real(b, a.Type);

    public static Expression operator +(double a, Expression b) => Constant.Real(a, b.Type) + b;

    public static Expression operator -(Expression a, double b) => a - Constant.Real(b, a.Type);

    public static Expression operator -(double a, Expression b) => Constant.Real(a, b.Type) - b;

    public static Expression operator *(Expression a, double b) => a * Constant.Real(b, a.Type);

    public static Expression operator *(double a, Expression b) => Constant.Real(a, b.Type) * b;

    public static Expression operator /(Expression a, double b) => a / Constant.Real(b, a.Type);

    public static Expression operator /(double a, Expression b) => Constant.Real(a, b.Type) / b;

    /// <summary>Replaces nodes from the leaves up.</summary>
    public Expression Rewrite(Func<Expression, Expression> map)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return map(With(Operands.Map(o => o.Rewrite(map))));
    }

    /// <summary>The same with values in the place of variables.</summary>
    public Expression Substitute(Dictionary<Variable, Expression> values) => Variables.Any(values.ContainsKey)
        ? Rewrite(n => n is Variable variable && values.TryGetValue(variable, out Expression value) ? value : n)
        : this;

    /// <summary>The node and all below it, parts before the whole.</summary>
    public IReadOnlyList<Expression> Walk()
    {
        List<Expression> nodes = [];
        Collect(nodes);
        return nodes;
    }

    /// <summary>By content; the hash, made once, tells nearly all different trees apart without a walk.</summary>
    public virtual bool Equals(Expression? other) =>
        other is not null && EqualityContract == other.EqualityContract && GetHashCode() == other.GetHashCode() && Type == other.Type;

    public override int GetHashCode() => Type.GetHashCode();

    /// <summary>A hash of the whole tree, made once: passes look parts of large expressions up again and again.</summary>
    protected int HashOf(object own)
    {
        if (_hash == 0)
        {
            _hash = unchecked((((EqualityContract.GetHashCode() * 31) + Type.GetHashCode()) * 31) + own.GetHashCode());
            _hash = unchecked((_hash * 31) + Operands.GetHashCode());
        }

        return _hash;
    }

    private Variable[] ReadBelow()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        EquatableArray<Expression> operands = Operands;
        return operands.Count switch
        {
            0 => [],
            1 => (Variable[])operands[0].Variables,
            _ => [.. operands.SelectMany(o => o.Variables).Distinct()],
        };
    }

    private void Collect(List<Expression> nodes)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (Expression operand in Operands)
        {
            operand.Collect(nodes);
        }

        nodes.Add(this);
    }

    public sealed override string ToString() => ExpressionPrinter.Short.Print(this);
}
