using System.Globalization;

namespace Backprop.Generator.IR;

/// <summary>Arithmetic of counters and positions, with no more operations than it takes.</summary>
internal static class Integers
{
    public static Constant Number(double number, IRType type) =>
        new(type, number.ToString(CultureInfo.InvariantCulture) + (type == IRType.Int64 ? "L" : ""), number);

    /// <summary><c>i - 1</c> and 2 more is <c>i + 1</c>.</summary>
    public static Expression Plus(Expression value, double number) => value switch
    {
        _ when number == 0 => value,
        Constant { Number: var known } => Number(known + number, value.Type),
        Binary { Operator: BinaryOperator.Add, Overflow: Overflow.Inherited, Right: Constant { Number: var n } } sum => Plus(sum.Left, n + number),
        Binary { Operator: BinaryOperator.Subtract, Overflow: Overflow.Inherited, Right: Constant { Number: var n } } difference => Plus(difference.Left, number - n),
        _ => number > 0 ? value + Number(number, value.Type) : value - Number(-number, value.Type),
    };

    public static Expression Sum(Expression a, Expression b) => a is Constant { Number: var number } ? Plus(b, number) : b is Constant { Number: var other } ? Plus(a, other) : a + b;

    public static Expression Minus(Expression a, Expression b) => b is Constant { Number: var number } ? Plus(a, -number) : a.Equals(b) ? Number(0, a.Type) : a - b;

    public static Expression Times(Expression value, double number) => value switch
    {
        _ when number == 1 => value,
        Constant { Number: var known } => Number(known * number, value.Type),
        _ => value * Number(number, value.Type),
    };

    /// <summary>Of numbers that are not negative, rounded down.</summary>
    public static Expression Over(Expression value, double number) => number == 1 ? value : Folded(value / Number(number, value.Type));

    /// <summary>The number, or 0 where it is below.</summary>
    public static Expression NotNegative(Expression value) =>
        value is Length or Constant { Number: >= 0 } ? value : new Call(value.Type, "Math.Max", EquatableArray.Of(value, Number(0, value.Type)));

    /// <summary>What is made of numbers alone as the number that it is, if the type has it.</summary>
    public static Expression Folded(Expression value)
    {
        double number = value switch
        {
            Binary { Left: Constant { Number: var a }, Right: Constant { Number: var b } } binary => binary.Operator switch
            {
                BinaryOperator.Add => a + b,
                BinaryOperator.Subtract => a - b,
                BinaryOperator.Multiply => a * b,
                BinaryOperator.Divide => Math.Truncate(a / b),
                _ => double.NaN,
            },
            Conversion { Operand: Constant { Number: var same } constant } when !constant.Type.IsReal => same,
            _ => double.NaN,
        };
        double most = value.Type == IRType.Int32 ? int.MaxValue : value.Type == IRType.Int64 ? MostExact : -1;
        return Math.Abs(number) <= most ? Number(number + 0, value.Type) : value; // -0 + 0 is 0
    }

    /// <summary>Up to here, a double holds each whole number.</summary>
    private const double MostExact = 1L << 53;
}
