using Backprop.Generator.Diagnostics;
using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;
using Backprop.Generator.Reading;
using Backprop.Generator.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Generator;

/// <summary>From methods marked [Differentiable] to their gradients: read, check, differentiate, optimize, write.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class BackpropGenerator : IIncrementalGenerator
{
    /// <summary>Lays out the pipeline. Each step takes and gives values, so what did not change is not done again.</summary>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ReadMethod> methods = context.SyntaxProvider
            .ForAttributeWithMetadataName(MethodReader.AttributeName, static (node, _) => node is MethodDeclarationSyntax, MethodReader.Read)
            .WithTrackingName(TrackingNames.Read);

        IncrementalValuesProvider<EquatableArray<Problem>> custom = context.SyntaxProvider
            .ForAttributeWithMetadataName(CustomDerivatives.AttributeName, static (_, _) => true, CustomDerivatives.Check)
            .WithTrackingName(TrackingNames.CustomDerivatives);

        // A problem of a helper is met by every method that calls it, and told once.
        IncrementalValuesProvider<Problem> problems = methods
            .Select(static (method, _) => method.Problems)
            .WithTrackingName(TrackingNames.Problems)
            .Collect()
            .Combine(custom.Collect())
            .SelectMany(static (all, _) => all.Left.Concat(all.Right).SelectMany(found => found).Distinct());
        context.RegisterSourceOutput(problems, static (output, problem) => output.ReportDiagnostic(problem.ToDiagnostic()));

        // A problem's place moves with every line typed above it; the method's meaning does not.
        IncrementalValuesProvider<ReadMethod> readable = methods
            .Where(static method => method.Function is not null)
            .Select(static (method, _) => method.Placeless);

        IncrementalValuesProvider<Attempt<Derivative>> derivatives = readable
            .Combine(readable.Collect().Select(Ahead.Run))
            .Select(static (pair, cancel) => Ahead.Differentiate(pair.Left, cancel))
            .WithTrackingName(TrackingNames.Differentiate);

        // What is said of loops is known once they are differentiated, and where they stand since they were read.
        IncrementalValuesProvider<Problem> remarks = methods
            .Where(static method => method.Function is not null)
            .Select(static (method, _) => method.Places)
            .Collect()
            .Combine(derivatives.Select(static (attempt, _) => attempt.Value?.Remarks ?? Remarks.None).Collect())
            .SelectMany(static (all, _) => LoopProblems.Of(all.Left, all.Right))
            .WithTrackingName(TrackingNames.Remarks);
        context.RegisterSourceOutput(remarks, static (output, problem) => output.ReportDiagnostic(problem.ToDiagnostic()));

        IncrementalValuesProvider<Attempt<MemberTexts>> written = derivatives
            .Select(static (attempt, _) => Ahead.Write(attempt))
            .WithTrackingName(TrackingNames.Write);
        context.RegisterSourceOutput(written.Where(static attempt => attempt.Failure is not null), static (output, attempt) =>
            output.ReportDiagnostic(Diagnostic.Create(Descriptors.Failed, Location.None, attempt.Failure)));

        IncrementalValuesProvider<FileText> files = written
            .SelectMany(static (attempt, _) => attempt.Value?.Members ?? EquatableArray<MemberText>.Empty)
            .Collect()
            .SelectMany(static (all, _) => FileText.ByType(all))
            .WithTrackingName(TrackingNames.Files);
        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.HintName, file.Text));
    }
}
