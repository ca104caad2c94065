using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>What holds for every annotated method of the seeds, at points that the seeds do not have.</summary>
public sealed class EverySeedTests
{
    private static readonly double[] Edges = [0, -0.0, 1, -1, 800, -800, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    public static TheoryData<string> Methods => [.. SeedMethod.All.Keys];

    [Theory, MemberData(nameof(Methods))]
    public void The_value_is_the_methods_own_to_the_bit(string name)
    {
        SeedMethod method = SeedMethod.All[name];
        foreach (object[] point in SeedPoints.Of(method, 200, 3, Edges))
        {
            double[] own = method.Own(point);
            Assert.All(own.Zip(method.OwnByGradient(point)), p => Bits.Same(p.First, p.Second, Place(point)));
            Assert.All(own.Zip(method.OwnByForward(point)), p => Bits.Same(p.First, p.Second, Place(point)));
        }
    }

    [Theory, MemberData(nameof(Methods))]
    public void The_halves_give_the_gradient_in_proportion_to_what_they_are_given(string name)
    {
        SeedMethod method = SeedMethod.All[name];
        foreach (object[] point in SeedPoints.Of(method, 50, 3, []))
        {
            object[] given = method.Given(point, new(2));
            double[] whole = method.Gradient(point, given), one = method.Backward(point, given, 1);
            double order = method.HasArrays ? 1e-14 * whole.Max(Math.Abs) : 0; // sums over an array may come in another order
            Assert.All(whole.Zip(one).Where(p => Math.Abs(p.First - p.Second) > order), p => Ulps.Near(p.First, p.Second, Place(point)));
            Assert.Equal(one.Select(d => -2 * d), method.Backward(point, given, -2));
        }
    }

    [Theory, MemberData(nameof(Methods))]
    public void The_gradient_is_that_of_differences(string name)
    {
        SeedMethod method = SeedMethod.All[name];
        foreach (object[] point in SeedPoints.Of(method, 5, 2, []))
        {
            object[] given = method.Given(point, new(2));
            GradientCheckReport report = GradientCheck.Of(
                numbers => method.Value(method.Moved(point, numbers), given),
                [.. Numbers.Of(method.Differentiated(point))],
                method.Gradient(point, given));
            Assert.True(report.Entries.All(e => e.Verdict is GradientCheckVerdict.Right or GradientCheckVerdict.Kink), report.ToString());
        }
    }

    private static string Place(object[] point) => $"at ({string.Join(", ", Numbers.Of(point))})";
}
