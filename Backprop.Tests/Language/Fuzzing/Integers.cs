using System.Numerics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Tests.Language.Fuzzing;

/// <summary>C#'s arithmetic on whole numbers, which are held boxed, as what they are.</summary>
internal static class Integers
{
    public static object Binary(BinaryOperatorKind kind, object a, object b, bool isChecked) => a switch
    {
        int x => Binary(kind, x, b, isChecked),
        uint x => Binary(kind, x, b, isChecked),
        long x => Binary(kind, x, b, isChecked),
        ulong x => Binary(kind, x, b, isChecked),
        byte x => Binary(kind, x, b, isChecked), // of an enum
        char x => Binary(kind, x, b, isChecked), // comparisons
        short x => Binary(kind, x, b, isChecked),
        _ => throw new NotSupportedException(a.GetType().Name),
    };

    public static object Negate(object a, bool isChecked) => a switch
    {
        int x => (object)(isChecked ? checked(-x) : unchecked(-x)),
        long x => isChecked ? checked(-x) : unchecked(-x),
        _ => throw new NotSupportedException(a.GetType().Name),
    };

    public static object Complement(object a) => a switch
    {
        int x => (object)~x,
        uint x => ~x,
        long x => ~x,
        ulong x => ~x,
        byte x => (byte)~x,
        _ => throw new NotSupportedException(a.GetType().Name),
    };

    public static object Convert(object value, SpecialType to, bool isChecked) => value switch
    {
        double x => isChecked ? Checked(x, to) : Unchecked(x, to),
        _ => isChecked ? Checked(value, to) : Unchecked(value, to),
    };

    private static object Binary<T>(BinaryOperatorKind kind, T a, object right, bool isChecked)
        where T : IBinaryInteger<T>
    {
        if (kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift)
        {
            int by = (int)right;
            return kind switch { BinaryOperatorKind.LeftShift => a << by, BinaryOperatorKind.RightShift => a >> by, _ => a >>> by };
        }

        T b = (T)right;
        return kind switch
        {
            BinaryOperatorKind.Add => isChecked ? checked(a + b) : unchecked(a + b),
            BinaryOperatorKind.Subtract => isChecked ? checked(a - b) : unchecked(a - b),
            BinaryOperatorKind.Multiply => isChecked ? checked(a * b) : unchecked(a * b),
            BinaryOperatorKind.Divide => a / b,
            BinaryOperatorKind.Remainder => a % b,
            BinaryOperatorKind.And => a & b,
            BinaryOperatorKind.Or => a | b,
            BinaryOperatorKind.ExclusiveOr => a ^ b,
            BinaryOperatorKind.Equals => a == b,
            BinaryOperatorKind.NotEquals => a != b,
            BinaryOperatorKind.LessThan => a < b,
            BinaryOperatorKind.LessThanOrEqual => a <= b,
            BinaryOperatorKind.GreaterThan => a > b,
            BinaryOperatorKind.GreaterThanOrEqual => a >= b,
            _ => throw new NotSupportedException(kind.ToString()),
        };
    }

    private static object Unchecked(double x, SpecialType to) => unchecked(to switch
    {
        SpecialType.System_SByte => (sbyte)x,
        SpecialType.System_Byte => (byte)x,
        SpecialType.System_Int16 => (short)x,
        SpecialType.System_UInt16 => (ushort)x,
        SpecialType.System_Int32 => (int)x,
        SpecialType.System_UInt32 => (uint)x,
        SpecialType.System_Int64 => (long)x,
        SpecialType.System_UInt64 => (ulong)x,
        SpecialType.System_Char => (object)(char)x,
        _ => throw new NotSupportedException(to.ToString()),
    });

    private static object Checked(double x, SpecialType to) => checked(to switch
    {
        SpecialType.System_SByte => (sbyte)x,
        SpecialType.System_Byte => (byte)x,
        SpecialType.System_Int16 => (short)x,
        SpecialType.System_UInt16 => (ushort)x,
        SpecialType.System_Int32 => (int)x,
        SpecialType.System_UInt32 => (uint)x,
        SpecialType.System_Int64 => (long)x,
        SpecialType.System_UInt64 => (ulong)x,
        SpecialType.System_Char => (object)(char)x,
        _ => throw new NotSupportedException(to.ToString()),
    });

    private static object Unchecked(object value, SpecialType to)
    {
        Int128 x = Wide(value);
        return unchecked(to switch
        {
            SpecialType.System_SByte => (sbyte)x,
            SpecialType.System_Byte => (byte)x,
            SpecialType.System_Int16 => (short)x,
            SpecialType.System_UInt16 => (ushort)x,
            SpecialType.System_Int32 => (int)x,
            SpecialType.System_UInt32 => (uint)x,
            SpecialType.System_Int64 => (long)x,
            SpecialType.System_UInt64 => (ulong)x,
            SpecialType.System_Char => (object)(char)x,
            _ => throw new NotSupportedException(to.ToString()),
        });
    }

    private static object Checked(object value, SpecialType to)
    {
        Int128 x = Wide(value);
        return checked(to switch
        {
            SpecialType.System_SByte => (sbyte)x,
            SpecialType.System_Byte => (byte)x,
            SpecialType.System_Int16 => (short)x,
            SpecialType.System_UInt16 => (ushort)x,
            SpecialType.System_Int32 => (int)x,
            SpecialType.System_UInt32 => (uint)x,
            SpecialType.System_Int64 => (long)x,
            SpecialType.System_UInt64 => (ulong)x,
            SpecialType.System_Char => (object)(char)x,
            _ => throw new NotSupportedException(to.ToString()),
        });
    }

    public static double ToDouble(object value) => value switch
    {
        long x => x,
        ulong x => x,
        uint x => x,
        _ => (int)Wide(value),
    };

    public static float ToSingle(object value) => value switch
    {
        long x => x,
        ulong x => x,
        uint x => x,
        _ => (int)Wide(value),
    };

    private static Int128 Wide(object value) => value switch
    {
        sbyte x => x,
        byte x => x,
        short x => x,
        ushort x => x,
        int x => x,
        uint x => x,
        long x => x,
        ulong x => x,
        char x => x,
        _ => throw new NotSupportedException(value.GetType().Name),
    };
}
