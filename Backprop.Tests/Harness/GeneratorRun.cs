using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Tests.Harness;

/// <summary>Runs the generator over source text, in memory, and holds what came of it.</summary>
internal sealed class GeneratorRun
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is var name && (name.StartsWith("System", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll" or "Microsoft.CSharp.dll"))
            .Select(p => MetadataReference.CreateFromFile(p)),
        MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location),
    ];

    private static readonly CSharpParseOptions Preview = CSharpParseOptions.Default
        .WithLanguageVersion(LanguageVersion.Preview)
        .WithDocumentationMode(DocumentationMode.Diagnose); // as where a project writes its documentation file

    private GeneratorRun(GeneratorDriver driver, Compilation input)
    {
        Driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        Input = input;
        Output = output;
    }

    public GeneratorDriver Driver { get; }

    public Compilation Input { get; }

    public Compilation Output { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>The generated files, by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files => Result.GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    /// <summary>The one generated file.</summary>
    public string File => Files.Values.Single();

    /// <summary>
    /// Generated code suppresses every warning, for a user cannot mend it there; all the same it should draw none but those
    /// that the user's own lines draw: dead code, an obsolete member, <c>x != x</c>, a method that hides its base type's.
    /// </summary>
    private bool IsOurFault(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree is { } tree && !Input.SyntaxTrees.Contains(tree)
        && diagnostic.Id is not ("CS0108" or "CS0162" or "CS0612" or "CS0618" or "CS0652" or "CS1591" or "CS1718");

    /// <summary>What the files were written from, one a method; those whose derivation failed are left out.</summary>
    public IReadOnlyList<Generator.Differentiation.Derivative> Derivatives =>
    [
        .. Result.TrackedSteps[Generator.TrackingNames.Differentiate].SelectMany(r => r.Outputs)
            .Select(o => ((Generator.Attempt<Generator.Differentiation.Derivative>)o.Value).Value)
            .OfType<Generator.Differentiation.Derivative>(),
    ];

    /// <summary>What the generator reports, sorted by place.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => [.. Result.Diagnostics.OrderBy(d => d.Location.SourceSpan.Start)];

    /// <summary>What of that is to be seen to: what loops record is only said.</summary>
    public IReadOnlyList<Diagnostic> Warnings => [.. Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>What the compiler says of the user's code and the generated code together.</summary>
    public IReadOnlyList<Diagnostic> CompilerDiagnostics =>
        [.. Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id != "CS1701" && (!d.IsSuppressed || IsOurFault(d)))];

    public static GeneratorRun Once(
        string source,
        NullableContextOptions nullable = NullableContextOptions.Enable,
        bool checkOverflow = false,
        LanguageVersion language = LanguageVersion.Preview) =>
        Run([("Test.cs", source)], Preview.WithLanguageVersion(language), nullable, checkOverflow);

    /// <summary>Runs over several files, in this order.</summary>
    public static GeneratorRun OfFiles(params string[] sources) => OfFiles([.. sources.Select((s, i) => ($"Test{i + 1}.cs", s))]);

    /// <summary>Runs over several files, in this order.</summary>
    public static GeneratorRun OfFiles(params (string Path, string Source)[] files) => Run(files, Preview, NullableContextOptions.Enable, false);

    /// <summary>Runs again over an edited source, with what the first run cached.</summary>
    public static GeneratorRun Twice(string before, string after) => Once(before).Then(before, after);

    /// <summary>Runs again with one file's text replaced.</summary>
    public GeneratorRun Then(string before, string after)
    {
        SyntaxTree tree = Input.SyntaxTrees.First(t => t.ToString() == before);
        return new(Driver, Input.ReplaceSyntaxTree(tree, Parse(after, tree.FilePath, (CSharpParseOptions)tree.Options)));
    }

    /// <summary>Runs again with one more file.</summary>
    public GeneratorRun With(string source) => new(Driver, Input.AddSyntaxTrees(Parse(source, "More.cs", Preview)));

    /// <summary>Runs again with one more project or assembly to refer to.</summary>
    public GeneratorRun With(MetadataReference reference) => new(Driver, Input.AddReferences(reference));

    /// <summary>The reasons why a tracked step ran, in the last run.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var runs) ? [.. runs.SelectMany(r => r.Outputs).Select(o => o.Reason)] : [];

    public IReadOnlyList<IncrementalStepRunReason> OutputReasons() =>
        [.. Result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(r => r.Outputs).Select(o => o.Reason)];

    /// <summary>Loads what was compiled; fails with the compiler's words where it was not, or not without a warning.</summary>
    public Assembly Load()
    {
        Assert.True(CompilerDiagnostics.Count == 0, string.Join("\n", CompilerDiagnostics) + "\n" + string.Join("\n", Files.Values));
        return Load(Output);
    }

    /// <summary>Loads the same with other text for what was generated.</summary>
    public Assembly Load(Func<string, string> edit) => Load(Result.GeneratedSources.Select(s => s.SyntaxTree).Aggregate(
        Output, (output, tree) => output.ReplaceSyntaxTree(tree, Parse(edit(tree.ToString()), tree.FilePath, (CSharpParseOptions)tree.Options))));

    private static Assembly Load(Compilation output)
    {
        using MemoryStream stream = new();
        Assert.True(output.Emit(stream).Success);
        stream.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
    }

    private static GeneratorRun Run((string Path, string Source)[] files, CSharpParseOptions options, NullableContextOptions nullable, bool checkOverflow)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new Generator.BackpropGenerator().AsSourceGenerator()],
            parseOptions: options,
            driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Generated_" + Guid.NewGuid().ToString("N"),
            files.Select(f => Parse(f.Source, f.Path, options)),
            References,
            new(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: nullable,
                checkOverflow: checkOverflow,
                allowUnsafe: true,
                reportSuppressedDiagnostics: true,
                specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress)])); // tests' own types go without documentation
        return new(driver, compilation);
    }

    private static SyntaxTree Parse(string source, string path, CSharpParseOptions options) => CSharpSyntaxTree.ParseText(source, options, path);
}
