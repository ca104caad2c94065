using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Language.Custom;

/// <summary>Holds generated code against a gradient worked out by hand, where differences of the method would tell of another one.</summary>
internal static class ByHand
{
    private const string Head = "#nullable enable\n#pragma warning disable\nusing System;\nusing Backprop;\n";

    /// <summary>A class <c>Code</c> with these members.</summary>
    public static string Source(string members, string beside = "") => $"{Head}public partial class Code\n{{\n{members}\n}}\n{beside}";

    /// <summary>The value of <c>Code.F</c> is the method's own to the bit, the gradient is exactly this one, and the halves give the same.</summary>
    /// <returns>The generated code.</returns>
    public static string Gives(string members, object[] arguments, params double[] gradient) => Gives(GeneratorRun.Once(Source(members)), arguments, gradient);

    public static string Gives(GeneratorRun run, object[] arguments, params double[] gradient)
    {
        Assert.DoesNotContain(run.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        string text = string.Join("\n", run.Files.Values);
        GeneratedMembers members = new(run.Load().GetType("Code")!, "F", arguments);
        object[] found = members.ValueAndGradient(arguments);
        Assert.Equal(Bits(members.Value(arguments)), Bits(found[0]));
        double[] analytic = [.. found.Skip(1).Select(Convert.ToDouble)];
        Assert.True(gradient.SequenceEqual(analytic), $"expected {string.Join(", ", gradient)}, found {string.Join(", ", analytic)}\n{text}");
        (object value, object saved) = members.CallForward(arguments);
        Assert.Equal(Bits(found[0]), Bits(value));
        Assert.Equal(analytic, members.CallBackward(saved, 1, new double[analytic.Length]).Select(Convert.ToDouble));
        return text;
    }

    /// <summary>The value of <c>Code.F</c> is the method's own to the bit, and the gradient that of its differences.</summary>
    public static void Near(GeneratorRun run, double x, double y)
    {
        GeneratedMembers members = new(run.Load().GetType("Code")!, "F", [x, y]);
        object[] found = members.ValueAndGradient([x, y]);
        Assert.Equal(Bits(members.Value([x, y])), Bits(found[0]));
        GradientCheckReport report = GradientCheck.Of(p => (double)members.Value([p[0], p[1]]), [x, y], [(double)found[1], (double)found[2]]);
        Assert.True(report.Entries.All(e => e.Verdict is GradientCheckVerdict.Right or GradientCheckVerdict.Kink), report + "\n" + run.File);
    }

    /// <summary>The one error, with the text that it points at.</summary>
    public static (string Id, string At, string Message) Error(string source)
    {
        GeneratorRun run = GeneratorRun.Once(source);
        Assert.All(run.Driver.GetRunResult().Results, r => Assert.Null(r.Exception));
        Diagnostic only = Assert.Single(run.Diagnostics);
        return (only.Id, source.Substring(only.Location.SourceSpan.Start, only.Location.SourceSpan.Length), only.GetMessage());
    }

    private static long Bits(object number) => number is float f ? BitConverter.SingleToInt32Bits(f) : BitConverter.DoubleToInt64Bits((double)number);
}
