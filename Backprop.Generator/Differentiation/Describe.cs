using System.Globalization;
using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>Names a value that the user left unnamed by what it is: <c>Math.Exp(-x)</c> is <c>expNegX</c>.</summary>
internal static class Describe
{
    /// <summary>What a value is called that no short phrase describes.</summary>
    public const string Unnamed = "t";

    private const int Longest = 16;

    private static readonly string[] Numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    public static string Name(Expression expression)
    {
        if (expression.Type == IRType.Boolean)
        {
            return "taken";
        }

        string? phrase = Phrase(expression);
        return phrase is null || phrase.Length > Longest ? Unnamed : phrase;
    }

    /// <summary>What the partial of a call's value by one of its arguments is called: <c>weightByRate</c>.</summary>
    public static string Partial(Variable value, Expression argument) => value.Name.TrimStart('@') + "By" + Upper(Name(argument));

    /// <summary>What an element of an array is called: <c>term</c> of <c>terms</c>, else by the array's own name.</summary>
    public static string Element(Expression array)
    {
        string name = Phrase(array) ?? Unnamed;
        return name.Length > 2 && name[name.Length - 1] == 's' && name[name.Length - 2] != 's' ? name.Substring(0, name.Length - 1) : name;
    }

    private static string? Phrase(Expression expression) => expression switch
    {
        Variable variable => variable.Name.TrimStart('@'),
        Symbol symbol => symbol.Name,
        Load load => Element(load.Array),
        Constant constant when constant.Number >= 0 && constant.Number <= 10 && constant.Number == Math.Floor(constant.Number) =>
            Numbers[(int)constant.Number],
        Primal primal => Phrase(primal.Value),
        Frozen frozen => Phrase(frozen.Value),
        Conversion convert => Phrase(convert.Operand),
        Unary { Operator: UnaryOperator.Negate } negation => Join("neg", negation.Operand),
        Binary { Operator: BinaryOperator.Multiply } square when square.Left.Equals(square.Right) => Join(Phrase(square.Left), "Sqr"),
        Binary { Operator: BinaryOperator.Divide, Left: Constant { Number: 1 } } inverse => Join("inv", inverse.Right),
        Binary binary => Join(Join(Phrase(binary.Left), Word(binary.Operator)), binary.Right),
        Call { Arguments.Count: 1 } call => Join(call.Name.ToLower(CultureInfo.InvariantCulture), call.Arguments[0]),
        Call call => call.Name.ToLower(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string? Word(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => "Plus",
        BinaryOperator.Subtract => "Minus",
        BinaryOperator.Multiply => "Times",
        BinaryOperator.Divide => "Over",
        _ => null,
    };

    private static string? Join(string? first, Expression second) => Join(first, Phrase(second));

    private static string? Join(string? first, string? second) =>
        first is null || second is null ? null : first + Upper(second);

    /// <summary>With a capital: the start of a word inside a name.</summary>
    public static string Upper(string name) => char.ToUpper(name[0], CultureInfo.InvariantCulture) + name.Substring(1);
}
