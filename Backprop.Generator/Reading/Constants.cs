using System.Globalization;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Generator.Reading;

/// <summary>Compile-time constants as the IR holds them.</summary>
internal static class Constants
{
    /// <summary>The constant of <paramref name="type"/> whose value the compiler has worked out.</summary>
    public static Constant Of(object? value, ITypeSymbol type)
    {
        IRType irType = Types.Of(type);
        switch (value)
        {
            case double number:
                return Constant.Real(number, IRType.Double);
            case float number:
                return Constant.Real(number, IRType.Single);
            case bool truth:
                return truth ? Constant.True : Constant.False;
            case null:
                return new(irType, type.IsValueType ? $"default({irType.Text})" : "null", double.NaN);
        }

        return type.TypeKind == TypeKind.Enum ? OfEnum(value, (INamedTypeSymbol)type, irType) : new(irType, Typed(Text(value), type), Number(value));
    }

    /// <summary>A number of a type that has no literals of its own: <c>((byte)3)</c>. As <c>3</c> it would be an int.</summary>
    private static string Typed(string text, ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_IntPtr or SpecialType.System_UIntPtr =>
            $"(({type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}){(text[0] == '-' ? "(" + text + ")" : text)})",
        _ => text,
    };

    private static Constant OfEnum(object value, INamedTypeSymbol type, IRType irType)
    {
        IFieldSymbol? member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => Equals(f.ConstantValue, value));
        return new(irType, member is null ? $"(({irType.Text})({Text(value)}))" : irType.Text + "." + Identifier(member.Name), double.NaN);
    }

    private static string Text(object value) => value switch
    {
        int.MinValue => "int.MinValue",
        long.MinValue => "long.MinValue",
        string or char => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)!,
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "null",
    };

    private static double Number(object value) => value is string or char ? double.NaN : System.Convert.ToDouble(value, CultureInfo.InvariantCulture);

    /// <summary>A number that counts or places elements.</summary>
    public static Constant Int(int value) => new(IRType.Int32, value.ToString(CultureInfo.InvariantCulture), value);

    /// <summary>A type's name as C# must write it where it is declared: <c>@record</c> too, which is a name elsewhere.</summary>
    public static string TypeName(string name) => SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? Identifier(name) : "@" + name;

    /// <summary>A name as C# must write it: <c>@event</c>.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) is SyntaxKind.AwaitKeyword or SyntaxKind.FieldKeyword
            ? "@" + name
            : name;
}
