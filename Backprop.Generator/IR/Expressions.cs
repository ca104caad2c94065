namespace Backprop.Generator.IR;

/// <summary>A value defined once, by a parameter or a statement.</summary>
/// <param name="Id">Unique in its function.</param>
/// <param name="Name">The name wanted in generated code; names need not be unique, ids are.</param>
internal sealed record Variable(IRType Type, int Id, string Name) : Expression(Type)
{
    /// <summary>The variable whose cotangent this one holds; null for any other variable.</summary>
    public Variable? CotangentOf { get; init; }

    /// <summary>Made up to hold a part of an expression, so it never shares the local of another variable.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>Of a state: the array whose content it stands for; null for any other variable.</summary>
    public Variable? StateOf { get; init; }

    /// <summary>By content, so that a renamed local is another function; nearly always told by reference or id.</summary>
    public bool Equals(Variable? other) => ReferenceEquals(this, other) || (other is not null && Id == other.Id && Name == other.Name
        && Type == other.Type && IsTemporary == other.IsTemporary && Equals(CotangentOf, other.CotangentOf));

    public override int GetHashCode() => Id;
}

/// <summary>What a variable holds on a path on which nobody reads it.</summary>
internal sealed record Undefined(IRType Type) : Expression(Type)
{
    /// <summary>Whether it stands for what a name holds that is one array or another: that is not to be read.</summary>
    public bool IsSeveral { get; init; }
}

/// <summary>A number, truth value or enum member known when compiling.</summary>
/// <param name="Text">The C# literal; it tells 0.0 from -0.0, so equality goes by it.</param>
/// <param name="Number">The value as a double; NaN where it is no number.</param>
internal sealed record Constant(IRType Type, string Text, double Number) : Expression(Type)
{
    public static readonly Constant True = new(IRType.Boolean, "true", double.NaN);
    public static readonly Constant False = new(IRType.Boolean, "false", double.NaN);

    /// <summary>What a method gives back that only writes to its arrays.</summary>
    public static readonly Constant Nothing = new(IRType.Void, "", double.NaN);

    public static Constant Real(double value, IRType type) => new(type, Literal.Real(value, type), value);

    public static Constant Zero(IRType type) => Real(0, type);

    public static Constant One(IRType type) => Real(1, type);

    /// <summary>The zero of a type.</summary>
    public static Constant Default(IRType type) => type.IsReal ? Zero(type) : type == IRType.Boolean ? False : new(type, "default", double.NaN);

    public bool IsNumber(double value) => Number == value && Text[0] != '-' == !(value < 0 || (value == 0 && 1 / value < 0));
}

/// <summary>A field, static or of the instance, that a call leaves as it is: <c>this.rate</c>.</summary>
/// <param name="Text">Fully qualified C#.</param>
/// <param name="Name">The name for a local that keeps its value.</param>
/// <param name="IsFixed">Whether it never changes: anything else is read once, and not again in backward code.</param>
internal sealed record Symbol(IRType Type, string Text, string Name, bool IsFixed = false) : Expression(Type);

internal enum UnaryOperator { Negate, Plus, Not, Complement }

internal sealed record Unary(UnaryOperator Operator, Expression Operand, Overflow Overflow = Overflow.Inherited) : Expression(Operand.Type)
{
    protected override EquatableArray<Expression> Parts() => EquatableArray.Of(Operand);

    public override Expression With(EquatableArray<Expression> operands) =>
        ReferenceEquals(operands[0], Operand) ? this : this with { Operand = operands[0], Type = operands[0].Type };

    public override int GetHashCode() => HashOf((Operator, Overflow));
}

internal enum BinaryOperator
{
    Add, Subtract, Multiply, Divide, Remainder,
    ShiftLeft, ShiftRight, UnsignedShiftRight, And, Or, Xor,
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,
    ConditionalAnd, ConditionalOr,
}

/// <summary>Whether integer overflow throws: as the surrounding project says, or as the user's own <c>checked</c> or <c>unchecked</c> does.</summary>
internal enum Overflow { Inherited, Checked, Unchecked }

internal sealed record Binary(IRType Type, BinaryOperator Operator, Expression Left, Expression Right, Overflow Overflow = Overflow.Inherited)
    : Expression(Type)
{
    protected override EquatableArray<Expression> Parts() => EquatableArray.Of(Left, Right);

    public override Expression With(EquatableArray<Expression> operands) =>
        ReferenceEquals(operands[0], Left) && ReferenceEquals(operands[1], Right) ? this : this with { Left = operands[0], Right = operands[1] };

    public override int GetHashCode() => HashOf((Operator, Overflow));

    public static Binary Of(BinaryOperator @operator, Expression left, Expression right) =>
        new(@operator >= BinaryOperator.Equal ? IRType.Boolean : left.Type, @operator, left, right);
}

/// <summary>A conversion between numeric or enum types.</summary>
internal sealed record Conversion(IRType Type, Expression Operand, Overflow Overflow = Overflow.Inherited) : Expression(Type)
{
    protected override EquatableArray<Expression> Parts() => EquatableArray.Of(Operand);

    public override Expression With(EquatableArray<Expression> operands) =>
        ReferenceEquals(operands[0], Operand) ? this : this with { Operand = operands[0] };

    public override int GetHashCode() => HashOf(Overflow);

    /// <summary>The value as one of a type, which it may be already.</summary>
    public static Expression To(IRType type, Expression value) => value.Type == type ? value : new Conversion(type, value);
}

/// <summary>A call of a function of .NET's that has a row in the rule table, or depends on no active value.</summary>
/// <param name="Method">Type and name: <c>Math.Exp</c>, <c>float.Lerp</c>; fully qualified where the type is no type of numbers.</param>
internal sealed record Call(IRType Type, string Method, EquatableArray<Expression> Arguments) : Expression(Type)
{
    protected override EquatableArray<Expression> Parts() => Arguments;

    public override Expression With(EquatableArray<Expression> operands) =>
        operands.Equals(Arguments) ? this : this with { Arguments = operands };

    public override int GetHashCode() => HashOf(Method);

    /// <summary>The name without its type and type arguments: <c>Exp</c>.</summary>
    public string Name => Method.Split('<')[0] is var method ? method.Substring(method.LastIndexOf('.') + 1) : Method;
}

/// <summary><c>Test ? Then : Else</c>, without a statement of its own.</summary>
internal sealed record Conditional(Expression Test, Expression Then, Expression Else) : Expression(Then.Type)
{
    protected override EquatableArray<Expression> Parts() => EquatableArray.Of(Test, Then, Else);

    public override Expression With(EquatableArray<Expression> operands) =>
        operands.Equals(Operands) ? this : new Conditional(operands[0], operands[1], operands[2]);

    public override int GetHashCode() => HashOf(nameof(Conditional));
}

/// <summary>C# that carries no derivative, kept as text with places for values: an exception's creation, a string.</summary>
/// <param name="Texts">The text around the operands: one more than there are operands.</param>
internal sealed record Opaque(IRType Type, EquatableArray<string> Texts, EquatableArray<Expression> Holes) : Expression(Type)
{
    protected override EquatableArray<Expression> Parts() => Holes;

    public override Expression With(EquatableArray<Expression> operands) => operands.Equals(Holes) ? this : this with { Holes = operands };

    public override int GetHashCode() => HashOf(Texts);
}

/// <summary>A value that is a constant as far as derivatives go, whatever it is computed from: what a [NonDifferentiable] method returns.</summary>
/// <param name="States">What the arrays that it is computed from hold at this point.</param>
internal sealed record Frozen(Expression Value, EquatableArray<Expression> States) : Expression(Value.Type)
{
    private const string StopMethod = "global::Backprop.Gradient.Stop";

    /// <summary>What <c>Gradient.Stop</c> is given, which is its value too; null for any other constant.</summary>
    public Expression? Stopped => Value is Call { Method: StopMethod } stop ? stop.Arguments[0] : null;

    /// <summary><c>Gradient.Stop(value)</c></summary>
    public static Frozen Stop(Expression value) => Of(new Call(value.Type, StopMethod, EquatableArray.Of(value)));

    public static Frozen Of(Expression value) => new(value, EquatableArray<Expression>.Empty);

    protected override EquatableArray<Expression> Parts() => new([Value, .. States]);

    public override Expression With(EquatableArray<Expression> operands) =>
        operands.Equals(Operands) ? this : new Frozen(operands[0], operands.Skip(1).ToEquatableArray());

    public override int GetHashCode() => HashOf(nameof(Frozen));
}

/// <summary>An element of an array: <c>a[i, j]</c>. Without indices, in a <see cref="Bulk"/>, all its elements.</summary>
/// <param name="State">What the array holds when it is read, so that equal reads have equal values; null in backward code, where a read has a line of its own.</param>
internal sealed record Load(IRType Type, Expression Array, EquatableArray<Expression> Indices, Expression? State) : Expression(Type)
{
    protected override EquatableArray<Expression> Parts() => State is null ? new([Array, .. Indices]) : new([Array, .. Indices, State]);

    public override Expression With(EquatableArray<Expression> operands) => operands.Equals(Operands) ? this : this with
    {
        Array = operands[0],
        Indices = operands.Skip(1).Take(Indices.Count).ToEquatableArray(),
        State = State is null ? null : operands[operands.Count - 1],
    };

    public override int GetHashCode() => HashOf(nameof(Load));

    /// <summary>Whether it stands for all elements.</summary>
    public bool IsWhole => Indices.Count == 0;

    /// <summary>One of the elements for which it stands.</summary>
    public Load At(Expression index) => this with { Indices = EquatableArray.Of(index) };
}

/// <summary>How long an array is, which never changes: <c>a.Length</c>, <c>a.GetLength(1)</c>.</summary>
/// <param name="Dimension">Which of several dimensions; null for all elements together.</param>
internal sealed record Length(Expression Array, int? Dimension) : Expression(IRType.Int32)
{
    protected override EquatableArray<Expression> Parts() => EquatableArray.Of(Array);

    public override Expression With(EquatableArray<Expression> operands) =>
        ReferenceEquals(operands[0], Array) ? this : new Length(operands[0], Dimension);

    public override int GetHashCode() => HashOf((nameof(Length), Dimension));
}

/// <summary>Another name for the memory of an array, or for a part of it: <c>a.AsSpan()</c>, <c>a.Slice(start, count)</c>.</summary>
/// <param name="Bounds">Start and count; neither for the whole, only the start for all that follows it.</param>
internal sealed record View(IRType Type, Expression Array, EquatableArray<Expression> Bounds) : Expression(Type)
{
    /// <summary>Whether the part is known to lie within the array.</summary>
    public bool IsWithin { get; init; }

    protected override EquatableArray<Expression> Parts() => new([Array, .. Bounds]);

    public override Expression With(EquatableArray<Expression> operands) =>
        operands.Equals(Operands) ? this : this with { Array = operands[0], Bounds = operands.Skip(1).ToEquatableArray() };

    public override int GetHashCode() => HashOf(nameof(View));
}

/// <summary>In code that keeps and finds again: a member of one of the runtime's own types, called in its place and exactly once.</summary>
/// <param name="Receiver">The local it is called on.</param>
internal sealed record Invoke(IRType Type, Variable Receiver, string Member, EquatableArray<Expression> Arguments) : Expression(Type)
{
    protected override EquatableArray<Expression> Parts() => new([Receiver, .. Arguments]);

    public override Expression With(EquatableArray<Expression> operands) => operands.Equals(Operands) ? this : this with
    {
        Receiver = (Variable)operands[0],
        Arguments = operands.Skip(1).ToEquatableArray(),
    };

    public override int GetHashCode() => HashOf(Member);
}

/// <summary>In a derivative: a part that stays together, since other orders of its operations overflow or vanish, as in y·(y / x), or say less.</summary>
internal sealed record Group(Expression Value) : Expression(Value.Type)
{
    protected override EquatableArray<Expression> Parts() => EquatableArray.Of(Value);

    public override Expression With(EquatableArray<Expression> operands) => ReferenceEquals(operands[0], Value) ? this : new Group(operands[0]);

    public override int GetHashCode() => HashOf(nameof(Group));
}

/// <summary>In backward code: a value that the forward code has computed already, to be named there and read here.</summary>
internal sealed record Primal(Expression Value) : Expression(Value.Type)
{
    protected override EquatableArray<Expression> Parts() => EquatableArray.Of(Value);

    public override Expression With(EquatableArray<Expression> operands) => ReferenceEquals(operands[0], Value) ? this : new Primal(operands[0]);

    public override int GetHashCode() => HashOf(nameof(Primal));

    /// <summary>A leaf needs no name, a negated leaf or a constant no line of its own.</summary>
    public static Expression Of(Expression value) => value switch
    {
        { IsLeaf: true } or Primal => value,
        Unary { Operator: UnaryOperator.Negate, Operand: { IsLeaf: true } } => value,
        Unary { Operator: UnaryOperator.Plus } plus => Of(plus.Operand),
        Conversion { Operand: { IsLeaf: true } } => value,
        _ when value.Walk().All(n => n is Constant or Unary or Binary) => new Group(value), // known when compiling: nothing to keep
        _ => new Primal(value),
    };
}
