using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Sample.Shown;

/// <summary>A run of a generated gradient that tells the value of every line.</summary>
/// <remarks>
/// A debugger apart, nothing sees the locals of a running method from outside. So the generated file that lies beside the
/// program is compiled once more, with a call of <see cref="Recorder"/> behind each assignment, and run: the values come from
/// the generated code itself, branches and all, not from a second reading of it. That the text is the one this program was
/// built from is checked as well: the gradient built in must return the same bits.
/// </remarks>
internal static class Recording
{
    /// <summary>Named in the project file: it may call what is internal here.</summary>
    private const string AssemblyName = "Backprop.Sample.Recorded";

    /// <summary>As in the project, where they are implicit.</summary>
    private const string GlobalUsings = "global using System; global using System.Collections.Generic; global using System.Linq;";

    private static readonly MetadataReference[] References = [.. Paths().Select(p => MetadataReference.CreateFromFile(p))];

    private static readonly Dictionary<MethodInfo, MethodInfo> Compiled = [];

    /// <summary>Runs a gradient at a point.</summary>
    /// <exception cref="ShownTextException">The text does not compile, or is not what the program was built from.</exception>
    public static IReadOnlyList<Note> Run(Delegate gradient, double[] point)
    {
        (MethodInfo builtIn, MethodInfo recorded) = (gradient.Method, Recorded(gradient.Method));
        object[] arguments = [.. builtIn.GetParameters().Select((p, i) => Convert.ChangeType(point[i], p.ParameterType))];
        object? expected = builtIn.Invoke(null, arguments);
        Recorder.Take();
        object? actual = recorded.Invoke(null, arguments);
        if (Bits(expected) != Bits(actual)) throw new ShownTextException($"{builtIn.Name} returns {expected}, but its text {actual}.");

        return Recorder.Take();
    }

    /// <summary>Runs the gradient of a method of a span.</summary>
    /// <inheritdoc cref="Run(Delegate, double[])"/>
    public static IReadOnlyList<Note> Run(Func<ReadOnlySpan<double>, Span<double>, double> gradient, double[] point)
    {
        var recorded = Recorded(gradient.Method).CreateDelegate<Func<ReadOnlySpan<double>, Span<double>, double>>();
        double[] expected = new double[point.Length], actual = new double[point.Length];
        double value = gradient(point, expected);
        Recorder.Take();
        if (value != recorded(point, actual) || !expected.SequenceEqual(actual))
            throw new ShownTextException($"{gradient.Method.Name} does not return what its text does.");

        return Recorder.Take();
    }

    private static MethodInfo Recorded(MethodInfo gradient)
    {
        if (!Compiled.TryGetValue(gradient, out MethodInfo? recorded)) Compiled[gradient] = recorded = Compile(gradient);
        return recorded;
    }

    private static MethodInfo Compile(MethodInfo gradient)
    {
        Type example = gradient.DeclaringType!;
        // What may be null changes no value, and to find out takes a sixth of the time.
        string generated = ShownText.Generated(example).Replace("#nullable enable annotations", "", StringComparison.Ordinal);
        string[] texts = [GlobalUsings, ShownText.Source(example), Probes.Insert(generated, gradient.Name)];
        CSharpParseOptions quick = new(documentationMode: DocumentationMode.None);
        CSharpCompilation compilation = CSharpCompilation.Create(
            AssemblyName, texts.Select(t => CSharpSyntaxTree.ParseText(t, quick)), References, new(OutputKind.DynamicallyLinkedLibrary));
        using MemoryStream assembly = new();
        if (compilation.Emit(assembly).Diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
            throw new ShownTextException($"The text of {gradient.Name} does not compile: {error}.");

        assembly.Position = 0;
        AssemblyLoadContext context = new(gradient.Name);
        return context.LoadFromStream(assembly).GetType(example.FullName!)!.GetMethod(gradient.Name)!;
    }

    /// <summary>The numbers of a result, to the last bit.</summary>
    private static string Bits(object? result) => result is ITuple tuple
        ? string.Join(' ', Enumerable.Range(0, tuple.Length).Select(i => Convert.ToDouble(tuple[i]).ToString("R")))
        : Convert.ToDouble(result).ToString("R");

    /// <summary>What this program itself refers to: its sources need no more.</summary>
    private static IEnumerable<string> Paths()
    {
        Assembly own = typeof(Recording).Assembly;
        return own.GetReferencedAssemblies().Select(Assembly.Load).Append(own).Append(typeof(object).Assembly).Select(a => a.Location);
    }
}
