using Backprop.Tests.Harness;

namespace Backprop.Tests.Language.Custom;

/// <summary>Gradient.Stop: the value goes through, the derivative does not.</summary>
public sealed class StopTests
{
    /// <summary>Each method beside itself with the stopped parts held at what they are at (a, b): its differences are the gradient.</summary>
    [Theory]
    [InlineData("x * Gradient.Stop(x) + y", "x * a + y")]
    [InlineData("Gradient.Stop(x * y) * x * y", "a * b * x * y")]
    [InlineData("x + Gradient.Stop(Math.Round(x) - x) * y", "x + (Math.Round(a) - a) * y")]
    [InlineData("1 / (1 + Math.Exp(-Gradient.Stop(x))) + x * y", "1 / (1 + Math.Exp(-a)) + x * y")] // no sigmoid of x
    [InlineData("1 / (1 + Gradient.Stop(Math.Exp(-x))) + x * y", "1 / (1 + Math.Exp(-a)) + x * y")]
    [InlineData("1 / (1 + Math.Exp(-x)) + Gradient.Stop(Math.Exp(-x)) * y", "1 / (1 + Math.Exp(-x)) + Math.Exp(-a) * y")]
    [InlineData("Math.Exp(x) * Gradient.Stop(Math.Exp(x)) * Math.Exp(y)", "Math.Exp(x) * Math.Exp(a) * Math.Exp(y)")]
    [InlineData("Gradient.Stop(x) * Gradient.Stop(x) * y + x", "a * a * y + x")]
    [InlineData("Gradient.Stop(Gradient.Stop(x) * x) * y * x", "a * a * y * x")]
    [InlineData("x / Gradient.Stop(Math.Sqrt(x * x + y * y))", "x / Math.Sqrt(a * a + b * b)")]
    [InlineData("Math.Sqrt(Gradient.Stop(x) * x + y * y)", "Math.Sqrt(a * x + y * y)")]
    [InlineData("Math.Log(Gradient.Stop(x) / y) * x", "Math.Log(a / y) * x")]
    public void Expressions(string stopped, string held) => Holds($"return {stopped};", $"return {held};");

    [Theory] // A shift that cancels, unless what stands beside it is stopped.
    [InlineData("double m = Math.Max(x, y); return m + Math.Log(Math.Exp(x - m) + Math.Exp(y - m));", "double m = Math.Max(x, y); return m + Math.Log(Math.Exp(x - m) + Math.Exp(y - m));")]
    [InlineData("double m = Gradient.Stop(Math.Max(x, y)); return m + Math.Log(Math.Exp(x - m) + Math.Exp(y - m));", "double m = Math.Max(a, b); return m + Math.Log(Math.Exp(x - m) + Math.Exp(y - m));")]
    [InlineData("double m = Math.Max(x, y); return Gradient.Stop(m) + Math.Log(Math.Exp(x - m) + Math.Exp(y - m));", "double m = Math.Max(x, y), n = Math.Max(a, b); return n + Math.Log(Math.Exp(x - m) + Math.Exp(y - m));")]
    [InlineData("double m = x * y; return m + Math.Log(Math.Exp(x - Gradient.Stop(m)) + Math.Exp(y - m));", "double m = x * y; return m + Math.Log(Math.Exp(x - a * b) + Math.Exp(y - m));")]
    [InlineData("double m = x * y; double e = Gradient.Stop(Math.Exp(x - m)); return e / (e + Math.Exp(y - m));", "double m = x * y; double e = Math.Exp(a - a * b); return e / (e + Math.Exp(y - m));")]
    public void Shifts(string stopped, string held) => Holds(stopped, held);

    [Theory]
    [InlineData("double s = Gradient.Stop(x); if (s > 0) { s *= x; } else { s = x * Gradient.Stop(y); } return s * y;", "double s = a; if (s > 0) { s *= x; } else { s = x * b; } return s * y;")]
    [InlineData("double s = 1; for (int i = 0; i < 4; i++) { s = s * x + Gradient.Stop(x) * y; } return s;", "double s = 1; for (int i = 0; i < 4; i++) { s = s * x + a * y; } return s;")]
    [InlineData("double s = 0; for (int i = 0; i < 4; i++) { s += x * Gradient.Stop(x * i) + y; } return s;", "double s = 0; for (int i = 0; i < 4; i++) { s += x * (a * i) + y; } return s;")]
    [InlineData("double s = y; for (int i = 0; i < 3; i++) { s = Gradient.Stop(s) * x; } return s + y;", "double s = b * a; s = s * a; return s * x + y;")]
    [InlineData("double s = x; while (Gradient.Stop(s * s) < 5) { s *= 1.5 + y * y; } return s;", "double s = x, t = a; while (t * t < 5) { s *= 1.5 + y * y; t *= 1.5 + b * b; } return s;")]
    [InlineData("double t = Gradient.Stop(x > 0 ? x * x : y * y) * x; return t * y;", "double t = (a > 0 ? a * a : b * b) * x; return t * y;")]
    [InlineData("double t = Gradient.Stop(x switch { > 0 => x * x, _ => y }) * x; return t * y;", "double t = (a > 0 ? a * a : b) * x; return t * y;")]
    [InlineData("double z = 0; double t = Gradient.Stop(z = x * y) * x; return t * y + z;", "double z = x * y; double t = a * b * x; return t * y + z;")]
    [InlineData("double z = x; double t = Gradient.Stop(z++ * y) * x; return t * y + z * z;", "double z = x; double t = a * b * x; z++; return t * y + z * z;")]
    [InlineData("double z = x; double Own(double v) { z += v * v; return v; } double t = Gradient.Stop(Own(y)) * x; return t * y + z;", "double z = x + y * y; double t = b * x; return t * y + z;")]
    [InlineData("return Gradient.Stop(x) is > 0 and var t ? t * x * y : x;", "return a > 0 ? a * x * y : x;")]
    [InlineData("return One(x) * y + Two(x, y) + Small(x);", "return HeldOne(x, a) * y + HeldTwo(x, y, a) + a * x;")]
    public void Statements(string stopped, string held) => Holds(stopped, held);

    [Theory] // Inside, nothing needs a derivative.
    [InlineData("Gradient.Stop(double.Parse(x.ToString())) * y * x", "double.Parse(a.ToString()) * y * x")]
    [InlineData("Gradient.Stop(Convert.ToDouble(x * y)) * y * x", "Convert.ToDouble(a * b) * y * x")]
    [InlineData("Gradient.Stop(Unreadable(x) + x) * y * x", "(Unreadable(a) + a) * y * x")]
    [InlineData("One(Gradient.Stop(Unreadable(Unreadable(x) * y))) * y * x", "HeldOne(Unreadable(Unreadable(a) * b), Unreadable(Unreadable(a) * b)) * y * x")]
    [InlineData("Gradient.Stop(Generic(x)) * y * x", "a * y * x")]
    [InlineData("Gradient.Stop((double)(decimal)x) * y * x", "(double)(decimal)a * y * x")]
    [InlineData("Gradient.Stop(x > 0 ? Unreadable(x) : Unreadable(y)) * x + y", "(a > 0 ? Unreadable(a) : Unreadable(b)) * x + y")]
    [InlineData("Gradient.Stop(Sure(x) ? Unreadable(x) : y) * x + y", "(Sure(a) ? Unreadable(a) : b) * x + y")]
    [InlineData("Gradient.Stop(Math.SinCos(x).Sin) * x + y", "Math.Sin(a) * x + y")]
    public void What_cannot_be_differentiated_may_stand_inside(string stopped, string held) => Holds($"return {stopped};", $"return {held};");

    [Theory] // What stands inside and is found again elsewhere would lose its derivative.
    [InlineData("double z = 0; return Gradient.Stop(z = Unreadable(x)) + z * y;", "BP1001", "lock")]
    [InlineData("double z = 0; return Gradient.Stop(z = Convert.ToDouble(x)) + z * y;", "BP1003", "Convert.ToDouble(x)")]
    [InlineData("return Gradient.Stop(Keep(x)) + s_kept * y;", "BP1005", "s_kept = v")]
    [InlineData("return Gradient.Stop(Keep(x) + Convert.ToDouble(x)) + s_kept * y;", "BP1005", "s_kept = v")]
    [InlineData("return Gradient.Stop(new Keeper(x).Value) + s_kept * y;", "BP1002", "new Keeper(x).Value")]
    public void What_leaves_by_a_side_door_is_refused(string body, string id, string at) =>
        Assert.Equal((id, at), ByHand.Error(ByHand.Source(Members + $"[Differentiable] public static double F(double x, double y) {{ {body} }}")) is var (found, where, _) ? (found, where) : default);

    [Fact]
    public void A_float() => Assert.Contains("global::Backprop.Gradient.Stop(x)", ByHand.Gives("[Differentiable] static float F(float x, float y) => x * Gradient.Stop(x) * y;", [2f, 3f], 6, 4), StringComparison.Ordinal);

    [Fact]
    public void An_integer_made_a_number() => ByHand.Gives("[Differentiable] static double F(double x, int n) => x * Gradient.Stop(n) + Gradient.Stop(3);", [2.0, 3], 3);

    [Fact]
    public void An_imported_one() => ByHand.Gives(GeneratorRun.Once("using static Backprop.Gradient;\n" + ByHand.Source("[Differentiable] static double F(double x) => x * Stop(value: x);")), [2.0], 2);

    [Fact] // A straight-through estimator: the value is rounded, the derivative is that of x.
    public void It_is_written_where_the_user_wrote_it() =>
        Assert.Contains("var value = x + global::Backprop.Gradient.Stop(global::System.Math.Round(x) - x);", ByHand.Gives("[Differentiable] static double F(double x) => x + Gradient.Stop(Math.Round(x) - x);", [2.7], 1), StringComparison.Ordinal);

    [Fact]
    public void A_parameter_that_only_goes_through_it_draws_the_warning() =>
        Assert.Equal("BP3001", ByHand.Error(ByHand.Source("[Differentiable] static double F(double x, double y) => x * Gradient.Stop(y);")).Id);

    [Fact]
    public void A_method_of_that_name_elsewhere_is_read() => ByHand.Gives(GeneratorRun.Once(
        "namespace Other { public static class Gradient { public static double Stop(double x) => x * x; } }\n"
        + "public static partial class Code { [Backprop.Differentiable] public static double F(double x) => Other.Gradient.Stop(x); }"), [3.0], 6);

    private const string Members = """
        static double s_kept;
        static double Keep(double v) { s_kept = v; return v; }
        class Keeper { public double Value; public Keeper(double v) { s_kept = v; Value = v; } }
        static double Unreadable(double v) { lock (typeof(Code)) { return v * 2; } }
        static T Generic<T>(T v) => v;
        static bool Sure(double v) { lock (typeof(Code)) { return v < 100; } }
        static double One(double v) { double t = v * Gradient.Stop(v); if (t > 1) { t *= v; } return t * t; }
        static double HeldOne(double v, double a) { double t = v * a; if (t > 1) { t *= v; } return t * t; }
        static double Two(double v, double w) { double t = v * w + Gradient.Stop(v); if (t > 1) { t *= Gradient.Stop(v) * v; } return t * w; }
        static double HeldTwo(double v, double w, double a) { double t = v * w + a; if (t > 1) { t *= a * v; } return t * w; }
        static double Small(double v) => Gradient.Stop(v) * v;

        """;

    private static void Holds(string stopped, string held)
    {
        GeneratorRun run = GeneratorRun.Once("using System.Linq;\n" + ByHand.Source(Members + $$"""
            [Differentiable] public static double F(double x, double y) { {{stopped}} }
            public static double Held(double x, double y, double a, double b) { {{held}} }
            """));
        Assert.DoesNotContain(run.Warnings, d => d.Id != "BP3001");
        Type code = run.Load().GetType("Code")!;
        foreach ((double x, double y) in new[] { (0.7, 1.3), (-0.6, 0.8), (1.6, -1.1) })
        {
            if (held.Contains("Log", StringComparison.Ordinal) && held.Contains("/ y", StringComparison.Ordinal) && x * y < 0)
            {
                continue;
            }

            GeneratedMembers members = new(code, "F", [x, y]);
            object[] found = members.ValueAndGradient([x, y]);
            Assert.Equal(BitConverter.DoubleToInt64Bits((double)members.Value([x, y])), BitConverter.DoubleToInt64Bits((double)found[0]));
            var still = code.GetMethod("Held")!.CreateDelegate<Func<double, double, double, double, double>>();
            GradientCheckReport report = GradientCheck.Of(p => still(p[0], p[1], x, y), [x, y], [(double)found[1], (double)found[2]]);
            Assert.True(report.Entries.All(e => e.Verdict is GradientCheckVerdict.Right or GradientCheckVerdict.Kink), report + "\n" + run.File);
            (object value, object saved) = members.CallForward([x, y]);
            Assert.Equal(found[0], value);
            object[] halves = members.CallBackward(saved, 1, [0, 0]);
            Assert.Equal((double)found[1], (double)halves[0], 1e-12 * (1 + Math.Abs((double)found[1])));
            Assert.Equal((double)found[2], (double)halves[1], 1e-12 * (1 + Math.Abs((double)found[2])));
        }
    }
}
