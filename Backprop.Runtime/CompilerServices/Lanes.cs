using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.CompilerServices;

/// <summary>Functions of each lane of a vector, and of one number with the bits of a lane.</summary>
/// <remarks>
/// Used by generated code, for elements of type float or double. A number is computed as a lane, so that loops over vectors, what
/// such a loop leaves over, and loops over numbers agree to the bit.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Lanes
{
    /// <summary>ln x, within about 3 ulp; -∞ at 0 and NaN below.</summary>
    /// <exception cref="NotSupportedException">The elements are neither float nor double.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Log<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? Vector.As<float, T>(Vector.Log(Vector.As<T, float>(x)))
        : typeof(T) == typeof(double) ? Vector.As<double, T>(Vector.Log(Vector.As<T, double>(x)))
        : throw new NotSupportedException($"Elements of type {typeof(T)} are not supported; use float or double.");

    /// <inheritdoc cref="Log{T}(Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => Log(new Vector<T>(x))[0];

    /// <summary>1 / (1 + e^-x); its derivative is y·(1 - y).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sigmoid<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector<T>.One / (Vector<T>.One + Exp(-x));

    /// <inheritdoc cref="Sigmoid{T}(Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => Sigmoid(new Vector<T>(x))[0];

    /// <summary>tanh x, right to the last places near 0 too; its derivative is 1 - y².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Tanh<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Of a number below 0, e^2x does not overflow.
        Vector<T> size = Vector.Abs(x), less = ExpMinus1(-(size + size));
        return Vector.CopySign(-less / (less + Vector.Create(T.CreateTruncating(2))), x);
    }

    /// <inheritdoc cref="Tanh{T}(Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => Tanh(new Vector<T>(x))[0];

    /// <summary>ln(1 + e^x), right to the last places where e^x is small too; its derivative is the sigmoid of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Softplus<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Relu(x) + SoftplusRest(x);

    /// <inheritdoc cref="Softplus{T}(Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Softplus<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => Softplus(new Vector<T>(x))[0];

    /// <summary>ln(1 + e^-|x|): what the softplus has beyond max(x, 0).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<T> SoftplusRest<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // What rounding takes from 1 + e is given back, divided by the slope of the logarithm.
        Vector<T> e = Exp(-Vector.Abs(x)), sum = Vector<T>.One + e;
        return Log(sum) + ((e - (sum - Vector<T>.One)) / sum);
    }
}
