namespace Backprop.Tests.Language;

public sealed class BranchTests
{
    [Theory]
    [InlineData(2.0), InlineData(-0.5), InlineData(-3.0)]
    public void A_choice_within_the_other_arm_of_a_choice_does_not_overwrite_it(double x) =>
        Specimen.Of("[Differentiable] static double F(double x) => x > 0 ? x * x : x < -1 ? -x : 0;").IsRight(x);

    [Theory]
    [InlineData(0, 2.0), InlineData(0, 0.7), InlineData(1, 2.0), InlineData(1, 0.3), InlineData(2, 2.0)]
    public void A_return_in_a_switch_in_a_switch_leaves_nothing_unassigned(int n, double x) =>
        Specimen.Of("""
            [Differentiable]
            static double F(double x, int n)
            {
                switch (n)
                {
                    case 0:
                        switch (x) { case > 1: return x * x; case 0.5: break; default: x = x * 3; break; }
                        x += 1;
                        break;
                    case 1:
                        double t = x;
                        if (t > 0.5) break;
                        x = t * t;
                        break;
                    default:
                        return 3 * x;
                }

                return x * x;
            }
            """).IsRight(x, n);

    [Theory]
    [InlineData(0.5), InlineData(1.5)]
    public void What_a_call_in_a_branch_saved_is_handed_out_of_the_branch(double x) =>
        Specimen.Of("""
            [Differentiable] static double F(double x) => Middle(x) + Middle(2 * x);
            static double Middle(double v) { if (v > 1) return v * v * 2; return Big(v) + v * v; }
            [Differentiable] static double Big(double v) { double t = Math.Sin(v); return t * t; }
            """).IsRight(x);

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2)]
    public void A_test_of_an_enum_within_a_branch_is_kept(int kind) =>
        Specimen.Of("""
            [Differentiable]
            static double F(double x, int k)
            {
                Kind kind = (Kind)k;
                double y = x;
                switch (kind) { case Kind.Low: y *= 2; break; case Kind.Middle or Kind.High when x > 100: y *= x; break; }
                return y * y;
            }
            """).IsRight(1.5, kind);

}
