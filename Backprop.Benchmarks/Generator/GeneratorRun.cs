using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Backprop.Benchmarks.Generator;

internal static class GeneratorRun
{
    public static void Run()
    {
        SyntheticProject p = new(50, 20);
        var trees = p.Files.Select((f, i) => CSharpSyntaxTree.ParseText(SourceText.From(f), CSharpParseOptions.Default, $"F{i}.cs")).ToArray();
        MetadataReference[] refs = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System")).Select(p => MetadataReference.CreateFromFile(p)), MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location)];
        CSharpCompilation Fresh() => CSharpCompilation.Create("P", trees, refs, new(OutputKind.DynamicallyLinkedLibrary));
        GeneratorDriver Driver(bool track = false) => CSharpGeneratorDriver.Create([new Backprop.Generator.BackpropGenerator().AsSourceGenerator()], driverOptions: new(IncrementalGeneratorOutputKind.None, track));
        Console.WriteLine(p.Files[0].Split('\n').Length + " lines");
        var errors = Fresh().GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Take(5).ToArray();
        Console.WriteLine(string.Join("\n", errors.Select(e => e.ToString())));
        for (int i = 0; i < 8; i++)
        {
            var c = Fresh();
            var d = Driver();
            long t = Stopwatch.GetTimestamp();
            d = d.RunGenerators(c);
            Console.WriteLine($"cold {Stopwatch.GetElapsedTime(t).TotalMilliseconds:F0} ms; bound {0}");
            if (i == 0)
            {
                var r = d.GetRunResult().Results[0];
                Console.WriteLine(r.GeneratedSources.Length + " files " + r.GeneratedSources.Sum(s => s.SourceText.Length) + " chars, diags " + r.Diagnostics.Length + " ex " + r.Exception);
                foreach (var x in r.Diagnostics.Take(3)) Console.WriteLine(x);
                d.RunGeneratorsAndUpdateCompilation(Fresh(), out var outc, out _);
                foreach (var x in outc.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)) Console.WriteLine(x);
            }
        }
        foreach (bool track in (bool[])[true, false])
        {
            var c = Fresh();
            var d = Driver(track).RunGenerators(c);
            for (int i = 0; i < 12; i++)
            {
                var tree = c.SyntaxTrees[7];
                var text = tree.GetText();
                int at = text.ToString().IndexOf("i * 17") + 4;
                var c2 = c.ReplaceSyntaxTree(tree, tree.WithChangedText(text.WithChanges(new TextChange(new TextSpan(at, 0), i.ToString()))));
                long t = Stopwatch.GetTimestamp();
                d = d.RunGenerators(c2);
                Console.WriteLine($"edit {Stopwatch.GetElapsedTime(t).TotalMilliseconds:F0} ms");
                c = (CSharpCompilation)c2;
                if (track)
                {
                    var r = d.GetRunResult().Results[0];
                    foreach (var (k, s) in r.TrackedSteps) Console.WriteLine($"   {k}: {s.Sum(x => x.ElapsedTime.TotalMilliseconds):F1}  {string.Join(",", s.SelectMany(x => x.Outputs).GroupBy(o => o.Reason).Select(g => g.Key + " " + g.Count()))}");
                    foreach (var (k, s) in r.TrackedOutputSteps) Console.WriteLine($"   {k}: {s.Sum(x => x.ElapsedTime.TotalMilliseconds):F1}  {string.Join(",", s.SelectMany(x => x.Outputs).GroupBy(o => o.Reason).Select(g => g.Key + " " + g.Count()))}");
                }
            }
        }
    }
}
