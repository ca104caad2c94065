using System.Runtime.CompilerServices;
using Backprop.Tests.Harness;

namespace Backprop.Tests.EndToEnd;

/// <summary>One whole generated file of each kind, as a reader meets it; each also compiles and is right.</summary>
public sealed class WrittenTests
{
    [Fact]
    public void Branches() => Match("""
        public static partial class Code
        {
            [Backprop.Differentiable]
            public static double F(double x, double y, int n)
            {
                if (n < 0) { throw new System.ArgumentOutOfRangeException(nameof(n)); }
                var a = x * y;
                if (a > 1.0) { a = System.Math.Log(a) + y; }
                else if (n > 2) { return a * a; }
                var b = n switch { 0 => a, 1 or 2 => a * x, _ => System.Math.Sqrt(a + 5.0) };
                return y > 0.0 ? b * y : b;
            }
        }
        """, [0.7, -1.3, 1]);

    [Fact]
    public void Helpers() => Match("""
        public static partial class Code
        {
            [Backprop.Differentiable]
            public static double F(double x, double y) => Spread(x, y) * Bell(x - y) + Sum(x, y, x * y);

            private static double Bell(double z)
            {
                var a = z < 0.0 ? -z : z;
                var s = 0.5 * a + 1.0;
                s = s * a + 2.0;
                return System.Math.Exp(-a * a) / s;
            }

            private static double Spread(double a, double b)
            {
                var d = a - b;
                return System.Math.Sqrt(d * d + 1.0) * System.Math.Cos(d);
            }

            private static double Sum(double a, double b, double c)
            {
                var s = a + 2.0 * b;
                return s - c;
            }
        }
        """, [0.7, -1.3]);

    [Fact]
    public void An_instance_method_of_floats() => Match("""
        public partial class Code
        {
            private readonly float _rate = 0.5f;
            private float _scale = 2f;

            [Backprop.Differentiable]
            internal float F(in float x, [Backprop.NonDifferentiable] float target, bool isSquared = true)
            {
                var e = System.MathF.Tanh(_rate * x) * _scale - target;
                return isSquared ? e * e / 2 : System.Math.Abs(e);
            }
        }
        """, [0.7f, 0.25f, true]);

    [Fact]
    public void Custom_derivatives() => Match("""
        public static partial class Code
        {
            [Backprop.Differentiable]
            public static double F(double x, double y)
            {
                var level = Level(x * y);
                var best = Seen(level);
                var sum = x * level;
                for (int i = 0; i < 3; i++) { sum += Wave(sum, y, i) * x; }
                return y > 0.5 ? sum * best : sum * Level(y) - Backprop.Gradient.Stop(best - sum);
            }

            private static double Level(double z) => z < 0.0 ? System.Math.Exp(z) - 1.0 : z;

            [Backprop.DerivativeOf(nameof(Level))]
            private static (double value, double dz) LevelSlope(double z) => z < 0.0 ? (0.0, System.Math.Exp(z)) : (0.0, 1.0);

            private static double Wave(double a, double b, int n) => System.Math.Cos(a) * b + n;

            [Backprop.DerivativeOf(nameof(Wave))]
            private static (double value, double da, double db) WaveSlopes(double a, double b, int n) => (0.0, -System.Math.Sin(a) * b, System.Math.Cos(a));

            [Backprop.NonDifferentiable]
            private static double Seen(double level) => 2.0;
        }
        """, [0.7, 1.3]);

    private static void Match(string source, object[] arguments, [CallerMemberName] string test = "")
    {
        GeneratorRun run = GeneratorRun.Once(source);
        GradientAssert.Holds(run, "Code.F", arguments);
        Snapshot.Match(run.File, method: test);
    }
}
