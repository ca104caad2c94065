using System.Numerics.Tensors;
using System.Reflection;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Shapes;

/// <summary>Methods that return a tensor: the derivative by its elements is given, and the gradient is that of their sum, each times its own.</summary>
public sealed class TensorResultTests
{
    private const string Source = """
        using System.Numerics.Tensors;
        using Backprop;
        using static Backprop.Nn;
        public static partial class P
        {
            [Differentiable]
            public static Tensor<double> Predict([Shape("N", 2)] Tensor<double> x, [Shape(2, "M")] Tensor<double> w, double s) { var h = Tanh(MatMul(x, w)) * s; return h * h; }

            [Differentiable]
            public static double Loss([Shape("N", 2)] Tensor<double> x, [Shape(2, "M")] Tensor<double> w, double s, [Shape("N", "M")] Tensor<double> v) => Tensor.Sum<double>(Predict(x, w, s) * v);

            public static object[] Direct(Tensor<double> x, Tensor<double> w, Tensor<double> v, Tensor<double> dx, Tensor<double> dw)
            {
                var (value, ds) = PredictGradient(x, w, 1.5, v, dx, dw);
                return [value, ds];
            }

            public static object[] Halves(Tensor<double> x, Tensor<double> w, Tensor<double> v, Tensor<double> dx, Tensor<double> dw)
            {
                var value = PredictForward(x, w, 1.5, out var saved);
                double ds = 0;
                PredictBackward(ref saved, v, ref ds, dx, dw);
                saved.Dispose();
                return [value, ds];
            }

            public static object[] Expected(Tensor<double> x, Tensor<double> w, Tensor<double> v, Tensor<double> dx, Tensor<double> dw)
            {
                var (value, ds) = LossGradient(x, w, 1.5, v, dx, dw, Tensor.CreateFromShape<double>(v.Lengths));
                return [Predict(x, w, 1.5), ds];
            }
        }
        """;

    [Fact]
    public void Give_a_gradient_for_each_derivative_of_their_elements()
    {
        Type type = GeneratorRun.Once(Source).Load().GetType("P")!;
        (double[] expected, double[] direct, double[] halves) = (Run(type, "Expected"), Run(type, "Direct"), Run(type, "Halves"));
        Assert.All(direct.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-14));
        Assert.Equal(direct, halves);
    }

    /// <summary>The value, the derivative by s, and the gradients.</summary>
    private static double[] Run(Type type, string method)
    {
        Tensor<double> x = Tensor.Create<double>([0.1, -0.4, 1.2, 0.3, 0.7, -1.1], [3, 2]), w = Tensor.Create<double>([0.5, -0.2, 0.9, 1.4], [2, 2]);
        Tensor<double> v = Tensor.Create<double>([1, -2, 0.5, 0.25, 3, -1], [3, 2]), dx = Tensor.CreateFromShape<double>(x.Lengths), dw = Tensor.CreateFromShape<double>(w.Lengths);
        object[] result = (object[])type.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, [x, w, v, dx, dw])!;
        return [.. (Tensor<double>)result[0], (double)result[1], .. dx, .. dw];
    }
}
