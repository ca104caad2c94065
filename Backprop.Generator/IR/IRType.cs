namespace Backprop.Generator.IR;

/// <summary>The type of a value, by its C# text; the text is fully qualified, so it can be written anywhere.</summary>
/// <param name="Text">As C# writes it: <c>double</c>, <c>global::Shop.Kind</c>.</param>
/// <param name="Element">What an array or span holds; null for any other type.</param>
/// <param name="Rank">How many indices an element has; 0 where there are none.</param>
internal sealed record IRType(string Text, IRType? Element = null, int Rank = 0)
{
    public static readonly IRType Double = new("double");
    public static readonly IRType Single = new("float");
    public static readonly IRType Boolean = new("bool");
    public static readonly IRType Int32 = new("int");
    public static readonly IRType Int64 = new("long");
    public static readonly IRType UInt32 = new("uint");
    public static readonly IRType UInt64 = new("ulong");
    public static readonly IRType Void = new("void");

    /// <summary>What an array holds at a point of the method: a variable of this type is written nowhere.</summary>
    public static readonly IRType State = new("state");

    private const string Shelf = "global::Backprop.CompilerServices.Shelf<";

    /// <summary>Whether a value of the type carries a derivative.</summary>
    public bool IsReal => ReferenceEquals(this, Double) || ReferenceEquals(this, Single) || Text is "double" or "float";

    /// <summary>An array or a span, of any rank.</summary>
    public bool IsArray => Element is not null;

    /// <summary>A type that only lives on the stack, such as a span: no field of an ordinary struct holds it.</summary>
    public bool IsSpan => IsArray && Text.EndsWith(">", StringComparison.Ordinal) && !IsShelf;

    /// <summary>Not an array, but where the arrays lie that a loop makes and hands on: known by its slices only.</summary>
    public bool IsShelf => IsArray && Text.StartsWith(Shelf, StringComparison.Ordinal);

    /// <summary>A <c>Memory</c>: its elements are those of a span of it.</summary>
    public bool IsMemory => IsSpan && Text.Contains("Memory<");

    /// <summary>What all the indices of an array lead to: of <c>double[][]</c> the double.</summary>
    public IRType Innermost => Element is null ? this : Element.Innermost;

    public static IRType ArrayOf(IRType element) => new(element.Text + "[]", element, 1);

    public static IRType ShelfOf(IRType element) => new($"{Shelf}{element.Text}>", element, 1);

    public static IRType ReadOnlySpanOf(IRType element) => new($"global::System.ReadOnlySpan<{element.Text}>", element, 1);

    public static IRType SpanOf(IRType element) => new($"global::System.Span<{element.Text}>", element, 1);

    /// <summary>A type that C# has a keyword for; any other, such as an enum, may be less accessible than generated code.</summary>
    public bool IsPrimitive => Text.IndexOfAny([':', '.']) < 0;

    /// <summary>Size in bytes of a saved value, as the cost in the docs counts it.</summary>
    public int Size => Text switch
    {
        "double" or "long" or "ulong" => 8,
        "float" or "int" or "uint" => 4,
        "short" or "ushort" or "char" => 2,
        "bool" or "byte" or "sbyte" => 1,
        "decimal" => 16,
        _ => 8,
    };

    public override string ToString() => Text;
}
