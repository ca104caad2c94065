using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Backprop.Benchmarks.Generator;

/// <summary>Times the generator on a project of 1,000 annotated methods: cold, and after edits; beside each, what the compiler alone takes to bind them.</summary>
internal static class GeneratorRun
{
    private const int Files = 50, MethodsPerFile = 20, Rounds = 8;

    /// <summary>An edit in a method that nobody differentiates; of the same length, so that nothing moves.</summary>
    private const string Before = "i * 17", After = "i * 18";

    public static void Run()
    {
        SyntaxTree[] trees = [.. new SyntheticProject(Files, MethodsPerFile).Files.Select((text, i) => CSharpSyntaxTree.ParseText(SourceText.From(text), path: $"Formulas{i}.cs"))];
        Console.WriteLine($"{Files * MethodsPerFile} annotated methods of 20 lines in {Files} files");
        GeneratorDriver driver = Driver().RunGenerators(Project(trees));
        Console.WriteLine($"written: {driver.GetRunResult().GeneratedTrees.Sum(t => t.GetText().Lines.Count):N0} lines");

        double cold = Fastest(() => Driver(), d => d.RunGenerators(Project(trees)));
        double binding = Fastest(() => Project(trees), Bind);
        CSharpCompilation project = Project(trees);
        double edit = Fastest(() => (Driver: Driver().RunGenerators(project), Edited: Edit(project)), p => p.Driver.RunGenerators(p.Edited));
        Console.WriteLine();
        Console.WriteLine("| what                                                      |    ms |");
        Console.WriteLine("|-----------------------------------------------------------|------:|");
        Console.WriteLine($"| cold: bind, read, differentiate and write all             | {cold,5:F0} |");
        Console.WriteLine($"| of which the compiler binds the methods                   | {binding,5:F0} |");
        Console.WriteLine($"| after an edit in an unannotated method: bind and read all | {edit,5:F0} |");
        Console.WriteLine();
        Console.WriteLine($"after the edit {Rewritten(project)} of {Files} files were written again");
    }

    private static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        new Backprop.Generator.BackpropGenerator());

    private static CSharpCompilation Project(SyntaxTree[] trees) => CSharpCompilation.Create("Synthetic", trees, References(), new(OutputKind.DynamicallyLinkedLibrary));

    private static MetadataReference[] References() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p)),
        MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location),
    ];

    private static Compilation Edit(Compilation project)
    {
        SyntaxTree tree = project.SyntaxTrees.First();
        SourceText text = tree.GetText();
        TextChange change = new(new(text.ToString().IndexOf(Before, StringComparison.Ordinal), Before.Length), After);
        return project.ReplaceSyntaxTree(tree, tree.WithChangedText(text.WithChanges(change)));
    }

    /// <summary>The files whose text is another object than before the edit.</summary>
    private static int Rewritten(Compilation project)
    {
        GeneratorDriver before = Driver().RunGenerators(project), after = before.RunGenerators(Edit(project));
        return Texts(before).Zip(Texts(after)).Count(pair => !ReferenceEquals(pair.First, pair.Second));
    }

    private static IEnumerable<SourceText> Texts(GeneratorDriver driver) => driver.GetRunResult().Results.Single().GeneratedSources.Select(s => s.SourceText);

    /// <summary>What no generator that looks into methods can do without.</summary>
    private static void Bind(CSharpCompilation project)
    {
        foreach (SyntaxTree tree in project.SyntaxTrees)
        {
            SemanticModel model = project.GetSemanticModel(tree);
            foreach (MethodDeclarationSyntax method in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                _ = model.GetOperation(method);
            }
        }
    }

    /// <summary>The fastest of some rounds, in milliseconds; what a round starts from is made before its time begins.</summary>
    private static double Fastest<T>(Func<T> prepare, Action<T> run) => Enumerable.Range(0, Rounds).Min(_ =>
    {
        T start = prepare();
        GC.Collect();
        long begin = Stopwatch.GetTimestamp();
        run(start);
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    });
}
