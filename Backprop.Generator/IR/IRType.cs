namespace Backprop.Generator.IR;

/// <summary>The type of a value, by its C# text; the text is fully qualified, so it can be written anywhere.</summary>
/// <param name="Text">As C# writes it: <c>double</c>, <c>global::Shop.Kind</c>.</param>
internal sealed record IRType(string Text)
{
    public static readonly IRType Double = new("double");
    public static readonly IRType Single = new("float");
    public static readonly IRType Boolean = new("bool");
    public static readonly IRType Int32 = new("int");
    public static readonly IRType Int64 = new("long");
    public static readonly IRType UInt32 = new("uint");
    public static readonly IRType UInt64 = new("ulong");

    /// <summary>Whether a value of the type carries a derivative.</summary>
    public bool IsReal => this == Double || this == Single;

    /// <summary>A type that C# has a keyword for; any other, such as an enum, may be less accessible than generated code.</summary>
    public bool IsPrimitive => Text.IndexOfAny([':', '.']) < 0;

    /// <summary>Size in bytes of a saved value, as the cost in the docs counts it.</summary>
    public int Size => Text switch
    {
        "double" or "long" or "ulong" => 8,
        "float" or "int" or "uint" => 4,
        "short" or "ushort" or "char" => 2,
        "bool" or "byte" or "sbyte" => 1,
        _ => 8,
    };

    public override string ToString() => Text;
}
