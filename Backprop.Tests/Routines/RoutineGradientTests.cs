using Backprop.Tests.Harness;

namespace Backprop.Tests.Routines;

/// <summary>The generated gradients of the routines; skipped as long as <see cref="RoutineCases"/> has none.</summary>
public sealed class RoutineGradientTests
{
    public static TheoryData<string> Cases => [.. RoutineCases.All.Where(c => c.Gradient is not null).Select(c => c.Name)];

    public static TheoryData<string> WithExactDerivatives =>
        [.. RoutineCases.All.Where(c => c.Gradient is not null && c.Exact is not null).Select(c => c.Name)];

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Cases))]
    public void The_value_is_the_routines_own_to_the_bit(string name)
    {
        RoutineCase routine = RoutineCases.Find(name);
        Assert.All(routine.Points, point => Bits.Same(routine.Value(point), routine.Gradient!(point)[0], name));
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Cases))]
    public void The_gradient_is_that_of_differences(string name)
    {
        RoutineCase routine = RoutineCases.Find(name);
        foreach (double[] point in routine.Points)
        {
            GradientCheckReport report = GradientCheck.Of(routine.Value, point, routine.Gradient!(point)[1..]);
            Assert.True(report.Entries.All(RoutineCase.Agrees), $"{name}\n{report}");
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(WithExactDerivatives))]
    public void The_gradient_is_the_exact_one(string name)
    {
        RoutineCase routine = RoutineCases.Find(name);
        foreach (double[] point in routine.Points)
        {
            double[] exact = routine.Exact!(point), found = routine.Gradient!(point)[1..];
            Assert.Equal(exact.Length, found.Length);
            double largest = exact.Where(double.IsFinite).Max(Math.Abs);
            foreach ((double expected, double actual) in exact.Zip(found).Where(pair => !double.IsNaN(pair.First)))
            {
                double allowed = routine.ExactTolerance * Math.Max(Math.Abs(expected), 1e-2 * largest);
                Assert.True(Math.Abs(expected - actual) <= allowed, $"{name}: expected {expected:R}, found {actual:R}");
            }
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Cases))] // No state is left behind, and nothing of a gradient is added to.
    public void A_second_call_gives_the_same(string name)
    {
        RoutineCase routine = RoutineCases.Find(name);
        foreach (double[] point in routine.Points)
        {
            double[] first = routine.Gradient!(point);
            Assert.All(first.Zip(routine.Gradient(point)), pair => Bits.Same(pair.First, pair.Second, name));
        }
    }
}
