using System.Numerics;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Shapes;

/// <summary>
/// Loops over elements go through vectors, to the bits that numbers would give; <see cref="TensorSubject"/> compares the two wherever it
/// is used.
/// </summary>
public sealed class VectorTests
{
    private static readonly double[] Edges = [0, -0.0, 1, -1, 0.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-300, 1e30];

    /// <summary>Fewer than a vector has, as many, one more; and whole vectors with something left over. A vector of doubles has half as many.</summary>
    private static readonly int[] Lengths = [1, Vector<double>.Count - 1, Vector<double>.Count, Vector<float>.Count - 1, Vector<float>.Count, Vector<float>.Count + 1, (3 * Vector<float>.Count) + 2];

    [Theory]
    [InlineData("x: N; y: N", "Tensor.Sum<double>(x * y + x)")]
    [InlineData("x: N; y: N", "Tensor.Sum<double>(Sigmoid(x * y - x) * 0.5 / (y + 3))")]
    [InlineData("x: N; y: N", "var h = Relu(x * y); return Tensor.Sum<double>(Gelu(h) * -h);")]
    [InlineData("x: N; y: N", "Tensor.Sum<double>(Tensor.Max<double>(x, y) * Tensor.Sqrt<double>(Tensor.Abs<double>(x) + 1))")]
    [InlineData("x: N; y: N", "double s = Tensor.Dot<double>(x, y), t = 0; double[] a = new double[21]; for (int i = 0; i < 21; i++) a[i] = s * 0.5; for (int i = 0; i < 21; i++) { a[i] -= s * s; t += Math.Abs(a[i]); } return t;")]
    [InlineData("x: 3, N; y: N", "var z = x * y; return Tensor.Sum<double>(Tanh(z - y * 0.5));")] // each row meets the same vectors
    [InlineData("x: 3, 1; y: 3, N", "Tensor.Sum<double>(Silu(x * y))")] // each row adds to one element
    [InlineData("x: N, 3; y: 3", "Tensor.Sum<double>(Softplus(x + y))")] // too few for a vector, and known to be
    public void As_long_as_vectors_are_and_not(string parameters, string body)
    {
        TensorSubject.Holds(parameters, body, "", "N = 1", $"N = {Vector<double>.Count + 1}");
        TensorSubject.HoldsToTheBit(parameters, body, [0.7, -1.1, 0.4, 1.6, -0.3], Lengths);
    }

    [Fact]
    public void Of_nothing() => TensorSubject.HoldsToTheBit("x: N; y: N", "Tensor.Sum<double>(Sigmoid(x * y))", [1.5], 0);

    [Theory]
    [InlineData("Tensor.Sum<double>(Tensor.Max<double>(x, y))")]
    [InlineData("Tensor.Sum<double>(Tensor.Min<double>(x, y) * x)")]
    [InlineData("Tensor.Sum<double>(Relu(x) / y)")]
    [InlineData("Tensor.Sum<double>(Tensor.Abs<double>(x - y))")]
    [InlineData("Tensor.Sum<double>(Tensor.Sqrt<double>(x) * y)")]
    [InlineData("Tensor.Sum<double>(LeakyRelu(x, 0.1) - Elu(y, 1.5))")]
    [InlineData("var h = Relu(x); return Tensor.Sum<double>(-h * y);")]
    public void Where_numbers_end(string body)
    {
        double[] edges = [.. Edges];
        TensorSubject.HoldsToTheBit("x: N; y: N", body, edges, edges.Length * edges.Length);
        foreach (double edge in edges)
        {
            TensorSubject.HoldsToTheBit("x: N; y: N", body, [edge], (2 * Vector<float>.Count) + 1); // no NaN of another element in the sum
        }
    }

    [Theory]
    [InlineData("x: N", "Tensor.Sum<double>(Sigmoid(x))", true)]
    [InlineData("x: N, 9", "Tensor.Sum<double>(Relu(x) * x)", true)]
    [InlineData("x: 1, N; y: N, N", "Tensor.Sum<double>(Tanh(x * y))", true)]
    [InlineData("x: N", "double[] a = new double[20]; for (int i = 0; i < 20; i++) a[i] = a[i] + 1; return a[8] + Tensor.Product<double>(x);", true)]
    [InlineData("x: N", "Tensor.Sum<double>(Tensor.Exp<double>(x))", false)] // .NET's function of a vector has other bits
    [InlineData("x: N", "Tensor.Product<double>(x)", false)] // each takes what the one before has left
    [InlineData("x: 7", "Tensor.Sum<double>(Sigmoid(x))", false)] // hardly a vector
    [InlineData("x: N", "double[] a = new double[9]; for (int i = 0; i < 8; i++) a[i + 1] = a[i] + 1; return a[8] + Tensor.Product<double>(x);", false)]
    public void What_is_a_loop_over_vectors(string parameters, string body, bool isIt) =>
        Assert.Equal(isIt, GeneratorRun.Once(TensorSubject.Source(parameters, body)).File.Contains("Vector<double>.Count"));

    [Theory] // A method may give another number each time, and is called as often as it was.
    [InlineData("a[i] = Next();", "static int _calls; [NonDifferentiable] static double Next() => _calls++;")]
    [InlineData("a[i] = System.Random.Shared.NextDouble();", "")]
    [InlineData("a[i] = a[i] * Next();", "static int _calls; [NonDifferentiable] static double Next() => _calls++;")]
    [InlineData("a[i] = Max(a[i], 2);", "[NonDifferentiable] static double Max(double a, double b) => a > 100 ? b : a - b;")]
    public void What_is_called_each_time_stays_a_loop(string line, string members)
    {
        string body = $"double[] a = new double[20]; for (int i = 0; i < 20; i++) {line} return a[3] + Tensor.Product<double>(x);";
        GeneratorRun run = GeneratorRun.Once(TensorSubject.Source("x: 20", body, members));
        Assert.Empty(run.Warnings);
        Assert.DoesNotContain("Vector<", run.File);
    }

    [Fact] // Loops of methods without tensors stay as they are: most are short, and their elements are wanted one by one.
    public void A_method_of_arrays_has_no_vectors() => Assert.DoesNotContain("Vector<", GeneratorRun.Once(
        """
        using Backprop;
        public static partial class P
        {
            [Differentiable]
            public static double F(double[] x, double[] y) { double s = 0; for (int i = 0; i < x.Length; i++) { y[i] = x[i] * 2; s += y[i]; } return s; }
        }
        """).File);

    [Fact]
    public void A_chain_is_written_as_a_careful_person_would() => Snapshot.Match(GeneratorRun.Once(
        """
        using System.Numerics.Tensors;
        using Backprop;
        using static Backprop.Nn;
        public static partial class Chains
        {
            [Differentiable]
            public static float Loss([Shape("N")] Tensor<float> x, [Shape("N")] Tensor<float> w)
            {
                var h = Relu(x * w);
                return Tensor.Sum<float>(Sigmoid(h) * h);
            }
        }
        """).File);
}
