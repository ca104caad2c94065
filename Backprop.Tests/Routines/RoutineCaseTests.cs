using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Routines;

/// <summary>That the cases are fit to test gradients with: complete, and told apart by differences.</summary>
public sealed partial class RoutineCaseTests
{
    public static TheoryData<string> Cases => [.. RoutineCases.All.Select(c => c.Name)];

    public static TheoryData<string> WithExactDerivatives => [.. RoutineCases.All.Where(c => c.Exact is not null).Select(c => c.Name)];

    [Fact] // Marked with the attribute, be it parked in a comment.
    public void Every_routine_has_a_case()
    {
        IEnumerable<string> routines =
            from file in Directory.GetFiles(Here(), "*.cs")
            where !file.EndsWith("Tests.cs")
            from method in Marked().Matches(File.ReadAllText(file))
            select $"{Path.GetFileNameWithoutExtension(file)}.{method.Groups[1]}";
        Assert.Equal(routines.Order(), RoutineCases.All.Select(c => c.Routine).Distinct().Order());
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_case_has_points_and_gives_the_same_value_each_time(string name)
    {
        RoutineCase routine = RoutineCases.Find(name);
        Assert.True(routine.Points.Length >= 2, name);
        foreach (double[] point in routine.Points)
        {
            double[] before = [.. point];
            double value = routine.Value(point);
            Assert.True(double.IsFinite(value), name);
            Bits.Same(value, routine.Value(point), name);
            Assert.Equal(before, point);
        }
    }

    [Theory, MemberData(nameof(Cases))] // No kink is so near that nobody could say what the gradient is.
    public void Differences_tell_the_derivatives(string name)
    {
        RoutineCase routine = RoutineCases.Find(name);
        foreach (double[] point in routine.Points)
        {
            (double Derivative, double Error)[] found =
                [.. point.Select((x, i) => NumericDerivative.Ridders(at => routine.Value([.. point[..i], at, .. point[(i + 1)..]]), x))];
            double scale = 1e-3 * Math.Max(found.Max(f => Math.Abs(f.Derivative)), Math.Max(1e-6, Math.Abs(routine.Value(point))));
            Assert.All(found, f => Assert.True(f.Error <= 1e-7 * Math.Max(Math.Abs(f.Derivative), scale), $"{name}: {f}"));
        }
    }

    [Theory, MemberData(nameof(WithExactDerivatives))]
    public void The_exact_derivatives_are_those_of_differences(string name)
    {
        RoutineCase routine = RoutineCases.Find(name);
        foreach (double[] point in routine.Points)
        {
            GradientCheckReport report = GradientCheck.Of(routine.Value, point, routine.Exact!(point));
            Assert.True(report.Entries.All(e => double.IsNaN(e.Analytic) || RoutineCase.Agrees(e)), $"{name}\n{report}");
        }
    }

    [GeneratedRegex(@"\[Differentiable\]\s+public static double (\w+)\(")]
    private static partial Regex Marked();

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
