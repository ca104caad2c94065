using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>Which names for arrays a loop gives to other arrays, and which names may come to stand for the same one by that.</summary>
internal sealed class Renamings
{
    private readonly Dictionary<ISymbol, ISymbol> _others = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _renamed = new(SymbolEqualityComparer.Default), _given = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IMethodSymbol> _returning = new(SymbolEqualityComparer.Default);
    private readonly HashSet<(ISymbol Method, ILoopOperation Around)> _met = [];
    private readonly ReadingContext _context;

    /// <param name="loop">The loop.</param>
    /// <param name="context">Knows the methods that are read in the place of their calls: what they do to their parameters, they do to their arguments.</param>
    public Renamings(IOperation loop, ReadingContext context)
    {
        _context = context;
        IEnumerable<IOperation?> again = loop is IForLoopOperation counted ? [counted.Condition, counted.Body, .. counted.AtLoopBottom] : [loop]; // what is done once is done before
        foreach (IOperation part in again.OfType<IOperation>())
        {
            Walk(part, []);
        }
    }

    /// <summary>All names that arrays go to or come from, in groups between which they do not change.</summary>
    public IEnumerable<List<ISymbol>> Groups => _others.Keys.GroupBy(Root, SymbolEqualityComparer.Default).Select(g => g.ToList()).Where(g => g.Exists(_renamed.Contains));

    /// <summary>Whether a name is given to another array in a loop that finds it with one.</summary>
    public bool IsRenamed(ISymbol name) => _renamed.Contains(name);

    /// <param name="code">What is looked through.</param>
    /// <param name="around">The loops around the call in whose place it stands.</param>
    private void Walk(IOperation code, ILoopOperation[] around)
    {
        foreach (IOperation operation in code.DescendantsAndSelf())
        {
            switch (operation)
            {
                case ISimpleAssignmentOperation assignment:
                    Assign(assignment.Target, assignment.Value, around);
                    break;
                case IDeconstructionAssignmentOperation { Target: var target, Value: var value } when AssignmentReader.Tuple(target) is { } targets && AssignmentReader.Tuple(value) is { } values:
                    for (int i = 0; i < targets.Elements.Length && i < values.Elements.Length; i++)
                    {
                        Assign(targets.Elements[i], values.Elements[i], around);
                    }

                    break;
                case IVariableDeclaratorOperation { Symbol: { } local } declarator when IsArray(local.Type) && declarator.GetVariableInitializer() is { } initializer:
                    Join(local, initializer.Value);
                    break;
                case IInvocationOperation call when Body(call) is { } body:
                    Call(call, body, around);
                    break;
            }
        }
    }

    private void Call(IInvocationOperation call, IOperation body, ILoopOperation[] around)
    {
        foreach (IArgumentOperation argument in call.Arguments.Where(a => IsArray(a.Value.Type)))
        {
            Join(HelperReader.Implementation(call.TargetMethod).Parameters[argument.Parameter!.Ordinal], argument.Value);
        }

        ILoopOperation[] inside = [.. Loops(call).Concat(around)];
        if (inside.Count(l => _met.Add((HelperReader.Implementation(call.TargetMethod), l))) > 0)
        {
            Walk(body, inside);
        }
    }

    /// <summary>What is read in the place of a call; null where the call stays one.</summary>
    private IOperation? Body(IInvocationOperation call) => _context.LocalFunctions.TryGetValue(call.TargetMethod, out IOperation function) ? function
        : call.TargetMethod.MethodKind != MethodKind.LocalFunction && call.Arguments.Any(a => IsArray(a.Value.Type)) && HelperReader.HasSource(call.TargetMethod, _context.Compilation)
            && _context.Helpers.IsReadInPlace(call.TargetMethod)
        ? _context.Helpers.Body(call.TargetMethod)
        : null;

    private void Assign(IOperation target, IOperation value, ILoopOperation[] around)
    {
        if (!IsArray(target.Type) || Name(target) is not { } name)
        {
            return;
        }

        Join(name, value);
        if (Loops(target).Concat(around).Any(l => !Declares(l, name)))
        {
            _renamed.Add(name);
        }
    }

    private static IEnumerable<ILoopOperation> Loops(IOperation operation)
    {
        for (IOperation? around = operation.Parent; around is not null; around = around.Parent)
        {
            if (around is ILoopOperation loop)
            {
                yield return loop;
            }
        }
    }

    /// <summary>Whether a name is a new one in each iteration.</summary>
    private static bool Declares(ILoopOperation loop, ISymbol name) => name.DeclaringSyntaxReferences.Any(d => d.SyntaxTree == loop.Syntax.SyntaxTree
        && loop.Syntax.Span.Contains(d.Span) && !(loop is IForLoopOperation { Before: var before } && before.Any(b => b.Syntax.Span.Contains(d.Span))));

    /// <summary>Whether an array comes to a name that has had none before the loop.</summary>
    public bool IsGivenNew(ISymbol name) => _given.Contains(name);

    private void Join(ISymbol name, IOperation value)
    {
        if (MayBeNew(value))
        {
            _given.Add(name);
        }

        foreach (ISymbol other in Sources(value).Append(name))
        {
            _others[Root(other)] = Root(name);
        }
    }

    private ISymbol Root(ISymbol name)
    {
        while (_others.TryGetValue(name, out ISymbol other) && !SymbolEqualityComparer.Default.Equals(other, name))
        {
            name = other;
        }

        return name;
    }

    private static ISymbol? Name(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IDeclarationExpressionOperation declared => Name(declared.Expression),
        _ => null,
    };

    /// <summary>The names whose arrays a value may be, or be a part of.</summary>
    private IEnumerable<ISymbol> Sources(IOperation value) => value switch
    {
        _ when !IsArray(value.Type) => [],
        _ when Name(value) is { } name => [name],
        IConversionOperation conversion => Sources(conversion.Operand),
        IParenthesizedOperation inner => Sources(inner.Operand),
        IConditionalOperation { WhenFalse: { } otherwise } choice => [.. Sources(choice.WhenTrue), .. Sources(otherwise)],
        ISwitchExpressionOperation choice => choice.Arms.SelectMany(a => Sources(a.Value)),
        ISimpleAssignmentOperation assignment => [.. Sources(assignment.Target), .. Sources(assignment.Value)],
        IPropertyReferenceOperation { Instance: { } whole } => Sources(whole),
        IImplicitIndexerReferenceOperation part => Sources(part.Instance),
        IInvocationOperation { TargetMethod.Name: "Slice" or "AsSpan" or "AsMemory" } call => Sources(call.Instance ?? call.Arguments[0].Value),
        IInvocationOperation call when Body(call) is { } body => Returned(call.TargetMethod, body),
        _ => [],
    };

    private bool MayBeNew(IOperation value) => value switch
    {
        IConversionOperation conversion => MayBeNew(conversion.Operand),
        IParenthesizedOperation inner => MayBeNew(inner.Operand),
        IConditionalOperation { WhenFalse: { } otherwise } choice => MayBeNew(choice.WhenTrue) || MayBeNew(otherwise),
        ISwitchExpressionOperation choice => choice.Arms.Any(a => MayBeNew(a.Value)),
        _ => !Sources(value).Any(),
    };

    private IEnumerable<ISymbol> Returned(IMethodSymbol method, IOperation body)
    {
        if (!_returning.Add(method))
        {
            return []; // it calls itself
        }

        List<ISymbol> sources = [.. body.Descendants().OfType<IReturnOperation>().Where(r => r.ReturnedValue is not null).SelectMany(r => Sources(r.ReturnedValue!))];
        _returning.Remove(method);
        return sources;
    }

    /// <summary>Tensors are copied where a name changes.</summary>
    private static bool IsArray(ITypeSymbol? type) => type.IsArray() && !type.IsTensor();
}
