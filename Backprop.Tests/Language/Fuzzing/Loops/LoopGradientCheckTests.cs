namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <summary>What the check of generated gradients sees, with gradients that were written by hand and then spoiled.</summary>
public sealed class LoopGradientCheckTests
{
    private const string Program = """
            static int _calls;
            internal struct FSaved { public double X; public double[] A; }
            static double F(double x, ReadOnlySpan<int> n, Span<double> a)
            {
                double sum = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    a[i] *= x;
                    sum += a[i] * a[i];
                }
                return sum;
            }
            static (double value, double dx) FGradient(double x, ReadOnlySpan<int> n, Span<double> a, Span<double> da)
            {
                double value = 0, dx = 0, leak = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    dx += 2 * x * a[i] * a[i];
                    da[i] = 2 * x * x * a[i];
                    a[i] *= x;
                    value += a[i] * a[i];
                }
                return (value, dx + leak);
            }
            static double FForward(double x, ReadOnlySpan<int> n, Span<double> a, out FSaved saved)
            {
                saved = new() { X = x, A = a.ToArray() };
                return F(x, n, a);
            }
            static void FBackward(ref FSaved saved, double dvalue, ref double dx, Span<double> da)
            {
                for (int i = 0; i < saved.A.Length; i++)
                {
                    dx += dvalue * 2 * saved.X * saved.A[i] * saved.A[i];
                    da[i] += dvalue * 2 * saved.X * saved.X * saved.A[i];
                }
            }

        """;

    [Fact]
    public void A_right_gradient_passes() => Assert.Empty(LoopBatch.OfPrograms([Program]));

    [Fact]
    public void What_the_generator_writes_is_called_as_well() => Assert.Empty(LoopBatch.OfGenerator(
    [
        "    [Differentiable] static double F(double x, int n, float z, [NonDifferentiable] double y) => Math.Sin(x * y) * n + z;\n",
        "    [Differentiable] static double F(double x) { if (x > 0) throw new InvalidOperationException(); return x * x; }\n",
    ]));

    [Theory]
    [InlineData("da[i] = 2", "da[i] += 2", "Gradient")]
    [InlineData("da[i] = 2", "da[i] = 2.000001", "Gradient")]
    [InlineData("dx += 2 *", "dx = 2 *", "Gradient")]
    [InlineData("a[i] *= x;\n            value += a[i] * a[i]", "value += a[i] * x * (a[i] * x)", "Contents")]
    [InlineData("value += a[i] * a[i]", "value += 1 * (a[i] * a[i] + 1) - 1", "Value")]
    [InlineData("leak = 0", "leak = ++_calls * 1e-13", "Second call")]
    [InlineData("double value = 0, dx", "if (a.Length > 1) throw new InvalidOperationException(); double value = 0, dx", "Exception")]
    [InlineData("(double value, double dx) FGradient", "(double value, double dx, double dn) FGradient", "Contract")]
    [InlineData("Span<double> a, Span<double> da)", "Span<double> a, double[,] da)", "Contract")]
    [InlineData("da[i] += dvalue", "da[i] += 2 * dvalue", "Gradient")]
    public void A_wrong_one_fails(string right, string wrong, string kind) =>
        Assert.Equal(kind, Assert.Single(LoopBatch.OfPrograms([Program.ReplaceLineEndings("\n").Replace(right, wrong)])).Value.Kind);

    [Fact]
    public void One_that_is_wrong_leaves_the_others_judged()
    {
        string wrong = Program.Replace("da[i] = 2", "da[i] = 3"), unfit = Program.Replace("Span<double> a, Span<double> da)", "Span<double> a, double[,] da)");
        Assert.Equal(["Contract", "Gradient"], LoopBatch.OfPrograms([Program, wrong, unfit]).Values.Select(f => f.Kind).Order());
    }
}
