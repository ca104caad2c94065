using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Language.Custom;

/// <summary>Methods marked [NonDifferentiable]: called as they are, with what they return a constant as far as derivatives go.</summary>
public sealed class ConstantCallTests
{
    private const string Members = """
        static double s_seen;
        static readonly System.Collections.Generic.List<double> List = [];
        [NonDifferentiable] static double Seen(double v) { lock (List) { s_seen = v; List.Add(v); return v * v; } }
        [NonDifferentiable] static void Note(string what, params double[] numbers) => List.AddRange(numbers);
        [NonDifferentiable] static bool Keeps(double v) { s_seen = v; return v > 0; }
        [NonDifferentiable] static int Rounds(double v) => (int)v;
        [NonDifferentiable] static T Same<T>(T v) => v;
        [NonDifferentiable] static (double A, double B) Pair(double v) => (v, 2 * v);
        [NonDifferentiable] static string Text(double v) => v.ToString();
        [NonDifferentiable] double Own(double v) => v * 3;
        [NonDifferentiable] static double Defaulted(double a, double b = 2, string? name = null) => a * 10 + b;
        static double Unreadable(double v) { lock (List) { return v * 2; } }

        """;

    [Theory]
    [InlineData("return x * Seen(x);", 4.0)]
    [InlineData("return Seen(x) + x;", 1.0)]
    [InlineData("double s = Seen(x * x) * x; return s;", 16.0)]
    [InlineData("if (Seen(x) > 3) { return x * 5; } return x;", 5.0)]
    [InlineData("if (Keeps(x)) { return x * 5; } return x;", 5.0)]
    [InlineData("Keeps(x); Note(\"x\", x, x * x); Note(\"none\"); return x * 5;", 5.0)]
    [InlineData("Note($\"x is {x}\", x); return x * 5;", 5.0)]
    [InlineData("return x * Rounds(x);", 2.0)]
    [InlineData("return x * Same(x);", 2.0)]
    [InlineData("return x * Same<double>(x) * Same(3);", 6.0)]
    [InlineData("var p = Pair(x); return x * p.B;", 4.0)]
    [InlineData("return x * double.Parse(Text(x));", 2.0)]
    [InlineData("return x * double.Parse($\"{Text(x)}\") * double.Parse(Text(x) + \"0\") / 10;", 4.0)]
    [InlineData("Console.Out.Write(Text(x).Length > 100 ? Text(x) : \"\"); return x * 5;", 5.0)]
    [InlineData("return x * this.Own(x);", 6.0)]
    [InlineData("return x * Own(v: x);", 6.0)]
    [InlineData("return x * Other.Seen(x) * _box.Times(x);", 4.0 * 8.0)]
    [InlineData("return x * _struct.Times(x) * _struct.Times(x);", 4.0 * 4.0 * 2.0)]
    [InlineData("return x * Defaulted(b: x + 1, a: x);", 23.0)]
    [InlineData("return x * Defaulted(x);", 22.0)]
    [InlineData("double z = x; double t = Defaulted(z++, z * z); return t * x + z * z;", 29.0 + 6.0)]
    [InlineData("double z = x; double t = Defaulted(b: z++, a: z * z); return t * x + z * z;", 92.0 + 6.0)]
    [InlineData("double s = 0; for (int i = 0; i < 3; i++) { s += Seen(x + i) * x; } return s;", 4.0 + 9.0 + 16.0)]
    [InlineData("double s = x; for (int i = 0; i < 2; i++) { s = Seen(s) * x; } return s;", 64.0)]
    [InlineData("return Help(x) + Helped(x, x);", 4.0 * 3.0 + 4.0 * 2.0 + 2.0)]
    [InlineData("return x * Seen(Unreadable(x));", 16.0)]
    [InlineData("return x * Seen(x.Tripled());", 36.0)]
    [InlineData("return x * x.Doubled();", 4.0)]
    [InlineData("return x * (new Money(x) * new Money(3));", 6.0)]
    [InlineData("return x * (double)new Money(x);", 2.0)]
    [InlineData("_log?.Write(x); return x * 5;", 5.0)]
    [InlineData("return Sure(x) ? x * 5 : x;", 5.0)]
    public void Calls(string body, double dx) => ByHand.Gives(GeneratorRun.Once(ByHand.Source(Members + $$"""
        readonly Box _box = new();
        Counter _struct;
        readonly Log? _log = new();
        static bool Sure(double v) { lock (List) { return Keeps(v); } }
        static double Help(double v) { double t = Seen(v) * v; if (t > 1) { t *= 3; } return t; }
        static double Helped(double v, double w) { double t = Seen(v) * w; if (t > 1) { t *= 2; t += w * w / 2; } return t; }
        [Differentiable] double F(double x) { {{body}} }
        """, """
        static class Other { [NonDifferentiable] internal static double Seen(double v) => v * v; }
        sealed class Box { [NonDifferentiable] internal double Times(double v) => v * 4; }
        sealed class Log { [NonDifferentiable] internal void Write(double v) => Console.Out.Write(""); }
        struct Counter { private int _count; [NonDifferentiable] internal double Times(double v) => v * 2 * (_count++ % 2 == 0 ? 1 : 2); }
        static class Extensions { [NonDifferentiable] internal static double Doubled(this double v) => 2 * v; internal static double Tripled(this double v) { lock (typeof(Other)) { return 3 * v; } } }
        readonly struct Money(double amount) { private readonly double _amount = amount; [NonDifferentiable] public static double operator *(Money a, Money b) => a._amount * b._amount; [NonDifferentiable] public static explicit operator double(Money m) => m._amount; }
        """)), [2.0], dx);

    [Fact] // As often as the method is called, its method of chance is: equal calls are not one.
    public void Equal_calls_are_called_each() => ByHand.Gives("""
        static int s_count;
        [NonDifferentiable] static double Next(double v) => v + (s_count++ & 1);
        [Differentiable] static double F(double x) { double a = Next(x), b = Next(x); return a * b * x * x; }
        """, [2.0], 2 * 3 * 4);

    [Fact]
    public void What_it_changes_is_read_again() => ByHand.Gives("""
        double _rate = 1;
        [NonDifferentiable] double Change(double v) { _rate = v; return v; }
        [Differentiable] double F(double x) { _ = Change(1); double before = _rate * x; double after = Change(x); return before + _rate * x + after; }
        """, [2.0], 3);

    [Theory] // Arrays that it can only read are handed to it as they stand.
    [InlineData("double[] a = [x, 2 * x]; double t = Sum(a); a[0] = 5; return t * x + Sum(a) * a[1];", 6.0 + (9.0 * 2.0))]
    [InlineData("double s = 0; double[] a = new double[3]; for (int i = 0; i < 3; i++) { a[i] = x * i; s += Sum(a) * a[i]; } return s;", 2.0 + (6.0 * 2.0))]
    [InlineData("Span<double> a = stackalloc double[2]; a[0] = x; a[1] = 3; return Sum(a[..1]) * x + Largest(a) * x;", 2.0 + 1.0)]
    [InlineData("double[] a = [x, 3]; Look(a); return a[0] * 5;", 5.0)]
    [InlineData("double[] nodes = Nodes(3); return nodes[2] * x + nodes.Length;", 2.0)]
    public void Arrays(string body, double dx) => ByHand.Gives(GeneratorRun.Once(ByHand.Source(ArrayMembers + $"[Differentiable] static double F(double x) {{ {body} }}")), [2.0], dx);

    [Theory]
    [InlineData("double[] a = [x]; Fill(a); return a[0];", "BP1002", "'a' cannot be differentiated: 'Fill' may write into it; let 'Fill' take a ReadOnlySpan")]
    [InlineData("double[] a = [x]; return Head(a)[0] * a[0];", "BP1002", "'Head(a)' cannot be differentiated: the array that it returns may be one that it is given; return a number, or take numbers")]
    [InlineData("double[] nodes = Nodes(3); nodes[0] = x; return nodes[0];", "BP1005", null)]
    [InlineData("double[] a = [x]; return Any(a) * a[0];", "BP1002", null)]
    [InlineData("double y = x; return By(ref y) * y;", "BP1002", null)]
    [InlineData("[NonDifferentiable] double Local(double v) => v; return Local(x) * x;", "BP1002", "'Local(x)' cannot be differentiated: a local function marked [NonDifferentiable] has no name by which it could be called; make 'Local' a method")]
    public void Refused(string body, string id, string? message)
    {
        (string found, _, string text) = ByHand.Error(ByHand.Source(ArrayMembers + $"[Differentiable] static double F(double x) {{ {body} }}"));
        Assert.Equal(id, found);
        Assert.Equal(message ?? text, text);
    }

    [Theory] // A method is taken at its word, but not what stands in its arguments.
    [InlineData("return Seen(Keep(x)) * x + s_kept * x;", "BP1005")]
    [InlineData("Console.Out.Write(Text(Keep(x))); return s_kept * x;", "BP1009")]
    [InlineData("_ = _struct.Times(Keep(x)); return s_kept * x;", "BP1005")]
    [InlineData("double m = new Money(Keep(x)) * new Money(2); return m * s_kept * x;", "BP1002")]
    public void What_its_arguments_keep_is_refused(string body, string id) =>
        Assert.Equal(id, ByHand.Error(ByHand.Source(Members + $$"""
            static double s_kept;
            static double Keep(double v) { s_kept = v; return v; }
            Counter _struct;
            [Differentiable] double F(double x) { {{body}} }
            """, """
            struct Counter { [NonDifferentiable] internal double Times(double v) => v * 2; }
            readonly struct Money(double amount) { private readonly double _amount = amount; [NonDifferentiable] public static double operator *(Money a, Money b) => a._amount * b._amount; }
            """)).Id);

    [Fact]
    public void A_method_of_a_file_local_type_is_refused() =>
        Assert.Equal(("BP1002", "Local.Own(x)"), ByHand.Error(ByHand.Source(
            "[Differentiable] static double F(double x) => x * Local.Own(x);", "file static class Local { [NonDifferentiable] internal static double Own(double x) => x; }")) is var (id, at, _) ? (id, at) : default);

    [Fact]
    public void A_method_marked_both_ways_is_refused() =>
        Assert.Equal(("BP0005", "F", "'F' is marked [NonDifferentiable] as well, which cannot be differentiated; remove one of the two"), ByHand.Error(ByHand.Source("[Differentiable, NonDifferentiable] static double F(double x) => x;")));

    [Fact]
    public void A_helper_that_reaches_a_private_one_is_to_be_annotated() =>
        Assert.Equal("BP1008", ByHand.Error(ByHand.Source("[Differentiable] static double F(double x) => Library.Help(x);", """
            static class Library
            {
                internal static double Help(double x) { double t = Own(x); if (t > 1) { t *= x; } return t * x; }
                [NonDifferentiable] private static double Own(double x) => x * x;
            }
            """)).Id);

    [Fact]
    public void A_method_of_another_project()
    {
        GeneratorRun run = GeneratorRun.Once(ByHand.Source("[Differentiable] public static double F(double x) => x * Library.Own(x);"))
            .With(GeneratorRun.Once("public static class Library { [Backprop.NonDifferentiable] public static double Own(double x) => x * x; }").Output.ToMetadataReference());
        Assert.Empty(run.Diagnostics);
        Assert.Contains("double own = global::Library.Own(x);", run.File, StringComparison.Ordinal);
    }

    private const string ArrayMembers = """
        [NonDifferentiable] static double Sum(ReadOnlySpan<double> a) { double s = 0; foreach (double v in a) { lock (typeof(Code)) { s += v; } } return s; }
        [NonDifferentiable] static int Largest(ReadOnlySpan<double> a) => a[1] > a[0] ? 1 : 0;
        [NonDifferentiable] static void Look(ReadOnlySpan<double> a) { }
        [NonDifferentiable] static void Fill(double[] a) => a[0] = 1;
        [NonDifferentiable] static double[] Nodes(int n) => [0, 1, 2];
        [NonDifferentiable] static ReadOnlySpan<double> Head(ReadOnlySpan<double> a) => a[..1];
        [NonDifferentiable] static double Any(object a) => 1;
        [NonDifferentiable] static double By(ref double a) => a;

        """;
}
