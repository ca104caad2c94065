using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Language;

/// <summary>
/// Every kind of C# statement and expression that the compiler knows: the gradient is right, or there is an error at the
/// construct; the generator never fails, and what it writes compiles.
/// </summary>
public sealed class OperationKindTests
{
    /// <summary>What surrounds the bodies: things to name.</summary>
    private const string Members = """
        public double Field = 1.5;
        public double Property { get; set; } = 0.5;
        public event Action Event;
        static readonly double[] Table = [0.5, 1.5, 2.5];
        static readonly int[] Counts = [1, 2, 3];
        static readonly List<double> Many = [1.0, 2.0];
        static readonly dynamic Loose = "text";
        static readonly object Any = 3;
        static readonly string Word = "word";
        static readonly Func<double, double> Twice = v => 2 * v;
        static readonly unsafe delegate*<double, double> Pointer = &Helped;
        static double Helped(double v) => v * v;
        static T Made<T>() where T : new() => new T();

        """;

    private const string Beside = """
        public record Pair(double A, double B);
        public class Line { public List<int> Points { get; } = []; public Inner Start { get; } = new(); public class Inner { public int X; } }
        public struct Point { public double X; public double Y; public readonly void Deconstruct(out double x, out double y) { x = X; y = Y; } }
        [System.Runtime.CompilerServices.InlineArray(3)] public struct Three { private double _first; }
        [System.Runtime.CompilerServices.InterpolatedStringHandler]
        public struct Scaled
        {
            public Scaled(int literal, int formatted, int scale) { }
            public void AppendFormatted<T>(T value) { }
            public static double Of(int scale, [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument("scale")] Scaled handler) => scale;
        }
        [System.Runtime.CompilerServices.InterpolatedStringHandler]
        public struct Handler
        {
            public Handler(int literal, int formatted) { }
            public void AppendLiteral(string text) { }
            public void AppendFormatted<T>(T value) { }
            public static double Length(Handler handler) => 1;
        }
        """;

    /// <summary>Kinds that no body of a C# method holds, each with the reason.</summary>
    private static readonly Dictionary<OperationKind, string> Elsewhere = new()
    {
        [OperationKind.Invalid] = "the compiler's own error",
        [OperationKind.Stop] = "Visual Basic",
        [OperationKind.End] = "Visual Basic",
        [OperationKind.RaiseEvent] = "Visual Basic",
        [OperationKind.ReDim] = "Visual Basic",
        [OperationKind.ReDimClause] = "Visual Basic",
        [OperationKind.OmittedArgument] = "Visual Basic",
        [OperationKind.FieldInitializer] = "of a field",
        [OperationKind.PropertyInitializer] = "of a property",
        [OperationKind.ParameterInitializer] = "of a parameter's default",
        [OperationKind.ConstructorBodyOperation] = "of a constructor",
        [OperationKind.Attribute] = "of a declaration",
        [OperationKind.FlowCapture] = "of control flow graphs",
        [OperationKind.FlowCaptureReference] = "of control flow graphs",
        [OperationKind.FlowAnonymousFunction] = "of control flow graphs",
        [OperationKind.IsNull] = "of control flow graphs",
        [OperationKind.CaughtException] = "of control flow graphs",
        [OperationKind.StaticLocalInitializationSemaphore] = "of control flow graphs",
        [OperationKind.YieldBreak] = "an iterator returns no number",
        [OperationKind.YieldReturn] = "an iterator returns no number",
        [OperationKind.Parenthesized] = "left out of C#'s operations",
        [OperationKind.InterpolatedStringAppendInvalid] = "the compiler's own error",
    };

    private static readonly string[] Bodies =
    [
        "return x * y;",
        "{ double t = x; { t *= y; } return t; }",
        "const double two = 2; double a = x, b = two * a; ; return a * b;",
        "for (int i = 0; i < n; i++) x *= y; return x;",
        "while (x > 100) x /= 2; return x;",
        "do { x += 1; } while (x < 0); return x;",
        "foreach (double t in Table) x += t; return x;",
        "again: x *= 2; if (x < 1) goto again; return x;",
        "lock (Word) { x *= 2; } return x;",
        "try { return x * y; } catch (Exception e) when (e.Message == Word) { return 0; } finally { y = 0; }",
        "using (var stream = new System.IO.MemoryStream()) { return x * y; }",
        "using var stream = new System.IO.MemoryStream(); return x * y;",
        "double Inner(double v) { return v * y; } return Inner(x);",
        "static double Inner(double v) => v * v; return Inner(x) + Inner(y);",
        "switch (n) { case 0: return x; case > 3 when y > 0: x *= y; break; case 1 or 2: x += y; break; default: x -= y; break; } return x * x;",
        "return n switch { 0 => x, > 3 and < 9 => x * y, not 2 => y, _ => 0 };",
        "return x is > 0.5 ? x * x : y;",
        "return x is double v && v > 0 ? v * y : y;",
        "return Any is int ? x * y : x;",
        "return Any is int k ? x * k : x;",
        "return Any is string ? y : x * y;",
        "return (object)n is int ? x : y;",
        "return Word is { Length: 4 } ? x * y : x;",
        "return Counts is [1, .., 3] ? x * y : x;",
        "return Any is not (string or double) ? x * y : x;",
        "return Any switch { string => x, var other => x * y };",
        "return Math.Sin(x) * Helped(y);",
        "return Table[n] * x;",
        "return Table[^1] * x + Many[^1];",
        "return Word[1..3].Length * x;",
        "return Word.Length * x + Field * y + Property;",
        "Field = x; return Field * y;",
        "Event += () => { }; return x;",
        "return Event is null ? x * y : x;",
        "return -x + +y * ~n;",
        "return x > y ? x * x : y;",
        "return (Word ?? \"none\").Length * x;",
        "string w = null; w ??= \"some\"; return w.Length * x;",
        "return (Word?.Length ?? 2) * x;",
        "Func<double, double> f = v => v * y; return f(x);",
        "Func<double, double> f = Helped; return f(x);",
        "return Twice(x);",
        "return new Pair(x, y).A;",
        "return new Random(n).Next(1, 2) * x;",
        "return new double[] { x, y }[0];",
        "return new List<double> { x, y }.Count * x;",
        "return new Dictionary<int, double> { [1] = y }.Count * x;",
        "return new Point { X = x, Y = y }.X;",
        "return new { A = n, B = 2 }.A * x;",
        "return new Three()[0] + x;",
        "return (new Pair(1, 2) with { A = n }).A * x;",
        "double[] a = [x, y]; return a[0];",
        "double[] a = [.. Table, 1]; return a.Length * x;",
        "x += 2; x -= y; x *= 3; return x / y;",
        "n++; --n; return x * n++ + y * --n;",
        "x++; return x-- * y;",
        "(x, y) = (y, x); return x / y;",
        "var (a, b) = (x, y); return a * b;",
        "(double a, double b) t = (x, y); return t.a;",
        "return (n, 2) == (1, 2) ? x : x * y;",
        "new Point { X = 1, Y = 2 }.Deconstruct(out double a, out double b); return a * x;",
        "_ = x; return y * (double.TryParse(Word, out double _) ? 1 : x);",
        "return nameof(x).Length * x;",
        "return sizeof(double) * x;",
        "return typeof(double).Name.Length * x;",
        "return x * default(double) + y;",
        "return Word == $\"{n}: {x,5:F1} of {{y}}\" ? x * y : x;",
        "return Handler.Length($\"{n} of it\") * x;",
        "return Handler.Length($\"{n}\" + $\"{n} of it\") * x;",
        "return Scaled.Of(n, $\"{n}\") * x;",
        "return new Line { Start = { X = n }, Points = { 1, 2 } }.Points.Count * x;",
        "return \"abc\"u8.Length * x;",
        "return Loose.Length * x;",
        "return (double)Loose.Trim() + x;",
        "return (double)Loose[0] + x;",
        "return (double)Loose(n) + x;",
        "dynamic d = n; return new Random(d).Next(1, 2) * x;",
        "return (from t in Table where t > 1 select t).Count() * x;",
        "unsafe { double* p = &x; return *p; }",
        "unsafe { return Pointer(x); }",
        "return checked(n + 1) * x + unchecked(n * 3) * y;",
        "return (float)x * (int)y + (double)(float)x;",
        "if (y > 1e9) throw new ArgumentException($\"too large: {y}\"); return x * y;",
        "return y > 1e9 ? throw new ArgumentException(nameof(y)) : x * y;",
        "return Made<Point>().X + x;",
        "if (x > y) { return x; } else if (x > 0) { y *= x; } return y * y;",
        "Range r = 1..2; return r.Start.Value * x;",
        "T Make<T>() where T : new() => new T(); return Make<Point>().X + x;",
    ];

    public static TheoryData<string> Specimens => [.. Bodies];

    [Theory, MemberData(nameof(Specimens))]
    public void It_is_right_or_refused(string body)
    {
        Specimen specimen = Of(body);
        specimen.IsSound();
        if (specimen.IsAnError)
        {
            Assert.DoesNotContain(specimen.Problems, p => p.Id == "BP0007");
            Assert.Empty(specimen.Text);
            return;
        }

        specimen.IsRight(0.7, -1.3, 2);
        specimen.IsRight(1.7, 0.4, 0);
        specimen.IsRight(-0.2, 2.1, 5);
    }

    [Fact]
    public void A_waiting_method_is_refused() => Specimen.Of("""
        [Differentiable] static async System.Threading.Tasks.Task<double> F(double x) { await System.Threading.Tasks.Task.Yield(); return x; }
        """).IsRefused("BP0005", "F");

    [Fact]
    public void Every_kind_has_a_specimen()
    {
        HashSet<OperationKind> met = [OperationKind.Await, .. Elsewhere.Keys];
        foreach (string body in Bodies)
        {
            met.UnionWith(Of(body).Kinds);
        }

        // Those that are obsolete are made no more.
        IEnumerable<OperationKind> kinds = Enum.GetValues<OperationKind>()
            .Where(k => typeof(OperationKind).GetField(k.ToString())!.GetCustomAttribute<ObsoleteAttribute>() is null);
        Assert.Equal([], kinds.Except(met));
    }

    private static Specimen Of(string body) =>
        Specimen.Of(Members + "[Differentiable] double F(double x, double y, int n) { " + body + " }", Beside);
}
