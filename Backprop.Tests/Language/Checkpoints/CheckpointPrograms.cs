namespace Backprop.Tests.Language.Checkpoints;

/// <summary>Methods <c>F(double[] x, int n)</c> whose loops keep states, and what they call.</summary>
internal static class CheckpointPrograms
{
    private const string Head = "[Checkpoint, Differentiable] public static double F(double[] x, int n)";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["counted"] = Head + " { double y = x[0]; for (int i = 0; i < n; i++) y += 0.01 * Math.Sin(x[1] * y) * i; return y; }",
        ["counted down, inclusive"] = Head + " { double y = x[0]; for (int i = n; i >= 1; i--) y = Math.Sin(y * x[1]) + i; return y; }",
        ["by threes, up to a bound"] = Head + " { double y = x[0]; for (int i = 1; i <= n; i += 3) y = Math.Sin(y * x[1]) + i; return y; }",
        ["by a long"] = Head + " { double y = x[0]; for (long i = -2; i < n; i++) y = Math.Sin(y * x[1]) + i; return y; }",
        ["while"] = Head + " { double y = x[0]; int k = 0; while (y < n && k < 40) { y += Math.Exp(x[1] * 0.1) + y * y * 0.01; k++; } return y * k; }",
        ["do"] = Head + " { double y = x[0]; int k = 0; do { y = Math.Cos(y) * x[1]; } while (++k < n); return y; }",
        ["endless but for a return"] = Head + " { double y = x[0]; for (int i = 0; ; i++) { y = Math.Cos(y + x[1]); if (i >= n) return y * x[2]; } }",
        ["break, return and continue"] = Head + """
             {
                double y = x[0];
                for (int i = 0; i < n; i++)
                {
                    if (i % 4 == 3) continue;
                    y = Math.Sin(y) + 0.3 * x[1] + 0.01 * i;
                    if (y > 1.1) return y * x[2];
                    if (y < -0.5) break;
                    if (i % 3 == 0) y *= 1.1; else y -= x[2] * y;
                }
                return y * y;
            }
            """,
        ["several carried"] = Head + " { double a = x[0], b = x[1]; for (int i = 0; i < n; i++) (a, b) = (b, Math.Sin(a) * b + 0.1); return a * b; }",
        ["one after the other"] = Head + " { double y = x[0]; for (int i = 0; i < n; i++) y = Math.Sin(y); for (int i = 0; i < n; i++) y = Math.Cos(y * x[1]); return y; }",
        ["in a branch"] = Head + " { double y = x[0]; if (x[1] > 0) { for (int i = 0; i < n; i++) y = Math.Sin(y) * x[1]; } else { for (int i = 0; i < n; i++) y = Math.Cos(y); } return y; }",
        ["nested"] = Head + " { double y = x[0]; for (int i = 0; i < n; i++) { double z = 0.1; for (int k = 0; k <= i % 5; k++) z = Math.Sin(z + y * x[1]); y = z + 0.5 * y; } return y; }",
        ["nested, of unknown length"] = Head + " { double y = x[0]; for (int i = 0; i < n; i++) { double z = y + 3; while (z > 1) z = Math.Sqrt(z) * 0.9 + 0.01 * x[1]; y = z + 0.5 * y; } return y; }",
        ["in a helper"] = """
            [Differentiable] public static double F(double[] x, int n) => Walk(x[0], x[1], n) * Walk(x[2], x[1], n / 2);
            [Checkpoint] private static double Walk(double y, double k, int n) { for (int i = 0; i < n; i++) y = Math.Sin(y * k); return y; }
            """,
        ["in a local function, in a loop that is not"] = """
            [Differentiable] public static double F(double[] x, int n)
            {
                double s = 1;
                for (int k = 0; k < 3; k++) s = s * Walk(s + x[k], n + k);
                return s;
                [Checkpoint] double Walk(double y, int m) { for (int i = 0; i < m; i++) y = Math.Cos(y * x[3]); return y; }
            }
            """,
        ["in a pass that is fused"] = """
            [Differentiable] public static double F(double[] x, int n)
            {
                double s = 0;
                foreach (double v in x) s += Walk(v, n);
                return s;
            }
            [Checkpoint] private static double Walk(double y, int n) { for (int i = 0; i < n; i++) y = Math.Cos(y * 1.1); return y; }
            """,
        ["calls of helpers"] = Head + """
             { double y = x[0]; for (int i = 0; i < n; i++) y = Bent(y, x[1]) + Bell(y); return y; }
            private static double Bent(double a, double b) { var s = a * b; if (s > 0) s *= Math.Exp(-a); return s + Math.Sin(b); }
            private static double Bell(double z) { var a = z < 0.0 ? -z : z; var s = 0.5 * a + 1.0; s = s * a + 2.0; return Math.Exp(-a * a) / s; }
            """,
        ["floats"] = Head + " { float y = (float)x[0]; for (int i = 0; i < n; i++) y = MathF.Sin(y * (float)x[1]) + 0.25f; return y; }",
        ["reads an array"] = Head + " { double y = 0.1; for (int i = 0; i < n; i++) y = Math.Sin(y * x[i % x.Length]) + x[(i + 1) % x.Length]; return y; }",
        ["writes its argument"] = Head + " { for (int i = 0; i < n; i++) x[i % x.Length] = Math.Sin(x[i % x.Length] * x[(i + 1) % x.Length]); return x[0] * x[1]; }",
        ["each element at its place"] = Head + " { for (int i = 1; i < x.Length; i++) x[i] = Math.Sin(x[i] * x[i - 1]); double s = 0; for (int i = 0; i < x.Length; i++) s = s * x[i] + Math.Cos(s); return s; }",
        ["heat in an array"] = Head + """
             {
                for (int t = 0; t < n; t++)
                {
                    double last = x[0];
                    for (int i = 1; i < x.Length - 1; i++)
                    {
                        double own = x[i];
                        x[i] = Math.Sin(own + 0.1 * (last - 2 * own + x[i + 1]));
                        last = own;
                    }
                }
                double s = 0;
                foreach (double v in x) s += v * v;
                return s;
            }
            """,
        ["two arrays in turn"] = Head + """
             {
                var a = new double[x.Length]; var b = new double[x.Length];
                x.CopyTo(a, 0);
                for (int t = 0; t < n; t++)
                {
                    for (int i = 0; i < a.Length; i++) b[i] = Math.Sin(a[i]) + 0.1 * a[(i + 1) % a.Length];
                    for (int i = 0; i < a.Length; i++) a[i] = b[i] * x[i];
                }
                return a[0] + a[1] * b[2];
            }
            """,
        ["a table and counts"] = Head + """
             {
                var m = new double[2, 2]; var seen = new int[2];
                m[0, 0] = x[0]; m[0, 1] = x[1]; m[1, 0] = x[2]; m[1, 1] = x[3];
                for (int t = 0; t < n; t++) { int k = t % 2; m[k, 1 - k] = Math.Sin(m[k, k] + m[1 - k, k] * seen[k]); seen[k]++; }
                return m[0, 0] * m[0, 1] + m[1, 0] * m[1, 1] * seen[1];
            }
            """,
        ["arrays in an array"] = Head + """
             {
                var g = new double[2][]; g[0] = new double[3]; g[1] = new double[2];
                g[0][0] = x[0]; g[1][1] = x[1];
                for (int t = 0; t < n; t++) { g[0][t % 3] = Math.Sin(g[0][(t + 1) % 3] + g[1][t % 2]); g[1][t % 2] = g[0][0] * x[2]; }
                return g[0][1] + g[1][0] * g[0][2];
            }
            """,
        ["an array of each iteration"] = Head + """
             {
                double y = x[0];
                for (int t = 0; t < n; t++) { var own = new double[x.Length]; for (int i = 0; i < own.Length; i++) own[i] = Math.Sin(x[i] * y); y = 0; for (int i = 0; i < own.Length; i++) y += own[i] * own[i] * 0.3; }
                return y;
            }
            """,
        ["a span on the stack"] = Head + " { Span<double> b = stackalloc double[3]; b[0] = x[0]; for (int t = 0; t < n; t++) b[(t + 1) % 3] = Math.Sin(b[t % 3] * x[1]) + b[(t + 2) % 3] * 0.2; return b[0] + b[1] * b[2]; }",
        ["calls on whole arrays"] = Head + """
             {
                var h = new double[x.Length];
                x.CopyTo(h, 0);
                for (int t = 0; t < n; t++) { System.Numerics.Tensors.TensorPrimitives.Multiply(h, x, h); System.Numerics.Tensors.TensorPrimitives.Tanh(h, h); h[0] += x[1]; }
                return h[0] + System.Numerics.Tensors.TensorPrimitives.Sum<double>(h);
            }
            """,
        ["guards"] = Head + " { double y = x[0]; for (int i = 0; i < n; i++) { ArgumentOutOfRangeException.ThrowIfNegative(i); if (double.IsNaN(y)) throw new ArithmeticException($\"at {i}\"); y = Math.Sin(y * x[1]); } return y; }",
        ["a field"] = Head + " { double y = x[0]; for (int i = 0; i < n; i++) y = Math.Sin(y * x[1]) + Rate * Table[i % 2]; return y; } private static double Rate = 0.2; private static readonly double[] Table = [0.1, 0.4];",
        ["a stopped derivative"] = Head + " { double y = x[0]; for (int i = 0; i < n; i++) y = Math.Sin(y * x[1]) - Gradient.Stop(0.5 * y); return y; }",
    };
}
