using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>Where the loops of a function stand in the user's source, and which of them are in a method marked [Checkpoint].</summary>
internal sealed class Marks(ReadingContext context)
{
    private readonly List<LoopPlace> _loops = [];
    private readonly List<Spot> _marks = [];
    private string? _elsewhere;
    private bool _knowsElsewhere;

    /// <summary>What has been met so far.</summary>
    public Places Places => new(_loops.ToEquatableArray(), _marks.ToEquatableArray());

    /// <summary>Remembers the mark of a method whose body is read from here on.</summary>
    public void Enter(IMethodSymbol method)
    {
        if (SpotOf(method) is { } spot && !_marks.Contains(spot))
        {
            _marks.Add(spot);
        }
    }

    /// <summary>A loop as IR, once its body is read.</summary>
    public Loop Place(Loop loop, ILoopOperation? source)
    {
        if (source is null)
        {
            return loop; // no loop of the user's
        }

        _loops.Add(new(loop.Id, Spot.At(Keyword(source.Syntax).GetLocation())));
        IMethodSymbol method = context.Inlined.Count > 0 ? context.Inlined.Peek() : context.Method;
        return SpotOf(method) is not { } spot ? loop : loop with { Checkpoint = new(_marks.IndexOf(spot), Obstacle(loop, source)) };
    }

    private static SyntaxToken Keyword(SyntaxNode loop) => loop.GetFirstToken() is var first && first.IsKind(SyntaxKind.AwaitKeyword) ? first.GetNextToken() : first;

    private static Spot? SpotOf(IMethodSymbol method) => method.GetAttributes().FirstOrDefault(IsMark)?.ApplicationSyntaxReference is { } mark
        ? Spot.At(mark.SyntaxTree.GetLocation(mark.Span))
        : null;

    private static bool IsMark(AttributeData attribute) =>
        attribute.AttributeClass is { Name: "CheckpointAttribute", ContainingNamespace: { Name: "Backprop", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>What would happen twice if the loop ran twice, or come out otherwise the second time.</summary>
    private string? Obstacle(Loop loop, ILoopOperation source)
    {
        if (Once(source) is { } own)
        {
            return $"'{own}' leaves something behind, or may give something else when it is run again";
        }

        bool looksOutside = Traversal.All(loop.Body).Where(s => s is not Throw).SelectMany(Traversal.Expressions).Append(loop.Test)
            .SelectMany(e => e.Walk()).Any(n => n is Symbol or Opaque);
        if (!looksOutside)
        {
            return null;
        }

        if (!_knowsElsewhere)
        {
            (_knowsElsewhere, _elsewhere) = (true, context.Helpers.Body(context.Method) is { } body ? Once(body) : null);
        }

        return _elsewhere is null ? null : $"'{_elsewhere}' may change what it reads before it is run again";
    }

    private string? Once(IOperation operation) => new Purity(context.Compilation, context.Cancel, mayFill: true, mustRepeat: true).Leak(operation)?.Arguments[0];
}
