using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Tests.Harness;

/// <summary>Files of a project in a workspace, what the generator reports in them, and what a light bulb makes of them.</summary>
internal sealed class CodeFixRun
{
    private readonly Project _project;
    private readonly Compilation _compilation;

    private CodeFixRun(Project project)
    {
        _project = project;
        Compilation input = project.GetCompilationAsync().Result!;
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new Generator.BackpropGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)project.ParseOptions!);
        driver.RunGeneratorsAndUpdateCompilation(input, out _compilation, out ImmutableArray<Diagnostic> found);
        Diagnostics = [.. found.OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>What the generator reports, by file and place.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The files' text, in the order in which they were given.</summary>
    public IReadOnlyList<string> Files => [.. _project.Documents.Select(d => d.GetTextAsync().Result.ToString())];

    /// <summary>The only file's text.</summary>
    public string File => Files.Single();

    public static CodeFixRun Over(params string[] files)
    {
        Compilation settings = GeneratorRun.Once("").Input;
        Project project = new AdhocWorkspace().AddProject("Test", LanguageNames.CSharp)
            .WithCompilationOptions(settings.Options)
            .WithParseOptions(settings.SyntaxTrees.First().Options)
            .WithMetadataReferences(settings.References);
        foreach ((int number, string file) in files.Index())
        {
            project = project.AddDocument($"File{number}.cs", file, filePath: $"/Test/File{number}.cs").Project;
        }

        return new(project);
    }

    /// <summary>What a light bulb at the diagnostic offers.</summary>
    public IReadOnlyList<CodeAction> Offers(CodeFixProvider provider, Diagnostic diagnostic)
    {
        List<CodeAction> offered = [];
        Assert.Contains(diagnostic.Id, provider.FixableDiagnosticIds);
        CodeFixContext context = new(DocumentOf(diagnostic), diagnostic, (action, _) => offered.Add(action), CancellationToken.None);
        provider.RegisterCodeFixesAsync(context).Wait();
        return offered;
    }

    /// <summary>Applies the one fix that is offered for the first diagnostic of the provider's kind.</summary>
    public CodeFixRun Apply(CodeFixProvider provider) =>
        After(Assert.Single(Offers(provider, Diagnostics.First(d => provider.FixableDiagnosticIds.Contains(d.Id)))));

    /// <summary>Applies the fixes of all diagnostics of the provider's kind, asked for in the first file.</summary>
    public CodeFixRun ApplyAll(CodeFixProvider provider, FixAllScope scope)
    {
        string key = Offers(provider, Diagnostics.First(d => provider.FixableDiagnosticIds.Contains(d.Id)))[0].EquivalenceKey!;
        FixAllContext context = new(
            _project.Documents.First(), provider, scope, key, provider.FixableDiagnosticIds, new Reported(this), CancellationToken.None);
        return After(provider.GetFixAllProvider()!.GetFixAsync(context).Result!);
    }

    /// <summary>Loads the project; fails where anything is still wrong with it.</summary>
    public Assembly Load()
    {
        IEnumerable<Diagnostic> wrong = Diagnostics.Concat(_compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id != "CS1701"));
        Assert.True(!wrong.Any(), string.Join("\n", wrong.Concat<object>(Files)));
        using MemoryStream stream = new();
        Assert.True(_compilation.Emit(stream).Success);
        stream.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
    }

    private CodeFixRun After(CodeAction action)
    {
        CodeActionOperation operation = Assert.Single(action.GetOperationsAsync(CancellationToken.None).Result);
        return new(Assert.IsType<ApplyChangesOperation>(operation).ChangedSolution.GetProject(_project.Id)!);
    }

    /// <summary>A generator's diagnostic stands in no syntax tree: as an editor does, this finds its document by the path.</summary>
    private Document DocumentOf(Diagnostic diagnostic) =>
        _project.GetDocument(_project.Solution.GetDocumentIdsWithFilePath(diagnostic.Location.GetLineSpan().Path).Single())!;

    private sealed class Reported(CodeFixRun run) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(run.Diagnostics.Where(d => run.DocumentOf(d).Id == document.Id));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(run.Diagnostics);
    }
}
