using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>What is computed of one element, as what is computed of several at once: the operations that give each lane the bits that a number has.</summary>
/// <remarks>A value that is the same in all iterations stays a number, and becomes a vector only where it meets one.</remarks>
internal sealed class VectorForm
{
    /// <summary>What numbers are held against each other gives; never declared with a type.</summary>
    private static readonly IRType Mask = new("mask");

    /// <summary>Functions that round once, or not at all, by their names among those of vectors.</summary>
    private static readonly Dictionary<string, string> Functions = new() { ["Sqrt"] = "SquareRoot", ["Abs"] = "Abs", ["Max"] = "Max", ["Min"] = "Min" };

    private static readonly Dictionary<BinaryOperator, string> Comparisons = new()
    {
        [BinaryOperator.Equal] = "Equals",
        [BinaryOperator.Less] = "LessThan",
        [BinaryOperator.LessOrEqual] = "LessThanOrEqual",
        [BinaryOperator.Greater] = "GreaterThan",
        [BinaryOperator.GreaterOrEqual] = "GreaterThanOrEqual",
    };

    private readonly HashSet<Variable> _inside;
    private readonly Func<Load, Expression?> _own;
    private readonly Dictionary<Variable, Expression> _names = [];

    /// <param name="number">The type of the elements.</param>
    /// <param name="inside">Variables that each iteration has for itself.</param>
    /// <param name="own">The vector in which the element is that an iteration goes by; null for any other element.</param>
    public VectorForm(IRType number, HashSet<Variable> inside, Func<Load, Expression?> own)
    {
        (Number, _inside, _own) = (number, inside, own);
        Vector = new($"global::System.Numerics.Vector<{number}>");
    }

    public IRType Number { get; }

    public IRType Vector { get; }

    /// <summary>How many numbers a vector has.</summary>
    public Constant Size => new(IRType.Int32, Vector + ".Count", double.NaN);

    /// <summary>From here on, a variable has another name.</summary>
    public void Name(Variable variable, Variable name) => _names[variable] = name;

    /// <summary>What a variable is called; null for one that has no name yet.</summary>
    public Expression? NameOf(Variable variable) => _names.TryGetValue(variable, out Expression name) ? name : null;

    /// <summary>A value as a vector, the same number in each lane if it is a number; null where vectors have no such operation.</summary>
    public Expression? Wide(Expression value) => Of(value) is { } found ? Repeated(found) : null;

    /// <summary>A value as a vector, or as the number that it is in all iterations; null likewise.</summary>
    public Expression? Of(Expression value)
    {
        switch (value)
        {
            case Load load when _own(load) is { } vector:
                return load.Type == Number ? vector : null;
            case Variable variable when _names.TryGetValue(variable, out Expression name):
                return name;
            case var same when !same.Variables.Any(_inside.Contains):
                return same.Walk().All(IsPlain) ? same : null;
            case var other when other is Variable or Load || !IsPlain(other):
                return null;
        }

        List<Expression> parts = [];
        foreach (Expression operand in value.Operands)
        {
            if (Of(operand) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        return parts.Exists(IsWide) ? Of(value, parts) : value.With(parts.ToEquatableArray());
    }

    private Expression? Of(Expression value, List<Expression> parts) => value switch
    {
        Group => value.With(parts.ToEquatableArray()),
        Unary { Operator: UnaryOperator.Plus } => parts[0],
        Unary { Operator: UnaryOperator.Not } => new Unary(UnaryOperator.Complement, parts[0]),
        Unary { Operator: UnaryOperator.Negate } => -parts[0],
        Binary { Overflow: Overflow.Inherited } binary => Of(binary, parts[0], parts[1]),
        Conditional choice when !IsHidden(choice.Then) && !IsHidden(choice.Else) => Choice(parts),
        Call call => Function(call, parts),
        _ => null,
    };

    private Expression? Of(Binary binary, Expression left, Expression right)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.Multiply when left.Type == Number || right.Type == Number:
            case BinaryOperator.Divide when right.Type == Number:
                return new Binary(Vector, binary.Operator, left, right); // a vector times a number is there by itself
            case BinaryOperator.ConditionalAnd or BinaryOperator.And when left.Type == Mask && right.Type == Mask && !IsHidden(binary.Right):
                return new Binary(Mask, BinaryOperator.And, left, right);
            case BinaryOperator.ConditionalOr or BinaryOperator.Or when left.Type == Mask && right.Type == Mask && !IsHidden(binary.Right):
                return new Binary(Mask, BinaryOperator.Or, left, right);
        }

        if (Repeated(left) is not { } a || Repeated(right) is not { } b)
        {
            return null;
        }

        return binary.Operator switch
        {
            BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.Divide => new Binary(Vector, binary.Operator, a, b),
            BinaryOperator.NotEqual => new Unary(UnaryOperator.Complement, OfVectors("Equals", Mask, a, b)),
            var comparison when Comparisons.TryGetValue(comparison, out string name) => OfVectors(name, Mask, a, b),
            _ => null,
        };
    }

    /// <summary>Both sides are computed, and each lane takes one: nothing of the other is left in it.</summary>
    private Expression? Choice(List<Expression> parts)
    {
        if (Repeated(parts[1]) is not { } then || Repeated(parts[2]) is not { } otherwise)
        {
            return null;
        }

        return parts[0].Type == Mask ? OfVectors("ConditionalSelect", Vector, parts[0], then, otherwise) : new Conditional(parts[0], then, otherwise);
    }

    private Call? Function(Call call, List<Expression> parts)
    {
        List<Expression> vectors = [.. parts.Select(Repeated).OfType<Expression>()];
        return vectors.Count < parts.Count || call.Type != Number ? null
            : VectorLoop.IsOfLanes(call) ? new Call(Vector, call.Method, vectors.ToEquatableArray())
            : Functions.TryGetValue(call.Name, out string name) ? OfVectors(name, Vector, [.. vectors])
            : null;
    }

    /// <summary>Whether it makes no difference how often something is evaluated: a method of the user's may give another number each time.</summary>
    private static bool IsPlain(Expression node) => node is Variable or Constant or Symbol or Load or Length or Group or Unary or Binary or Conversion or Conditional
        || (node is Call call && (VectorLoop.IsOfLanes(call) || !call.Method.Contains("::")));

    /// <summary>Whether something is evaluated that may throw, but not in each iteration.</summary>
    private bool IsHidden(Expression arm) => arm.Walk().Any(n => Traversal.HasEffect(n) && !(n is Load load && _own(load) is not null));

    private bool IsWide(Expression value) => value.Type == Vector || value.Type == Mask;

    private Expression? Repeated(Expression value) => value switch
    {
        { Type: var type } when type == Vector => value,
        { Type: var type } when type != Number => null,
        Constant zero when zero.IsNumber(0) => new Constant(Vector, Vector + ".Zero", double.NaN),
        Constant one when one.IsNumber(1) => new Constant(Vector, Vector + ".One", double.NaN),
        _ => OfVectors("Create", Vector, value),
    };

    private static Call OfVectors(string name, IRType type, params Expression[] arguments) => new(type, "Numerics.Vector." + name, new(arguments));
}
