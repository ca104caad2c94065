using System.Collections;
using System.Reflection;
using Backprop.Generator;
using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Pipeline;

/// <summary>What passes from step to step is values: equal if made from equal sources, and holding nothing of the compiler's.</summary>
public sealed class ModelTests
{
    /// <summary>Something of everything: helpers, branches, throws, text, problems.</summary>
    private const string Source = """
        using System;
        using Backprop;
        public partial class All<T>(double shift)
        {
            private double _rate = 2;
            [Differentiable]
            public double F(double x, float y, int n, DayOfWeek day = DayOfWeek.Monday, string name = "n")
            {
                if (n < 0) { throw new ArgumentException($"{name} {n}", nameof(n)); }
                double z = day switch { DayOfWeek.Monday when x > 0 => Help(x), DayOfWeek.Friday => (double)y, _ => Math.Max(x, 0) };
                z += n % 2 == 0 ? _rate : shift;
                return -z * Math.Sin(x) + checked(n + 1) + Other.G(z) + Other.Own(x) * Gradient.Stop(x) + Other.Seen(z);
            }
            private static double Help(double a) { double b = a * a; if (a > 0.2) { b += Math.Sin(a); } return b * b + a; }
            [Differentiable] public static double Bad(double x) { while (x > 1) { x /= 2; } return x; }
            [Differentiable] public static double Zero(double x, double y) => x;
            [Differentiable, Checkpoint] public static double Walk(double x, double[] a, int n) { for (int i = 0; i < n; i++) { a[0] *= Math.Sin(x); x += a[0]; } return x; }
            [Differentiable, Checkpoint] public static double Sum(double x, double[] a) { foreach (double v in a) { x += v * v; } return x; }
        }
        public static partial class Other
        {
            [Differentiable] public static double G(double a) { double b = a * a; if (a > 0.2) { b += a; } return b; }
            public static double Own(double a) => a * a;
            [DerivativeOf(nameof(Own))] public static (double value, double da) OwnSlope(double a) => (0, 2 * a);
            [DerivativeOf(nameof(Own))] public static (double value, double da) Second(double a) => (0, 2 * a);
            [NonDifferentiable] public static double Seen(double a) => a;
        }
        """;

    public static TheoryData<string> Steps =>
        [.. typeof(TrackingNames).GetFields().Select(f => (string)f.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(Steps))]
    public void No_step_holds_an_object_of_the_compilers(string step)
    {
        List<object> values = Values(GeneratorRun.Once(Source), step);
        Assert.NotEmpty(values);
        HashSet<object> met = new(ReferenceEqualityComparer.Instance);
        values.ForEach(v => Walk(v, step, met));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Equal_sources_give_equal_values(string step)
    {
        List<object> first = Values(GeneratorRun.Once(Source), step), second = Values(GeneratorRun.Once(Source), step);
        Assert.Equal(first, second);
        Assert.Equal(first.Select(v => v.GetHashCode()), second.Select(v => v.GetHashCode()));
    }

    private static List<object> Values(GeneratorRun run, string step) =>
        [.. run.Result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Value)];

    private static void Walk(object? value, string path, HashSet<object> met)
    {
        if (value is null or string or Enum or DiagnosticDescriptor || value.GetType().IsPrimitive || (!value.GetType().IsValueType && !met.Add(value)))
        {
            return;
        }

        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Location or Compilation or SemanticModel or IOperation or AttributeData or SyntaxToken or SyntaxTrivia or Delegate,
            $"{path} holds a {value.GetType()}");
        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(value), path + "." + field.Name, met);
            }
        }

        if (value is Array array)
        {
            foreach (object? item in (IEnumerable)array)
            {
                Walk(item, path + "[]", met);
            }
        }
    }
}
