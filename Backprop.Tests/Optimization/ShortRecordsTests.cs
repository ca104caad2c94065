using Backprop.Tests.Harness;

namespace Backprop.Tests.Optimization;

/// <summary>Records of a few values lie on the stack of a gradient; all others come from a pool.</summary>
public sealed class ShortRecordsTests
{
    private static readonly double[] Numbers = [0.9, 1.2, 0.7];

    [Theory]
    [InlineData("for (int i = 0; i < 10; i++) y = Math.Sin(y) * x;", 10, 10)]
    [InlineData("const int N = 8; for (int i = 1; i <= N; i++) y = Math.Sin(y) * x;", 8, 8)]
    [InlineData("int count = 8; for (int i = 0; i < count; i++) y = Math.Sin(y) * x;", 8, 8)]
    [InlineData("for (int i = 9; i >= 0; i -= 3) y = Math.Sin(y) * x;", 4, 4)]
    [InlineData("for (long i = 0; i < 10; i++) y = Math.Sin(y) * x;", 10, 10)]
    [InlineData("for (int i = 0; i < 3; i++) for (int j = 0; j < 4; j++) y = Math.Sin(y) * x;", 12, 12)]
    [InlineData("Span<double> b = stackalloc double[6]; for (int i = 0; i < b.Length; i++) y = Math.Sin(y) * x;", 6, 6, 6)]
    [InlineData("Span<double> b = stackalloc double[6]; Span<double> c = b[2..]; for (int k = 0; k < 2; k++) for (int i = 0; i < c.Length; i++) y = Math.Sin(y) * x;", 8, 8, 6)]
    [InlineData("if (x > 0) { for (int i = 0; i < 4; i++) y = Math.Sin(y) * x; } else { y = y * x; }", 4, 4)]
    [InlineData("if (x < 0) { y = y * x; } else { for (int i = 0; i < 4; i++) y = Math.Sin(y) * x; }", 4, 4)]
    [InlineData("double s = 0; foreach (double v in a) { double z = v; for (int i = 0; i < 5; i++) z = Math.Sin(z) * x; s += z; } y += s;", 5, 5)] // one iteration's record serves the next
    public void Records_of_a_constant_count_are_on_the_stack(string loop, params int[] sizes)
    {
        string gradient = Gradient(loop);
        Assert.Equal(sizes.Order(), SizesOnStack(gradient));
        Assert.DoesNotContain("Recording", gradient);
    }

    [Theory]
    [InlineData("for (int i = 0; i < n; i++) y = Math.Sin(y) * x;")]
    [InlineData("for (int i = 0; i < 10 && y < 5; i++) y = Math.Sin(y) * x;")] // how many of them only running tells
    [InlineData("for (int i = 0; i < 10; i++) { y = Math.Sin(y) * x; if (y > 5) break; }")]
    [InlineData("while (y > 0.1) { y *= 0.5; for (int i = 0; i < 3; i++) y = Math.Sin(y) * x; }")] // the stack would grow with every iteration
    [InlineData("for (int k = 0; k < n; k++) { for (int i = 0; i < 3; i++) y = Math.Sin(y) * x; }")]
    [InlineData("for (int i = 5; i < 3; i++) y = Math.Sin(y) * x;")]
    [InlineData("for (int i = 0; i < 200; i++) y = Math.Sin(y) * x;")]
    public void Others_are_from_a_pool(string loop)
    {
        string gradient = Gradient(loop);
        Assert.Empty(SizesOnStack(gradient));
        Assert.Contains("Recording", gradient);
    }

    [Fact] // 1 KiB in all, the short ones first: each spares a way to the pool.
    public void A_method_takes_so_much_of_the_stack_and_no_more()
    {
        string gradient = Gradient(
            """
            for (int i = 0; i < 60; i++) y = Math.Sin(y) * x;
            for (int i = 0; i < 50; i++) y = Math.Sin(y) * x;
            for (int i = 0; i < 10; i++) y = Math.Sin(y) * x;
            """);
        Assert.Equal([10, 10, 50, 50], SizesOnStack(gradient));
        Assert.Equal(2, gradient.Split("new global::Backprop.CompilerServices.Recording<").Length - 1);
    }

    [Fact] // What compiled code makes them zero with is left in a state in which Math.Exp takes twenty times as long.
    public void The_last_one_leaves_the_registers_clean()
    {
        string gradient = Gradient("for (int i = 0; i < 10; i++) y = Math.Sin(y) * x; if (x > 0) { for (int i = 0; i < 5; i++) y = Math.Exp(y) * x; }");
        string last = gradient.Split(" = stackalloc ")[^1];
        Assert.StartsWith("double[5];\n        global::Backprop.CompilerServices.Stack.Clear(", last);
        Assert.Equal(2, gradient.Split("Stack.Clear(").Length);
    }

    [Fact] // It would be gone with the forward half.
    public void What_the_backward_half_reads_is_from_a_pool()
    {
        string file = Holds("for (int i = 0; i < 10; i++) y = Math.Sin(y) * x;");
        Assert.Empty(SizesOnStack(ArrayGradient.Member(file, "FForward")));
        Assert.Contains("yRecording.Take(10)", ArrayGradient.Member(file, "FForward"));
    }

    [Fact]
    public void Integers_and_conditions_are_recorded_there_too() => Assert.DoesNotContain("Recording", Gradient(
        "int k = 1; for (int i = 0; i < 10; i++) { if (y > 0.5) { k = k * 3 % 7; y = Math.Sin(y) * k; } else { y = y * x + 1; } }"));

    [Fact] // Called in a loop, it gives the room back with each call.
    public void A_gradient_that_is_called_has_its_own() => ArrayGradient.Holds(
        """
        private static double Curve(double u, double v) { double y = u; for (int i = 0; i < 10; i++) y = Math.Sin(y) * v; return y; }
        [Differentiable]
        public static double F(double[] a, int n) { double s = 0; for (int k = 0; k < n; k++) s += Curve(a[0], a[1]) * a[2]; return s; }
        """, 5, Numbers);

    private static string Gradient(string loop) => ArrayGradient.Member(Holds(loop), "FGradient");

    private static string Holds(string loop) => ArrayGradient.Holds(
        $"[Differentiable] public static double F(double[] a, int n) {{ double x = a[0], y = a[1] * a[2]; {loop} return y; }}", 3, Numbers);

    private static IEnumerable<int> SizesOnStack(string code) => code.Split(" = stackalloc ").Skip(1).Select(s => int.Parse(s.Split('[', ']')[1])).Order();
}
