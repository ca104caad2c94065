using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.CompilerServices;

/// <content>
/// Exponentials whose bits depend on nothing but the argument: those of <see cref="Vector.Exp(Vector{double})"/> depend on whether
/// another lane is large, and on the processor.
/// </content>
public static partial class Lanes
{
    /// <summary>e^x, within about 1 ulp, of subnormal results within one of those.</summary>
    /// <exception cref="NotSupportedException">The elements are neither float nor double.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Exp<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Beyond these it is 0, or infinity, as it is there.
        Vector<T> held = Within(x, Either<T>(-746, -104), Either<T>(710, 89));
        Vector<T> rest = Reduce(held, out Vector<T> powers);

        // The power is multiplied by in two halves, of which neither overflows.
        Vector<T> value = Fused(rest * rest, Series(rest), rest) + Vector<T>.One;
        return typeof(T) == typeof(double)
            ? Vector.As<double, T>(Scaled(Vector.As<T, double>(value), Vector.As<T, long>(powers)))
            : Vector.As<float, T>(Scaled(Vector.As<T, float>(value), Vector.As<T, int>(powers)));
    }

    /// <inheritdoc cref="Exp{T}(Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => Exp(new Vector<T>(x))[0];

    /// <summary>e^x - 1 of numbers up to 0, within about 1 ulp near 0 too; above 0 that of 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> ExpMinus1<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Below -40 it is -1, rounded.
        Vector<T> rest = Reduce(Within(x, Number<T>(-40), Vector<T>.Zero), out Vector<T> powers);
        Vector<T> value = Fused(rest * rest, Series(rest), rest);
        Vector<T> power = typeof(T) == typeof(double)
            ? Vector.As<long, T>((Vector.As<T, long>(powers) + new Vector<long>(1023)) << 52)
            : Vector.As<int, T>((Vector.As<T, int>(powers) + new Vector<int>(127)) << 23);
        return Fused(power, value, power - Vector<T>.One);
    }

    /// <summary>x = rest + n·ln 2, where |rest| ≤ ½·ln 2.</summary>
    /// <param name="x">At most 746 in size.</param>
    /// <param name="powers">n as integers of the elements' size.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Reduce<T>(Vector<T> x, out Vector<T> powers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Next to a number whose last place is 1, a number is rounded to an integer, which is then what its bits have grown by.
        Vector<T> large = Either<T>(6755399441055744, 12582912);
        Vector<T> rounded = Fused(x, Number<T>(1.4426950408889634), large);
        Vector<T> n = rounded - large;

        // ln 2 in two parts, of which the first has so many zeros at its end that n times it is exact.
        Vector<T> rest = Fused(n, Either<T>(-0.69314718036912382, -0.693359375), x);
        rest = Fused(n, Either<T>(-1.9082149292705877e-10, 2.12194440054690583e-4), rest);
        powers = typeof(T) == typeof(double)
            ? Vector.As<long, T>(Vector.As<T, long>(rounded) - Vector.As<T, long>(large))
            : Vector.As<int, T>(Vector.As<T, int>(rounded) - Vector.As<T, int>(large));
        return rest;
    }

    /// <summary>(e^x - 1 - x) / x² up to |x| = ½·ln 2, by Taylor's series.</summary>
    /// <remarks>The first term that it goes without is there below a tenth of an ulp of e^x: x⁸/8! of floats, x¹⁴/14! of doubles.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Series<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> sum = Vector<T>.Zero;
        if (typeof(T) == typeof(double))
        {
            sum = Number<T>(1.0 / 6227020800);
            sum = Fused(sum, x, Number<T>(1.0 / 479001600));
            sum = Fused(sum, x, Number<T>(1.0 / 39916800));
            sum = Fused(sum, x, Number<T>(1.0 / 3628800));
            sum = Fused(sum, x, Number<T>(1.0 / 362880));
            sum = Fused(sum, x, Number<T>(1.0 / 40320));
        }

        sum = Fused(sum, x, Number<T>(1.0 / 5040));
        sum = Fused(sum, x, Number<T>(1.0 / 720));
        sum = Fused(sum, x, Number<T>(1.0 / 120));
        sum = Fused(sum, x, Number<T>(1.0 / 24));
        sum = Fused(sum, x, Number<T>(1.0 / 6));
        return Fused(sum, x, Number<T>(0.5));
    }

    // With what is added to n it is above 0, so that a shift halves it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Scaled(Vector<double> value, Vector<long> n)
    {
        Vector<long> raised = n + new Vector<long>(2046), half = raised >>> 1;
        return value * Vector.AsVectorDouble(half << 52) * Vector.AsVectorDouble((raised - half) << 52);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Scaled(Vector<float> value, Vector<int> n)
    {
        Vector<int> raised = n + new Vector<int>(254), half = raised >>> 1;
        return value * Vector.AsVectorSingle(half << 23) * Vector.AsVectorSingle((raised - half) << 23);
    }

    /// <summary>x held between two numbers; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Within<T>(Vector<T> x, Vector<T> least, Vector<T> most)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        x = Vector.ConditionalSelect(Vector.LessThan(x, least), least, x);
        return Vector.ConditionalSelect(Vector.GreaterThan(x, most), most, x);
    }

    /// <summary>a·b + c, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Fused<T>(Vector<T> a, Vector<T> b, Vector<T> c)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(double)
            ? Vector.As<double, T>(Vector.FusedMultiplyAdd(Vector.As<T, double>(a), Vector.As<T, double>(b), Vector.As<T, double>(c)))
            : Vector.As<float, T>(Vector.FusedMultiplyAdd(Vector.As<T, float>(a), Vector.As<T, float>(b), Vector.As<T, float>(c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Number<T>(double number)
        where T : unmanaged, IFloatingPointIeee754<T> => new(T.CreateTruncating(number));

    /// <summary>A number that depends on the type of the elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Either<T>(double ofDouble, double ofFloat)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(double) ? Number<T>(ofDouble)
        : typeof(T) == typeof(float) ? Number<T>(ofFloat)
        : throw new NotSupportedException($"Elements of type {typeof(T)} are not supported; use float or double.");
}
