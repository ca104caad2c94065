using System.Numerics;
using System.Numerics.Tensors;
using Backprop.CompilerServices;

namespace Backprop;

/// <content>Functions of each element.</content>
public static partial class Nn
{
    /// <summary>max(x, 0); the derivative at 0 is 0. NaN stays NaN.</summary>
    /// <param name="x">Of any shape.</param>
    /// <returns>Of the shape of x.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    public static Tensor<T> Relu<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Map(x, default(ReluFunction<T>));

    /// <summary>x above 0, else slope·x; the derivative at 0 is the slope.</summary>
    /// <param name="x">Of any shape.</param>
    /// <param name="slope">The slope below 0, such as 0.01.</param>
    /// <returns>Of the shape of x.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    public static Tensor<T> LeakyRelu<T>(Tensor<T> x, T slope)
        where T : unmanaged, IFloatingPointIeee754<T> => Map(x, new LeakyReluFunction<T>(slope));

    /// <summary>x above 0, else alpha·(e^x - 1); the derivative at 0 is alpha.</summary>
    /// <param name="x">Of any shape.</param>
    /// <param name="alpha">Minus the value far below 0, such as 1.</param>
    /// <returns>Of the shape of x.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    public static Tensor<T> Elu<T>(Tensor<T> x, T alpha)
        where T : unmanaged, IFloatingPointIeee754<T> => Map(x, new EluFunction<T>(alpha));

    /// <summary>The Gaussian error linear unit in its form with tanh, ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))).</summary>
    /// <param name="x">Of any shape.</param>
    /// <returns>Of the shape of x.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    public static Tensor<T> Gelu<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Map(x, default(GeluFunction<T>));

    /// <summary>x·σ(x), also called swish.</summary>
    /// <param name="x">Of any shape.</param>
    /// <returns>Of the shape of x.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    public static Tensor<T> Silu<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Map(x, default(SiluFunction<T>));

    /// <summary>σ(x) = 1 / (1 + e^-x).</summary>
    /// <param name="x">Of any shape.</param>
    /// <returns>Of the shape of x.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    public static Tensor<T> Sigmoid<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Map(x, default(SigmoidFunction<T>));

    /// <summary>The hyperbolic tangent.</summary>
    /// <param name="x">Of any shape.</param>
    /// <returns>Of the shape of x.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    public static Tensor<T> Tanh<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Map(x, default(TanhFunction<T>));

    /// <summary>ln(1 + e^x), which overflows nowhere.</summary>
    /// <param name="x">Of any shape.</param>
    /// <returns>Of the shape of x.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    public static Tensor<T> Softplus<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Map(x, default(SoftplusFunction<T>));

    private static Tensor<T> Map<T, TFunction>(Tensor<T> x, TFunction function)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, ILaneFunction<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor<T> y = Create(x.Lengths, out Span<T> elements);
        Each.Map(Elements(x), elements, function);
        return y;
    }

    private readonly struct ReluFunction<T> : ILaneFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> x) => Lanes.Relu(x);
    }

    private readonly struct LeakyReluFunction<T>(T slope) : ILaneFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _slope = new(slope);

        public Vector<T> Of(Vector<T> x) => Lanes.LeakyRelu(x, _slope);
    }

    private readonly struct EluFunction<T>(T alpha) : ILaneFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _alpha = new(alpha);

        public Vector<T> Of(Vector<T> x) => Lanes.Elu(x, _alpha);
    }

    private readonly struct GeluFunction<T> : ILaneFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> x) => Lanes.Gelu(x);
    }

    private readonly struct SiluFunction<T> : ILaneFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> x) => Lanes.Silu(x);
    }

    private readonly struct SigmoidFunction<T> : ILaneFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> x) => Lanes.Sigmoid(x);
    }

    private readonly struct TanhFunction<T> : ILaneFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> x) => Lanes.Tanh(x);
    }

    private readonly struct SoftplusFunction<T> : ILaneFunction<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Vector<T> Of(Vector<T> x) => Lanes.Softplus(x);
    }
}
