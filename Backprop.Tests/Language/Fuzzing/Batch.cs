using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text;
using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Backprop.Tests.Language.Fuzzing;

/// <summary>Many programs in one compilation, each run against the interpreter.</summary>
internal static class Batch
{
    private const string Head = """
        #nullable enable
        #pragma warning disable
        using System;
        using Backprop;
        public enum Kind { Low, Middle, High }

        """;

    private const int Trials = 5;

    private static readonly Compilation Empty = GeneratorRun.Once("").Input;

    /// <summary>What is wrong with each program; nothing for one that is right.</summary>
    public static IReadOnlyDictionary<string, string> Failures(IReadOnlyList<string> programs) => Failures(programs, Check);

    /// <param name="programs">The programs.</param>
    /// <param name="check">What is wrong with one that is compiled; it takes a seed.</param>
    public static IReadOnlyDictionary<string, string> Failures(IReadOnlyList<string> programs, Func<Compilation, Type, int, string?> check)
    {
        (string source, List<(int Start, int End)> spans) = Together(programs);
        GeneratorRun run = GeneratorRun.Once(source);
        Dictionary<string, string> failures = [];
        foreach (Diagnostic diagnostic in run.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error || !d.Id.StartsWith("BP")))
        {
            failures.TryAdd(programs[Math.Max(0, At(diagnostic, spans))], $"{diagnostic.Id}: {diagnostic.GetMessage()}");
        }

        if (failures.Count > 0)
        {
            return failures;
        }

        foreach (Diagnostic diagnostic in run.CompilerDiagnostics.Where(d => d.Id != "CS0219")) // of a constant that is kept as it might throw
        {
            string file = diagnostic.Location.SourceTree!.FilePath;
            int index = Path.GetFileName(file) is ['P', .. var rest] ? int.Parse(rest.Split('.')[0]) : At(diagnostic, spans);
            string line = diagnostic.Location.SourceTree.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim();
            failures.TryAdd(programs[index], $"{diagnostic.Id}: {diagnostic.GetMessage()} in {line}");
        }

        if (failures.Count > 0)
        {
            return failures;
        }

        using MemoryStream stream = new();
        EmitOrFail(run, stream);
        AssemblyLoadContext context = new(null, isCollectible: true);
        Assembly assembly = context.LoadFromStream(stream);
        for (int i = 0; i < programs.Count; i++)
        {
            if (check(run.Output, assembly.GetType("P" + i)!, i) is { } failure)
            {
                failures[programs[i]] = failure;
            }
        }

        context.Unload();
        return failures;
    }

    /// <summary>Without those that are no C#: now and then a constant overflows or divides by zero.</summary>
    public static string[] Valid(IReadOnlyList<string> programs)
    {
        (string source, List<(int Start, int End)> spans) = Together(programs);
        SyntaxTree empty = Empty.SyntaxTrees.First();
        Compilation compilation = Empty.ReplaceSyntaxTree(empty, empty.WithChangedText(SourceText.From(source)));
        HashSet<int> invalid = [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => At(d, spans))];
        return [.. programs.Where((_, i) => !invalid.Contains(i))];
    }

    private static (string Source, List<(int Start, int End)> Spans) Together(IReadOnlyList<string> programs)
    {
        StringBuilder source = new(Head);
        List<(int Start, int End)> spans = [];
        for (int i = 0; i < programs.Count; i++)
        {
            int start = source.Length;
            source.Append($"public static partial class P{i}\n{{\n    const double Pi = 3.25; const float Third = 1f / 3; static readonly int Seven = 7;\n{programs[i]}}}\n");
            spans.Add((start, source.Length));
        }

        return (source.ToString(), spans);
    }

    private static int At(Diagnostic diagnostic, List<(int Start, int End)> spans) =>
        spans.FindIndex(s => s.Start <= diagnostic.Location.SourceSpan.Start && diagnostic.Location.SourceSpan.Start < s.End);

    private static void EmitOrFail(GeneratorRun run, MemoryStream stream)
    {
        var result = run.Output.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        stream.Position = 0;
    }

    private static string? Check(Compilation compilation, Type type, int seed)
    {
        MethodInfo f = Method(type, "F"), gradient = Method(type, "FGradient"), forward = Method(type, "FForward"), backward = Method(type, "FBackward");
        IMethodSymbol symbol = compilation.GetTypeByMetadataName(type.Name)!.GetMembers("F").OfType<IMethodSymbol>().Single();
        Random random = new(seed);
        for (int trial = 0; trial < Trials; trial++)
        {
            object?[] arguments = [.. f.GetParameters().Select(p => Argument(p.ParameterType, random))];
            if (Check(compilation, symbol, arguments, f, gradient, forward, backward) is { } failure)
            {
                return $"F({string.Join(", ", arguments.Select(a => a ?? "null"))}): {failure}";
            }
        }

        return null;
    }

    private static string? Check(
        Compilation compilation, IMethodSymbol symbol, object?[] arguments, MethodInfo f, MethodInfo gradient, MethodInfo forward, MethodInfo backward)
    {
        Interpreter interpreter = new(compilation, default);
        (Dual? expected, Exception? refused) = Try(() => interpreter.Run(symbol, arguments));
        (object? value, Exception? thrown) = Try(() => Invoke(f, arguments));
        if (refused?.GetType() != thrown?.GetType() || (expected is not null && !Same(expected.Value, value!)))
        {
            return $"the interpreter is wrong: {refused ?? (object)expected!.Value:R}, the method {thrown ?? value:R}";
        }

        (object? both, Exception? gradientThrown) = Try(() => Invoke(gradient, arguments));
        object?[] forwardArguments = [.. arguments, null];
        (object? forwardValue, Exception? forwardThrown) = Try(() => Invoke(forward, forwardArguments));
        if (gradientThrown?.GetType() != thrown?.GetType() || forwardThrown?.GetType() != thrown?.GetType())
        {
            return $"throws {thrown}, FGradient {gradientThrown}, FForward {forwardThrown}";
        }

        if (thrown is not null)
        {
            return null;
        }

        ITuple tuple = (ITuple)both!;
        if (!Same(Convert.ToDouble(value), tuple[0]!) || !Same(Convert.ToDouble(value), forwardValue!))
        {
            return $"is {value:R}, FGradient says {tuple[0]:R}, FForward {forwardValue:R}";
        }

        Type[] reals = [.. backward.GetParameters().Skip(2).Select(p => p.ParameterType.GetElementType()!)];
        object?[] backwardArguments = [forwardArguments[^1], Convert.ChangeType(1, value!.GetType()), .. reals.Select(r => Convert.ChangeType(0, r))];
        (_, Exception? backwardThrown) = Try(() => backward.Invoke(null, BindingFlags.DoNotWrapExceptions, null, backwardArguments, null));
        if (backwardThrown is not null)
        {
            return $"FBackward throws {backwardThrown}";
        }

        for (int i = 0; i < reals.Length && !interpreter.HasKink; i++)
        {
            double slope = expected!.Slopes[i], size = expected.Sizes[i];
            double tolerance = (interpreter.HasSingle ? 1e-4 : 1e-11) * (size + 1e-9);
            if (double.IsFinite(size) && size < (interpreter.HasSingle ? 1e20 : 1e200) && double.IsFinite(expected.Value)
                && (!IsNear(slope, tuple[i + 1]!, tolerance) || !IsNear(slope, backwardArguments[i + 2]!, tolerance)))
            {
                return $"has slope {slope:R} by parameter {i} (size {size:R}), FGradient says {tuple[i + 1]:R}, FBackward {backwardArguments[i + 2]:R}";
            }
        }

        return null;
    }

    public static bool IsNear(double slope, object actual, double tolerance) => Math.Abs(slope - Convert.ToDouble(actual)) <= tolerance;

    public static bool Same(double expected, object actual) =>
        BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(Convert.ToDouble(actual)) || (double.IsNaN(expected) && double.IsNaN(Convert.ToDouble(actual)));

    public static (T? Value, Exception? Thrown) Try<T>(Func<T?> call)
    {
        try
        {
            return (call(), null);
        }
        catch (Exception e) when (e is not NotSupportedException)
        {
            return (default, e);
        }
    }

    public static object? Invoke(MethodInfo method, object?[] arguments) => method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    public static MethodInfo Method(Type type, string name) => type.GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!;

    public static object? Argument(Type type, Random random) =>
        type == typeof(double) ? (random.NextDouble() * 4) - 2
        : type == typeof(float) ? (float)((random.NextDouble() * 4) - 2)
        : type == typeof(bool) ? random.Next(2) == 0
        : type == typeof(char) ? (char)('a' + random.Next(4))
        : type == typeof(string) ? new[] { "a", "b", "", null }[random.Next(4)]
        : type.IsEnum ? Enum.ToObject(type, random.Next(3))
        : Convert.ChangeType(random.Next(type == typeof(byte) ? 0 : -3, 6), type);
}
