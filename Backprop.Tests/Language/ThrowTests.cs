namespace Backprop.Tests.Language;

/// <summary>Guards throw what the method throws, where it throws it; nothing that may throw gets lost, doubled or moved.</summary>
public sealed class ThrowTests
{
    [Theory]
    [InlineData(2.0), InlineData(0.5), InlineData(-1.0)]
    public void In_one_arm_of_a_choice(double x) =>
        Specimen.Of("""
            [Differentiable] static double F(double x) { double y = x > 0 ? H(x) : throw new ArgumentException("not positive: " + x, nameof(x)); return y * y; }
            static double H(double v) { double t = v * v; if (t > 3) return t; return Math.Sin(t) * t; }
            """).IsRight(x);

    [Theory]
    [InlineData(2.0), InlineData(0.5), InlineData(-1.0)]
    public void In_a_choice_whose_other_arm_chooses(double x) =>
        Specimen.Of("[Differentiable] static double F(double x) => x <= 0 ? throw new ArgumentException() : x > 1 ? x * x : x;").IsRight(x);

    [Theory]
    [InlineData("ab"), InlineData(null)]
    public void Behind_two_question_marks(string? s) =>
        Specimen.Of("[Differentiable] static double F(double x, string? s) { string t = s ?? throw new ArgumentNullException(nameof(s)); return x * x * t.Length; }").IsRight(1.5, s);

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2)]
    public void In_an_arm_of_a_switch(int n) =>
        Specimen.Of("[Differentiable] static double F(double x, int n) { int k = n switch { 0 => 1, 1 when x > 0.5 => 2, _ => throw new ArgumentException() }; return k * x * x; }").IsRight(1.5, n);

    [Theory]
    [InlineData(5.0), InlineData(25.0)]
    public void Into_a_discard(double x) =>
        Specimen.Of("[Differentiable] static double F(double x) { _ = x > 20 ? throw new InvalidOperationException() : 1; return x * x; }").IsRight(x);

    [Fact]
    public void Always() =>
        Specimen.Of("[Differentiable] static double F(double x) => throw new NotSupportedException();").IsRight(1.0);

    [Fact]
    public void On_both_sides() =>
        Specimen.Of("[Differentiable] static double F(double x) { if (x > 0) throw new ArgumentException(); else throw new NotSupportedException(); }").IsRight(1.0);

    [Theory]
    [InlineData(1.0, 1), InlineData(-1.0, 1), InlineData(1.0, -1)]
    public void By_a_guard_of_dotnet_or_of_ones_own(double x, int n) =>
        Specimen.Of("""
            [Differentiable]
            static double F(double x, int n)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(n);
                Check(x);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(x, 100);
                return x * x * n;
            }
            static void Check(double v) { double t = v; if (t < 0) throw new ArgumentException($"{t} < 0", nameof(v)); }
            """).IsRight(x, n);

    [Theory]
    [InlineData(2, 1), InlineData(0, 1)]
    public void By_an_argument_that_the_helper_reads_on_one_path_only(int m, int n) =>
        Specimen.Of("[Differentiable] static double F(double x, int n, int m) => Pick(x, m > 1, n / m) * x; static double Pick(double x, bool c, int q) => c ? q : x;").IsRight(1.5, n, m);

    [Theory]
    [InlineData(2), InlineData(0)]
    public void By_an_argument_that_the_helper_does_not_read(int m) =>
        Specimen.Of("[Differentiable] static double F(double x, int m) => Drop(x, 1 / m); static double Drop(double v, int q) => v * v;").IsRight(1.5, m);

    [Theory]
    [InlineData(2), InlineData(0)]
    public void By_an_arm_whose_value_nobody_reads(int m) =>
        Specimen.Of("[Differentiable] static double F(double x, int m) { double t = m > 100 ? 1 : 1 / m; return x * x; }").IsRight(1.5, m);

    [Theory]
    [InlineData(1.0), InlineData(3.0)]
    public void By_a_function_whose_value_nobody_reads(double high) =>
        Specimen.Of("[Differentiable] static double F(double x, double high) { Math.Clamp(x, 2.0, high); return x * x * high; }").IsRight(1.5, high);

    [Theory]
    [InlineData(0, "abc"), InlineData(1, null), InlineData(0, null)]
    public void By_the_first_of_two_operands_that_may(int m, string? s) =>
        Specimen.Of("[Differentiable] static double F(double x, int m, string? s) => (6 / m + s!.Length) * x * x;").IsRight(1.5, m, s);

    [Theory]
    [InlineData(0, "abc"), InlineData(1, null), InlineData(0, null)]
    public void By_the_first_of_two_arguments_that_may(int m, string? s) =>
        Specimen.Of("""
            [Differentiable] static double F(double x, int m, string? s) => H(x, 6 / m, s!.Length);
            static double H(double v, int a, int b) { double t = v * a; if (t > 100) return t; return t * b; }
            """).IsRight(1.5, m, s);

    [Theory]
    [InlineData(1), InlineData(int.MaxValue)]
    public void On_overflow_where_the_method_checks(int n) =>
        Specimen.Of("[Differentiable] static double F(double x, int n) { checked { n += 1; byte b = (byte)(n & 1); return x * x * n * b; } }").IsRight(1.5, n);

    [Theory]
    [InlineData(1), InlineData(int.MaxValue)]
    public void Not_on_overflow_where_the_method_does_not_check_though_the_project_does(int n) =>
        Specimen.Of("[Differentiable] static double F(double x, int n) { unchecked { n += 1; return x * x * n * Twice(n * 3) * (byte)(n * 77); } } static int Twice(int k) => unchecked(2 * k);",
            checkOverflow: true).IsRight(1.5, n);

    [Theory]
    [InlineData(1), InlineData(int.MaxValue)]
    public void On_overflow_of_what_is_taken_over_as_text(int n) =>
        Specimen.Of("[Differentiable] static double F(double x, int n) { checked { return x * x * Same(n + 1); } } static int Same(int k) => k;").IsRight(1.5, n);
}
