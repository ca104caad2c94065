using System.Text;
using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <summary>Many programs in one source, each a class of its own.</summary>
internal sealed class LoopSource
{
    private const string Head = """
        #nullable enable
        #pragma warning disable
        using System;
        using Backprop;

        """;

    private static readonly Compilation Empty = GeneratorRun.Once("").Input;

    private readonly List<(int Start, int End)> _spans = [];

    /// <param name="programs">The members of a class each.</param>
    /// <param name="usings">What they need besides.</param>
    public LoopSource(IReadOnlyList<string> programs, string usings = "")
    {
        StringBuilder text = new(Head + usings);
        foreach ((int i, string program) in programs.Index())
        {
            int start = text.Length;
            text.Append($"public static partial class P{i}\n{{\n{program}}}\n");
            _spans.Add((start, text.Length));
        }

        Text = text.ToString();
    }

    public string Text { get; }

    /// <summary>The source compiled, the generator left out.</summary>
    public Compilation Compilation
    {
        get
        {
            SyntaxTree empty = Empty.SyntaxTrees.First();
            return Empty.ReplaceSyntaxTree(empty, empty.WithChangedText(SourceText.From(Text)));
        }
    }

    /// <summary>Those of the programs that are C#: now and then one reads an unassigned variable, or lets a span escape.</summary>
    public static string[] Valid(IReadOnlyList<string> programs, string usings = "")
    {
        LoopSource source = new(programs, usings);
        HashSet<int> invalid = [.. source.Compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(source.Program)];
        return [.. programs.Where((_, i) => !invalid.Contains(i))];
    }

    /// <summary>Which program a diagnostic is about, whether it stands in the source or in what was made of that.</summary>
    /// <returns>0 where it does not say: one of them has to be named.</returns>
    public int Program(Diagnostic diagnostic)
    {
        string file = Path.GetFileName(diagnostic.Location.GetLineSpan().Path ?? "");
        return file is ['P', .. var rest] && int.TryParse(rest.Split('.')[0], out int number) && number < _spans.Count
            ? number
            : Math.Max(0, _spans.FindIndex(s => s.Start <= diagnostic.Location.SourceSpan.Start && diagnostic.Location.SourceSpan.Start < s.End));
    }
}
