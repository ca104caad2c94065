using System.Reflection;
using System.Runtime.Loader;
using Backprop.Tests.Harness;
using Backprop.Tests.Language.Fuzzing.Loops;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Tests.Shapes.Fuzzing;

/// <summary>Many methods of tensors in one compilation, each held to its own value and to differences.</summary>
internal sealed class ShapedBatch
{
    private const string Usings = "using System.Numerics.Tensors;\nusing static Backprop.Nn;\n";

    /// <summary>Programs that were run, over all batches, and those that are no C#.</summary>
    public int Ran { get; private set; }

    /// <inheritdoc cref="Ran"/>
    public int Invalid { get; private set; }

    /// <inheritdoc cref="ShapedCheck.Compared"/>
    public int Compared { get; private set; }

    /// <inheritdoc cref="ShapedCheck.Compared"/>
    public int Undecided { get; private set; }

    /// <summary>What is wrong with each program; nothing for one that is right, or that is no C#.</summary>
    public IReadOnlyDictionary<string, LoopFailure> Judge(IReadOnlyList<string> programs)
    {
        string[] valid = LoopSource.Valid(programs, Usings);
        Invalid += programs.Count - valid.Length;
        return valid.Length == 0 ? new Dictionary<string, LoopFailure>() : JudgeValid(valid);
    }

    private IReadOnlyDictionary<string, LoopFailure> JudgeValid(string[] programs)
    {
        LoopSource source = new(programs, Usings);
        GeneratorRun run = GeneratorRun.Once(source.Text);
        Dictionary<string, LoopFailure> failures = [];
        if (programs.Length > 1 && run.Diagnostics.Any(d => d.Location == Location.None))
        {
            return JudgeValid(programs[..(programs.Length / 2)]).Concat(JudgeValid(programs[(programs.Length / 2)..])).DistinctBy(f => f.Key).ToDictionary();
        }

        foreach (Diagnostic diagnostic in run.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error || d.Id[..2] != "BP"))
        {
            failures.TryAdd(programs[source.Program(diagnostic)], new(diagnostic.Location == Location.None ? "Failed" : diagnostic.Id, diagnostic.GetMessage()));
        }

        foreach (Diagnostic diagnostic in failures.Count > 0 ? [] : run.CompilerDiagnostics.Where(d => d.Id != "CS0219"))
        {
            failures.TryAdd(programs[source.Program(diagnostic)], new(diagnostic.Id, $"{diagnostic.GetMessage()} in {Line(diagnostic)}"));
        }

        return failures.Count > 0 ? WithRest(failures, programs) : Run(run.Output, programs);
    }

    private static string? Line(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim();

    private IReadOnlyDictionary<string, LoopFailure> WithRest(Dictionary<string, LoopFailure> failures, string[] programs)
    {
        string[] rest = [.. programs.Where(p => !failures.ContainsKey(p))];
        return rest.Length == 0 ? failures : failures.Concat(JudgeValid(rest)).DistinctBy(f => f.Key).ToDictionary();
    }

    private Dictionary<string, LoopFailure> Run(Compilation compilation, string[] programs)
    {
        CSharpParseOptions options = (CSharpParseOptions)compilation.SyntaxTrees.First().Options;
        compilation = compilation.AddSyntaxTrees(programs.Select((_, i) => CSharpSyntaxTree.ParseText(ShapedBridge.Write(compilation.GetTypeByMetadataName("P" + i)!), options, $"P{i}.bridge.cs")));
        using MemoryStream stream = new();
        Assert.Empty(compilation.Emit(stream).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        stream.Position = 0;
        AssemblyLoadContext context = new(null, isCollectible: true);
        Assembly assembly = context.LoadFromStream(stream);
        Dictionary<string, LoopFailure> failures = [];
        for (int i = 0; i < programs.Length; i++)
        {
            ShapedCheck check = new(assembly.GetType("P" + i)!);
            if (Checked(check, programs[i]) is { } failure)
            {
                failures[programs[i]] = failure;
            }

            (Ran, Compared, Undecided) = (Ran + 1, Compared + check.Compared, Undecided + check.Undecided);
        }

        context.Unload();
        return failures;
    }

    private static LoopFailure? Checked(ShapedCheck check, string program)
    {
        try
        {
            return check.Check(program.Aggregate(17, (hash, c) => unchecked((hash * 31) + c)) & 0xFFFFFF);
        }
        catch (Exception e) when (e is not NullReferenceException)
        {
            return new(e.GetType().Name, e.ToString());
        }
    }
}
