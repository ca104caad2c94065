using System.Reflection;
using System.Runtime.Loader;
using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <summary>Many programs in one compilation, each run against the interpreter.</summary>
internal static class LoopBatch
{
    /// <summary>A loop that was generated wrong may never end; a program takes milliseconds.</summary>
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with each program's gradient; nothing for one that is right, or that is no C#.</summary>
    public static IReadOnlyDictionary<string, LoopFailure> OfGenerator(IReadOnlyList<string> programs)
    {
        string[] valid = LoopSource.Valid(programs);
        LoopSource source = new(valid);
        GeneratorRun run = GeneratorRun.Once(source.Text);
        Dictionary<string, LoopFailure> failures = [];
        foreach (Diagnostic diagnostic in run.Diagnostics.Where(IsFailure))
        {
            if (diagnostic.Location == Location.None && valid.Length > 1)
            {
                int half = valid.Length / 2;
                return OfGenerator(valid[..half]).Concat(OfGenerator(valid[half..])).DistinctBy(f => f.Key).ToDictionary();
            }

            failures.TryAdd(valid[source.Program(diagnostic)], new(diagnostic.Id, diagnostic.GetMessage()));
        }

        foreach (Diagnostic diagnostic in run.CompilerDiagnostics.Where(d => failures.Count == 0 && d.Id != "CS0219")) // of one kept as it might throw
        {
            failures.TryAdd(valid[source.Program(diagnostic)], new(diagnostic.Id, $"{diagnostic.GetMessage()} in {Line(diagnostic)}"));
        }

        return failures.Count > 0
            ? WithRest(failures, valid, OfGenerator)
            : Run(run.Output, source, valid, hasGradient: true, LoopGradientCheck.Check, OfGenerator);
    }

    private static bool IsFailure(Diagnostic diagnostic) =>
        diagnostic.Severity == DiagnosticSeverity.Error || !diagnostic.Id.StartsWith("BP", StringComparison.Ordinal);

    /// <summary>What is wrong with the gradients that programs hold themselves.</summary>
    public static IReadOnlyDictionary<string, LoopFailure> OfPrograms(IReadOnlyList<string> programs)
    {
        LoopSource source = new(programs);
        return Run(source.Compilation, source, [.. programs], hasGradient: true, LoopGradientCheck.Check, OfPrograms);
    }

    /// <summary>What the interpreter gets wrong of each program.</summary>
    public static IReadOnlyDictionary<string, LoopFailure> OfInterpreter(IReadOnlyList<string> programs, LoopSelfCheck check)
    {
        string[] valid = LoopSource.Valid(programs);
        LoopSource source = new(valid);
        return Run(source.Compilation, source, valid, hasGradient: false, check.Check, some => OfInterpreter(some, check));
    }

    private static IReadOnlyDictionary<string, LoopFailure> Run(
        Compilation compilation, LoopSource source, string[] programs, bool hasGradient, Func<LoopSubject, int, LoopFailure?> check, LoopJudge judge)
    {
        CSharpParseOptions options = (CSharpParseOptions)compilation.SyntaxTrees.First().Options;
        compilation = compilation.AddSyntaxTrees(programs.Select((_, i) => CSharpSyntaxTree.ParseText(
            LoopBridge.Write(compilation.GetTypeByMetadataName("P" + i)!, hasGradient), options, $"P{i}.bridge.cs")));
        using MemoryStream stream = new();
        Dictionary<string, LoopFailure> failures = [];
        foreach (Diagnostic diagnostic in compilation.Emit(stream).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))
        {
            failures.TryAdd(programs[source.Program(diagnostic)], new("Contract", $"{diagnostic.GetMessage()} in {Line(diagnostic)}"));
        }

        if (failures.Count > 0)
        {
            return WithRest(failures, programs, judge);
        }

        stream.Position = 0;
        AssemblyLoadContext context = new(null, isCollectible: true);
        Assembly assembly = context.LoadFromStream(stream);
        Bodies bodies = new(compilation);
        for (int i = 0; i < programs.Length; i++)
        {
            LoopSubject subject = new(compilation, bodies, assembly.GetType("P" + i)!);
            if (InTime(() => check(subject, Seed(programs[i]))) is { } failure)
            {
                failures[programs[i]] = failure;
            }
        }

        context.Unload();
        return failures;
    }

    /// <summary>Of the text, so that a program is given the same arguments in whichever company it is tried.</summary>
    private static int Seed(string program) => program.Aggregate(17, (hash, c) => unchecked((hash * 31) + c));

    private static IReadOnlyDictionary<string, LoopFailure> WithRest(
        Dictionary<string, LoopFailure> failures, string[] programs, LoopJudge judge)
    {
        string[] rest = [.. programs.Where(p => !failures.ContainsKey(p))];
        return rest.Length == 0 ? failures : failures.Concat(judge(rest)).DistinctBy(f => f.Key).ToDictionary();
    }

    private static LoopFailure? InTime(Func<LoopFailure?> check)
    {
        LoopFailure? failure = null;
        Thread thread = new(Guarded) { IsBackground = true };
        thread.Start();
        return thread.Join(_longest) ? failure : new("Endless", "did not come back");

        void Guarded()
        {
            try
            {
                failure = check();
            }
            catch (Exception e)
            {
                failure = new("Harness", e.ToString());
            }
        }
    }

    private static string Line(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.GetText() is { } text
        ? text.Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()
        : "";
}
