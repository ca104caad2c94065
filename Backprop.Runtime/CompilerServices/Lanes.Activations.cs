using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.CompilerServices;

/// <content>Activations, and the slopes of those whose derivative is no short expression of what they take or give.</content>
public static partial class Lanes
{
    // 2·√(2/π), and the weight of the cube: Hendrycks and Gimpel (2016), Gaussian error linear units, §2.
    private const double GeluScale = 1.5957691216057308, GeluCube = 0.044715;

    /// <summary>max(x, 0); its derivative is 1 where x is above 0, and 0 at 0. NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Relu<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(Vector.LessThanOrEqual(x, Vector<T>.Zero), Vector<T>.Zero, x);

    /// <inheritdoc cref="Relu{T}(Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Relu<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => Relu(new Vector<T>(x))[0];

    /// <summary>The derivative of <see cref="Relu{T}(Vector{T})"/>: 0 where x is at most 0, else 1; the same of its result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> ReluSlope<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(Vector.LessThanOrEqual(x, Vector<T>.Zero), Vector<T>.Zero, Vector<T>.One);

    /// <inheritdoc cref="ReluSlope{T}(Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ReluSlope<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => ReluSlope(new Vector<T>(x))[0];

    /// <summary>x above 0, else slope·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> LeakyRelu<T>(Vector<T> x, Vector<T> slope)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, slope * x);

    /// <inheritdoc cref="LeakyRelu{T}(Vector{T}, Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LeakyRelu<T>(T x, T slope)
        where T : unmanaged, IFloatingPointIeee754<T> => LeakyRelu(new Vector<T>(x), new Vector<T>(slope))[0];

    /// <summary>The derivative of <see cref="LeakyRelu{T}(Vector{T}, Vector{T})"/> by x: 1 above 0, else the slope, at 0 too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> LeakyReluSlope<T>(Vector<T> x, Vector<T> slope)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), Vector<T>.One, slope);

    /// <inheritdoc cref="LeakyReluSlope{T}(Vector{T}, Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LeakyReluSlope<T>(T x, T slope)
        where T : unmanaged, IFloatingPointIeee754<T> => LeakyReluSlope(new Vector<T>(x), new Vector<T>(slope))[0];

    /// <summary>x above 0, else alpha·(e^x - 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Elu<T>(Vector<T> x, Vector<T> alpha)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, alpha * ExpMinus1(x));

    /// <inheritdoc cref="Elu{T}(Vector{T}, Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Elu<T>(T x, T alpha)
        where T : unmanaged, IFloatingPointIeee754<T> => Elu(new Vector<T>(x), new Vector<T>(alpha))[0];

    /// <summary>The derivative of <see cref="Elu{T}(Vector{T}, Vector{T})"/> by x: 1 above 0, else alpha·e^x, at 0 too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> EluSlope<T>(Vector<T> x, Vector<T> alpha)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), Vector<T>.One, alpha * Exp(x));

    /// <inheritdoc cref="EluSlope{T}(Vector{T}, Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T EluSlope<T>(T x, T alpha)
        where T : unmanaged, IFloatingPointIeee754<T> => EluSlope(new Vector<T>(x), new Vector<T>(alpha))[0];

    /// <summary>x·σ(2√(2/π)·(x + 0.044715·x³)), which is the form of the GELU with tanh; 0 at -∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Gelu<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Gated(x, GeluGate(x));

    /// <inheritdoc cref="Gelu{T}(Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Gelu<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => Gelu(new Vector<T>(x))[0];

    /// <summary>The derivative of <see cref="Gelu{T}(Vector{T})"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> GeluSlope<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> rate = Number<T>(GeluScale) * (Vector<T>.One + (Number<T>(3 * GeluCube) * x * x));
        return GatedSlope(x, GeluGate(x), rate);
    }

    /// <inheritdoc cref="GeluSlope{T}(Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T GeluSlope<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => GeluSlope(new Vector<T>(x))[0];

    /// <summary>x·σ(x); 0 at -∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Silu<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Gated(x, Sigmoid(x));

    /// <inheritdoc cref="Silu{T}(Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Silu<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => Silu(new Vector<T>(x))[0];

    /// <summary>The derivative of <see cref="Silu{T}(Vector{T})"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> SiluSlope<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => GatedSlope(x, Sigmoid(x), Vector<T>.One);

    /// <inheritdoc cref="SiluSlope{T}(Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SiluSlope<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => SiluSlope(new Vector<T>(x))[0];

    /// <summary>The derivative of |x|: 1 above 0, -1 below; 0 at 0, and NaN of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sign<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(
            Vector.GreaterThan(x, Vector<T>.Zero), Vector<T>.One,
            Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), -Vector<T>.One, x));

    /// <inheritdoc cref="Sign{T}(Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sign<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => Sign(new Vector<T>(x))[0];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> GeluGate<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Sigmoid(Number<T>(GeluScale) * (x + (Number<T>(GeluCube) * x * x * x)));

    /// <summary>x·gate, where a gate that is shut is 0 whatever waits there: -∞ times 0 would be NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Gated<T>(Vector<T> x, Vector<T> gate)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(Vector.Equals(gate, Vector<T>.Zero), gate, x * gate);

    /// <summary>The derivative of x·σ(z) where dz/dx is the rate; far out, where the gate does not move, it is the gate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> GatedSlope<T>(Vector<T> x, Vector<T> gate, Vector<T> rate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> slope = gate * (Vector<T>.One - gate);
        return Vector.ConditionalSelect(Vector.Equals(slope, Vector<T>.Zero), gate, gate + (x * slope * rate));
    }
}
