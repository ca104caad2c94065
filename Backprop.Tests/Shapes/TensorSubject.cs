using System.Globalization;
using System.Numerics.Tensors;
using System.Reflection;
using System.Text.RegularExpressions;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Shapes;

/// <summary>
/// A method of tensors, <c>F</c>, and what is generated for it: compiled, and called with tensors of given lengths. The value is the
/// method's own to the bit; the derivatives are those of its differences; the halves give the same. With no vectors, but all that they go
/// through left over for the loops over numbers, the bits are those with vectors.
/// </summary>
internal sealed partial class TensorSubject
{
    private readonly Tensors[] _given;
    private readonly MethodInfo _value, _gradient, _halves, _gradientInNumbers, _halvesInNumbers;

    private TensorSubject(GeneratorRun run, Tensors[] given)
    {
        _given = given;
        Type bridge = run.Load().GetType("Bridge")!;
        (_value, _gradient, _halves) = (bridge.GetMethod("Value")!, bridge.GetMethod("Gradient")!, bridge.GetMethod("Halves")!);
        Type inNumbers = VectorCount().IsMatch(run.File) ? run.Load(text => VectorCount().Replace(text, "$1 = 0;")).GetType("Bridge")! : bridge;
        (_gradientInNumbers, _halvesInNumbers) = (inNumbers.GetMethod("Gradient")!, inNumbers.GetMethod("Halves")!);
        File = run.File;
    }

    /// <summary>What the generator wrote.</summary>
    public string File { get; }

    /// <summary>Checks a method for each of several sizes, in double and in float; returns what was written for double.</summary>
    /// <param name="parameters">Names and dimensions: <c>x: N, 784; labels: N of 10</c>, where labels are whole numbers below 10.</param>
    /// <param name="body">Statements, or an expression.</param>
    /// <param name="members">Other members of the class.</param>
    /// <param name="sizes">What the names stand for: <c>N = 3, D = 4</c>.</param>
    public static string Holds(string parameters, string body, string members, params string[] sizes)
    {
        Tensors[] given = [.. parameters.Split(';').Select(Tensors.Parse)];
        TensorSubject subject = new(Run(given, body, members, "double"), given), single = new(Run(given, body, members, "float"), given);
        foreach (string size in sizes)
        {
            Dictionary<string, int> lengths = size.Split(',').Select(s => s.Split('=')).ToDictionary(s => s[0].Trim(), s => int.Parse(s[1], CultureInfo.InvariantCulture));
            double[] gradient = subject.Check(lengths);
            single.CheckSingle(lengths, gradient);
        }

        return subject.File;
    }

    /// <summary>Checks only bits, in double and in float: of tensors in which each of the numbers meets each.</summary>
    public static void HoldsToTheBit(string parameters, string body, double[] numbers, params int[] sizes)
    {
        Tensors[] given = [.. parameters.Split(';').Select(Tensors.Parse)];
        TensorSubject subject = new(Run(given, body, "", "double"), given), single = new(Run(given, body, "", "float"), given);
        foreach (int size in sizes)
        {
            Dictionary<string, int> lengths = new() { ["N"] = size };
            subject.CheckBits<double>([.. given.Select((g, i) => g.Of<double>(lengths, numbers, i))], []);
            single.CheckBits<float>([.. given.Select((g, i) => g.Of<float>(lengths, numbers, i))], []);
        }
    }

    /// <summary>The source of a method, for those who want its problems.</summary>
    public static string Source(string parameters, string body, string members = "", string type = "double") =>
        Source([.. parameters.Split(';').Select(Tensors.Parse)], body, members, type, "");

    private static GeneratorRun Run(Tensors[] given, string body, string members, string type)
    {
        GeneratorRun run = GeneratorRun.Once(Source(given, body, members, type, Bridge(given, type)));
        Assert.Empty(run.Warnings);
        return run;
    }

    private static string Bridge(Tensors[] given, string type)
    {
        int reals = 0, labels = 0;
        string arguments = string.Join(", ", given.Select(g => g.IsReal ? $"t[{reals++}]" : $"l[{labels++}]")), gradients = string.Concat(Enumerable.Range(0, reals).Select(i => $", d[{i}]"));
        return $$"""
            public static class Bridge
            {
                public static {{type}} Value(Tensor<{{type}}>[] t, Tensor<int>[] l) => P.F({{arguments}});
                public static {{type}} Gradient(Tensor<{{type}}>[] t, Tensor<int>[] l, Tensor<{{type}}>[] d) => P.FGradient({{arguments}}{{gradients}});
                public static {{type}} Halves(Tensor<{{type}}>[] t, Tensor<int>[] l, Tensor<{{type}}>[] d)
                {
                    {{type}} value = P.FForward({{arguments}}, out var saved);
                    P.FBackward(ref saved, 1{{gradients}});
                    saved.Dispose();
                    return value;
                }

                // for what keeps nothing that is pooled, and has no method of the name
                private static void Dispose<T>(this T saved) where T : allows ref struct { }
            }
            """;
    }

    private static string Source(Tensors[] given, string body, string members, string type, string bridge) => $$"""
        using System;
        using System.Numerics.Tensors;
        using Backprop;
        using static Backprop.Nn;
        public static partial class P
        {
            [Differentiable]
            public static {{type}} F({{string.Join(", ", given.Select(g => g.Declaration(type)))}})
            {
                {{Of(type, body.Contains("return") ? body : $"return {body};")}}
            }

            {{Of(type, members)}}
        }
        {{bridge}}
        """;

    private static string Of(string type, string code) => type == "double" ? code : Number().Replace(code.Replace("double", type), "$0f");

    /// <summary>What vectors compute is what numbers do, but that a NaN may be another NaN; and the value is the method's own.</summary>
    private void CheckBits<T>(Tensor<T>[] point, Tensor<int>[] labels)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        T own = (T)_value.Invoke(null, [point, labels])!;
        foreach ((MethodInfo vectors, MethodInfo numbers) in new[] { (_gradient, _gradientInNumbers), (_halves, _halvesInNumbers) })
        {
            Tensor<T>[] found = [.. point.Select(t => Tensor.Create<T>(new T[t.FlattenedLength], t.Lengths))];
            Tensor<T>[] expected = [.. point.Select(t => Tensor.Create<T>(new T[t.FlattenedLength], t.Lengths))];
            Assert.Equal(own, (T)vectors.Invoke(null, [point, labels, found])!);
            Assert.Equal(own, (T)numbers.Invoke(null, [point, labels, expected])!);
            Assert.All(found.SelectMany(f => f).Zip(expected.SelectMany(e => e)), pair => Assert.True(
                AreSame(pair.First, pair.Second), $"with vectors {pair.First}, without {pair.Second}"));
        }
    }

    private static bool AreSame<T>(T a, T b)
        where T : System.Numerics.IFloatingPointIeee754<T> => T.IsNaN(a) ? T.IsNaN(b) : a == b && T.IsNegative(a) == T.IsNegative(b);

    private double[] Check(Dictionary<string, int> sizes)
    {
        Tensor<int>[] labels = [.. _given.Where(g => !g.IsReal).Select(g => g.Labels(sizes))];
        Tensor<double>[] point = [.. _given.Where(g => g.IsReal).Select((g, i) => g.Numbers<double>(sizes, i))];
        double[] flat = [.. point.SelectMany(t => t)], found = new double[flat.Length];
        double own = (double)_value.Invoke(null, [point, labels])!;
        GradientCheck.Of(
            p => (double)_value.Invoke(null, [Split(p, point), labels])!,
            (p, d) =>
            {
                Tensor<double>[] gradients = [.. point.Select(t => Tensor.Create<double>([.. t.Select(_ => double.NaN)], t.Lengths))];
                double value = (double)_gradient.Invoke(null, [Split(p, point), labels, gradients])!;
                gradients.SelectMany(g => g).ToArray().CopyTo(d);
                d.CopyTo(found);
                return value;
            },
            flat).ThrowIfWrong();
        Tensor<double>[] added = [.. point.Select(t => Tensor.Create<double>(new double[t.FlattenedLength], t.Lengths))];
        Assert.Equal(BitConverter.DoubleToInt64Bits(own), BitConverter.DoubleToInt64Bits((double)_halves.Invoke(null, [point, labels, added])!));
        Assert.All(added.SelectMany(a => a).Zip(found), pair => Assert.Equal(pair.Second, pair.First, 1e-14 * (1 + Math.Abs(pair.Second))));
        CheckBits(point, labels);
        return found;
    }

    private void CheckSingle(Dictionary<string, int> sizes, double[] gradient)
    {
        Tensor<int>[] labels = [.. _given.Where(g => !g.IsReal).Select(g => g.Labels(sizes))];
        Tensor<float>[] point = [.. _given.Where(g => g.IsReal).Select((g, i) => g.Numbers<float>(sizes, i))];
        Tensor<float>[] found = [.. point.Select(t => Tensor.Create<float>([.. t.Select(_ => float.NaN)], t.Lengths))];
        float own = (float)_value.Invoke(null, [point, labels])!, value = (float)_gradient.Invoke(null, [point, labels, found])!;
        Assert.Equal(BitConverter.SingleToInt32Bits(own), BitConverter.SingleToInt32Bits(value));
        double scale = gradient.Select(Math.Abs).Append(1).Max();
        Assert.All(found.SelectMany(f => f).Zip(gradient), pair => Assert.Equal(pair.Second, pair.First, 2e-4 * scale));
        CheckBits(point, labels);
    }

    private static Tensor<double>[] Split(ReadOnlySpan<double> numbers, Tensor<double>[] like)
    {
        Tensor<double>[] parts = new Tensor<double>[like.Length];
        int start = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Tensor.Create<double>(numbers.Slice(start, (int)like[i].FlattenedLength).ToArray(), like[i].Lengths);
            start += (int)like[i].FlattenedLength;
        }

        return parts;
    }

    /// <summary>A parameter: its name, its dimensions as written, and below what its whole numbers are; null for real ones.</summary>
    private sealed record Tensors(string Name, string[] Dimensions, int? Below)
    {
        public bool IsReal => Below is null;

        public static Tensors Parse(string text)
        {
            Match match = TensorForm().Match(text);
            string[] dimensions = match.Groups[2].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return new(match.Groups[1].Value, dimensions, match.Groups[3].Success ? int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture) : null);
        }

        public string Declaration(string type) =>
            $"[Shape({string.Join(", ", Dimensions.Select(d => int.TryParse(d, out _) ? d : $"\"{d}\""))})] Tensor<{(IsReal ? type : "int")}> {Name}";

        public Tensor<int> Labels(Dictionary<string, int> sizes) => Tensor.Create<int>([.. Enumerable.Range(0, Count(sizes)).Select(i => i * 7 % Below!.Value)], Lengths(sizes));

        public Tensor<T> Numbers<T>(Dictionary<string, int> sizes, int seed)
            where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
        {
            Random random = new(100 + seed);
            return Tensor.Create<T>([.. Enumerable.Range(0, Count(sizes)).Select(_ => T.CreateChecked((random.NextDouble() * 2.4) - 1.1))], Lengths(sizes));
        }

        /// <summary>Of the first tensor each number in turn; of the next each as long as the one before takes for all; and so on.</summary>
        public Tensor<T> Of<T>(Dictionary<string, int> sizes, double[] numbers, int position)
            where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
        {
            int slowness = (int)Math.Pow(numbers.Length, position);
            return Tensor.Create<T>([.. Enumerable.Range(0, Count(sizes)).Select(i => T.CreateChecked(numbers[i / slowness % numbers.Length]))], Lengths(sizes));
        }

        private int Count(Dictionary<string, int> sizes) => Lengths(sizes).Aggregate(1, (count, l) => count * (int)l);

        private nint[] Lengths(Dictionary<string, int> sizes) => [.. Dimensions.Select(d => (nint)d.Split('+').Sum(t => t.Split('*').Aggregate(1, (p, f) => p * (int.TryParse(f.Trim(), out int n) ? n : sizes[f.Trim()]))))];
    }

    [GeneratedRegex(@"\d+\.\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"(var vectors\d*) = .*;")]
    private static partial Regex VectorCount();

    [GeneratedRegex(@"^\s*(\w+)\s*:\s*([^:]*?)\s*(?:of (\d+))?\s*$")]
    private static partial Regex TensorForm();
}
