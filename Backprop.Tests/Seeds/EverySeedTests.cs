using System.Reflection;
using System.Runtime.CompilerServices;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>What holds for every annotated method of the seeds, at points that the seeds do not have.</summary>
public sealed class EverySeedTests
{
    private static readonly double[] Edges = [0, -0.0, 1, -1, 800, -800, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    private static readonly MethodInfo[] Annotated =
    [
        .. typeof(EverySeedTests).Assembly.GetTypes()
            .Where(t => t.Namespace == typeof(EverySeedTests).Namespace)
            .SelectMany(t => t.GetMethods())
            .Where(m => m.IsDefined(typeof(DifferentiableAttribute))),
    ];

    public static TheoryData<string> Methods => [.. Annotated.Select(Name)];

    [Theory, MemberData(nameof(Methods))]
    public void The_value_is_the_methods_own_to_the_bit(string name)
    {
        MethodInfo method = Find(name);
        foreach (object[] point in Points(method, 200, 3, Edges))
        {
            double own = (double)method.Invoke(null, point)!;
            Bits.Same(own, (double)Gradient(method, point)[0]!, Place(point));
            Bits.Same(own, Forward(method, point).Value, Place(point));
        }
    }

    [Theory, MemberData(nameof(Methods))]
    public void The_halves_give_the_gradient_in_proportion_to_what_they_are_given(string name)
    {
        MethodInfo method = Find(name);
        foreach (object[] point in Points(method, 50, 3, []))
        {
            double[] one = Backward(method, point, 1);
            Assert.All(Partials(method, point).Zip(one), p => Ulps.Near(p.First, p.Second, Place(point)));
            Assert.Equal(one.Select(d => -2 * d), Backward(method, point, -2));
        }
    }

    [Theory, MemberData(nameof(Methods))]
    public void The_gradient_is_that_of_differences(string name)
    {
        MethodInfo method = Find(name);
        int[] places = [.. method.GetParameters().Where(IsDifferentiable).Select(p => p.Position)];
        foreach (object[] point in Points(method, 5, 2, []))
        {
            object[] moved = [.. point];
            GradientCheckReport report = GradientCheck.Of(
                values =>
                {
                    places.Zip(values).ToList().ForEach(p => moved[p.First] = p.Second);
                    return (double)method.Invoke(null, moved)!;
                },
                [.. places.Select(p => (double)point[p])],
                Partials(method, point));
            Assert.True(report.Entries.All(e => e.Verdict is GradientCheckVerdict.Right or GradientCheckVerdict.Kink), report.ToString());
        }
    }

    private static string Name(MethodInfo method) => method.DeclaringType!.Name + "." + method.Name;

    private static MethodInfo Find(string name) => Annotated.Single(m => Name(m) == name);

    private static bool IsDifferentiable(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(double) && !parameter.IsDefined(typeof(NonDifferentiableAttribute));

    /// <summary>The same points at every run: between -range and range, some of them at an edge; what goes into a logarithm stays between 0 and 1.</summary>
    private static IEnumerable<object[]> Points(MethodInfo method, int count, double range, double[] edges)
    {
        Random random = new(1);
        for (int i = 0; i < count; i++)
        {
            yield return [.. method.GetParameters().Select(p => p.ParameterType == typeof(int) ? random.Next(3)
                : edges.Length > 0 && random.Next(4) == 0 ? edges[random.Next(edges.Length)]
                : p.Name is "yHat" || method.Name is "NegativeLog" or "Outer" ? 0.05 + 0.9 * random.NextDouble()
                : (object)(range * (2 * random.NextDouble() - 1)))];
        }
    }

    private static ITuple Gradient(MethodInfo method, object[] point) => (ITuple)Generated(method, "Gradient").Invoke(null, point)!;

    private static double[] Partials(MethodInfo method, object[] point) =>
        Gradient(method, point) is var all ? [.. Enumerable.Range(1, all.Length - 1).Select(i => (double)all[i]!)] : [];

    private static (double Value, object Saved) Forward(MethodInfo method, object[] point)
    {
        object?[] arguments = [.. point, null];
        double value = (double)Generated(method, "Forward").Invoke(null, arguments)!;
        return (value, arguments[^1]!);
    }

    private static double[] Backward(MethodInfo method, object[] point, double dvalue)
    {
        MethodInfo backward = Generated(method, "Backward");
        object[] arguments = [Forward(method, point).Saved, dvalue, .. Enumerable.Repeat((object)0.0, backward.GetParameters().Length - 2)];
        backward.Invoke(null, arguments);
        return [.. arguments.Skip(2).Cast<double>()];
    }

    private static MethodInfo Generated(MethodInfo method, string half) => method.DeclaringType!.GetMethod(method.Name + half)!;

    private static string Place(object[] point) => $"at ({string.Join(", ", point)})";
}
