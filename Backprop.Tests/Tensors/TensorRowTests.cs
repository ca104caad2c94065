using System.Numerics.Tensors;
using System.Reflection;
using Backprop.Generator.Rules;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Tensors;

/// <summary>Every overload of every row as a user meets it: generated, compiled and run.</summary>
public sealed class TensorRowTests
{
    private static readonly int[] Lengths = [0, 1, 3, 37];

    public static TheoryData<int, string> Rows => [.. TensorMethod.All.Index().Select(m => (m.Index, m.Item.ToString() + " of " + m.Item.Keyword))];

    [Fact]
    public void Every_method_of_reals_has_a_row()
    {
        foreach (MethodInfo method in typeof(TensorPrimitives).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        {
            MethodInfo? closed = method.GetGenericArguments().Length == 2 ? method : TensorMethod.Closed(method, typeof(double));
            if (closed is null || !closed.GetParameters().Any(p => IsOfReals(p.ParameterType)))
            {
                continue;
            }

            bool fills = closed.ReturnType == typeof(void);
            bool givesReal = fills ? closed.GetParameters().Last().ParameterType != typeof(Span<bool>) : closed.ReturnType != typeof(bool);
            int arity = closed.GetParameters().Count(p => p.ParameterType.Name != "Span`1");
            Assert.True(!givesReal || BulkRules.Find(method.Name, arity, fills) is not null, method.ToString());
        }
    }

    [Fact]
    public void Every_row_is_a_method() => Assert.All(BulkRules.Table, r => Assert.Contains(
        typeof(TensorPrimitives).GetMethods(),
        m => m.Name == r.Name && m.GetParameters().Count(p => p.ParameterType.Name != "Span`1") == r.Arity && m.ReturnType == typeof(void) == r.FillsArray));

    [Theory, MemberData(nameof(Rows))]
    public void The_value_is_the_methods_own(int row, string name)
    {
        TensorMethod method = TensorMethod.All[row];
        foreach (int length in Lengths)
        {
            (double[][] arrays, double[] numbers) = Point(method, length);
            (double[][] darrays, double[] dnumbers) = Zeros(arrays, numbers);
            if (Thrown(() => TensorRows.Value(row, arrays, numbers)) is { } thrown)
            {
                Assert.Equal(thrown.GetType(), Thrown(() => TensorRows.Gradient(row, arrays, numbers, darrays, dnumbers))?.GetType());
                continue;
            }

            double own = TensorRows.Value(row, arrays, numbers);
            Bits.Same(own, TensorRows.Gradient(row, arrays, numbers, darrays, dnumbers), name);
            Bits.Same(own, TensorRows.Halves(row, arrays, numbers, darrays, dnumbers), name);
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Derivatives_match_differences(int row, string name)
    {
        TensorMethod method = TensorMethod.All[row];
        if (method.Keyword == "float" || IsEstimate(method))
        {
            return; // held to the rows of doubles, or to the exact method's, below
        }

        foreach (int length in Lengths)
        {
            (double[][] arrays, double[] numbers) = Point(method, length);
            (double[][] darrays, double[] dnumbers) = Zeros(arrays, numbers);
            if (Thrown(() => TensorRows.Gradient(row, arrays, numbers, darrays, dnumbers)) is not null)
            {
                continue;
            }

            double[][] all = [.. arrays, numbers], found = [.. darrays, dnumbers];
            for (int i = 0; i < all.Length; i++)
            {
                for (int j = 0; j < all[i].Length; j++)
                {
                    double at = all[i][j];
                    double expected = Rules.NumericDerivative.Of(
                        v =>
                        {
                            all[i][j] = v;
                            double value = TensorRows.Value(row, arrays, numbers);
                            all[i][j] = at;
                            return value;
                        },
                        at, 0.02).Value;
                    double size = Math.Max(Math.Abs(expected), Math.Abs(TensorRows.Value(row, arrays, numbers)));
                    Assert.True(Math.Abs(found[i][j] - expected) <= 1e-8 * Math.Max(size, 1e-3), $"{name}, {length} elements, operand {i}, element {j}: {found[i][j]}, expected {expected}");
                }
            }
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void The_halves_give_the_same_and_add(int row, string name)
    {
        TensorMethod method = TensorMethod.All[row];
        double digits = method.Keyword == "double" ? 1e-12 : 1e-4;
        foreach (int length in Lengths)
        {
            (double[][] arrays, double[] numbers) = Point(method, length);
            (double[][] darrays, double[] dnumbers) = Zeros(arrays, numbers);
            (double[][] added, double[] addedNumbers) = Zeros(arrays, numbers);
            if (Thrown(() => TensorRows.Gradient(row, arrays, numbers, darrays, dnumbers)) is not null)
            {
                continue;
            }

            Array.ForEach([.. added, addedNumbers], d => Array.Fill(d, 0.5));
            TensorRows.Halves(row, arrays, numbers, added, addedNumbers);
            foreach ((double once, double twice) in darrays.Append(dnumbers).SelectMany(d => d).Zip(added.Append(addedNumbers).SelectMany(d => d)))
            {
                Assert.True(Math.Abs(0.5 + (2 * once) - twice) <= digits * (1 + Math.Abs(once)), $"{name}, {length} elements: {once}, by halves {twice}");
            }
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Single_precision_follows_double(int row, string name)
    {
        TensorMethod method = TensorMethod.All[row];
        int other = Array.FindIndex(TensorMethod.All, m => m.Keyword == "double" && m.Name == Exact(method.Name) && m.FillsArray == method.FillsArray && m.Parameters.SequenceEqual(method.Parameters));
        foreach (int length in Lengths.Where(_ => method.Keyword == "float" || IsEstimate(method)))
        {
            (double[][] arrays, double[] numbers) = Point(method, length);
            (double[][] singles, double[] singleNumbers) = Zeros(arrays, numbers);
            (double[][] doubles, double[] doubleNumbers) = Zeros(arrays, numbers);
            if (Thrown(() => TensorRows.Gradient(other, arrays, numbers, doubles, doubleNumbers)) is not null)
            {
                continue;
            }

            double size = Math.Abs(TensorRows.Gradient(row, arrays, numbers, singles, singleNumbers));
            foreach ((double expected, double actual) in doubles.Append(doubleNumbers).SelectMany(d => d).Zip(singles.Append(singleNumbers).SelectMany(d => d)))
            {
                double allowed = (IsEstimate(method) ? 2e-3 : 1e-4) * Math.Max(1e-3, Math.Max(size, Math.Abs(expected)));
                Assert.True(Math.Abs(expected - actual) <= allowed, $"{name}, {length} elements: {actual}, in double {expected}");
            }
        }
    }

    /// <summary>Numbers that a float holds, away from kinks and jumps, in the domain of the method.</summary>
    private static (double[][] Arrays, double[] Numbers) Point(TensorMethod method, int length)
    {
        Random random = new(17 + length);
        double from = method.Name == "Acosh" ? 1.1 : method.Name is "Sum" or "Tanh" or "Exp" or "Multiply" ? -0.4 : 0.15;
        double Next() => (float)(from + (0.7 * random.NextDouble()));
        double[] Many() => [.. Enumerable.Range(0, length).Select(_ => Next())];
        return ([.. Enumerable.Range(0, method.Arrays + (method.FillsArray ? 1 : 0)).Select(_ => Many())], [.. Enumerable.Range(0, method.Numbers).Select(_ => Next())]);
    }

    private static (double[][] Arrays, double[] Numbers) Zeros(double[][] arrays, double[] numbers) => ([.. arrays.Select(a => new double[a.Length])], new double[numbers.Length]);

    /// <summary>What .NET only estimates has the derivative of what it estimates.</summary>
    private static bool IsEstimate(TensorMethod method) => method.Name is "ReciprocalEstimate" or "ReciprocalSqrtEstimate";

    private static string Exact(string name) => name switch { "ReciprocalEstimate" => "Reciprocal", "ReciprocalSqrtEstimate" => "ReciprocalSqrt", _ => name };

    private static bool IsOfReals(Type type) => type.IsGenericType && (type.GetGenericArguments()[0] is { IsGenericMethodParameter: true } || type.GetGenericArguments()[0] == typeof(double) || type.GetGenericArguments()[0] == typeof(float));

    private static Exception? Thrown(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
