namespace Backprop.Tests.Language;

public sealed class SwitchTests
{
    [Theory]
    [InlineData(1), InlineData(2)]
    public void What_follows_a_break_is_not_run(int n) =>
        Specimen.Of("""
            [Differentiable]
            static double F(double x, int n)
            {
                double y = x;
                switch (n) { case 1: y = 2 * x; break; y = 3 * x; break; default: y = x * x; break; }
                return y;
            }
            """).IsRight(1.5, n);

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public void A_local_declared_in_one_section_is_assigned_in_another(int n) =>
        Specimen.Of("""
            [Differentiable]
            static double F(double x, int n)
            {
                double y = 0;
                switch (n)
                {
                    case 1: double t = x * x; y = t; break;
                    case 2: t = 2 * x; y = t * t; break;
                }
                return y + x;
            }
            """).IsRight(1.5, n);

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public void The_guard_of_a_label_runs_only_where_the_labels_before_do_not_fit(int n) =>
        Specimen.Of("""
            [Differentiable]
            static double F(double x, int n)
            {
                int k = 1;
                switch (n)
                {
                    case 1 when (k = 2) > 1:
                    case 2 when (k = 3) > 1:
                        return k * x;
                    default:
                        return k * x * x;
                }
            }
            """).IsRight(1.5, n);

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void A_default_shares_its_section_and_stands_in_the_middle(int n) =>
        Specimen.Of("""
            [Differentiable]
            static double F(double x, int n)
            {
                switch (n) { case 1: case 2: return x * x; default: case 3: return x * 3; case 0: return x * x * x; }
            }
            """).IsRight(1.5, n);

    [Theory]
    [InlineData(0, 0.7), InlineData(0, 2.0), InlineData(1, 0.7), InlineData(1, 2.0), InlineData(2, 0.7)]
    public void A_break_within_an_if_leaves_the_switch_around_it(int n, double x) =>
        Specimen.Of("""
            [Differentiable]
            static double F(double x, int n)
            {
                double y = x;
                switch (n)
                {
                    case 0:
                        y *= 2;
                        if (x > 1) { if (y > 1) break; y = 5; }
                        y *= x;
                        switch (n) { case 0: if (y > 0.1) break; y = 0; break; }
                        y += x;
                        break;
                    case 1:
                        if (x > 1) return y * y; else break;
                }
                return y * x;
            }
            """).IsRight(x, n);

    [Theory]
    [InlineData('a'), InlineData('\n'), InlineData('z')]
    public void On_a_character(char c) =>
        Specimen.Of("[Differentiable] static double F(double x, char c) { switch (c) { case 'a': return x; case '\\n': return x * x; default: return 3 * x * c; } }")
            .IsRight(1.5, c);

    [Theory]
    [InlineData("a"), InlineData("\"b\\"), InlineData(null), InlineData("z")]
    public void On_a_string(string? s) =>
        Specimen.Of("""[Differentiable] static double F(double x, string? s) { switch (s) { case "a": return x; case "\"b\\": return x * x; case null: return 2 * x; default: return 3 * x * s.Length; } }""")
            .IsRight(1.5, s);

    [Theory]
    [InlineData(true), InlineData(false)]
    public void On_a_truth_value(bool b) =>
        Specimen.Of("[Differentiable] static double F(double x, bool b) { double y = x; switch (b) { case true: y = x * x; break; case false: y += 3 * y; break; } return y; }")
            .IsRight(1.5, b);

    [Theory]
    [InlineData(0.25f), InlineData(0.75f), InlineData(1.5f), InlineData(float.NaN), InlineData(float.PositiveInfinity)]
    public void On_a_float(float f) =>
        Specimen.Of("""
            [Differentiable]
            static double F(double x, [NonDifferentiable] float f)
            {
                switch (f) { case float.NaN: return x; case 0.25f: return x * x; case float.PositiveInfinity: return 5 * x; case > 1: return x * 3; default: return 7 * x; }
            }
            """).IsRight(1.5, f);

    [Theory]
    [InlineData(0.3), InlineData(1.2), InlineData(1.8), InlineData(-1.0)]
    public void As_an_expression_over_relations_and_names(double x) =>
        Specimen.Of("[Differentiable] static double F(double x) => x switch { < 0 => 1, >= 0 and < 0.5 => x, double d when d > 1.5 => d * d * d, not > 1 => 2 * x, var z => z * z };")
            .IsRight(x);

    [Fact]
    public void An_expression_that_no_arm_fits_throws_as_the_method_does() =>
        Specimen.Of("#pragma warning disable CS8509\n[Differentiable] static double F(double x, int n) => n switch { 1 => x, 2 => x * x };").IsRight(1.5, 3);
}
