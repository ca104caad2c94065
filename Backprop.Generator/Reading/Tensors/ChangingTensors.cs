using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading.Tensors;

/// <summary>
/// Names that stand for one tensor or another: a local, or a parameter, that a loop or a branch gives a new tensor. Such a name has memory
/// of its own, into which each of its tensors is copied; so all that follows knows one array that changes, and records what it must.
/// </summary>
internal sealed class ChangingTensors(ReadingContext context)
{
    private readonly Dictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Expression> _memories = new(SymbolEqualityComparer.Default);

    /// <summary>What a name stands for from its declaration on: its own memory, where it is one that changes.</summary>
    /// <param name="symbol">The local or parameter.</param>
    /// <param name="tensor">What it is given first.</param>
    /// <param name="scope">What the name is known in.</param>
    public Expression Declare(ISymbol symbol, Expression tensor, IOperation scope)
    {
        return IsChanging(symbol, scope) ? _memories[symbol] = Copied(tensor, symbol.Name)
            : symbol is not IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.LocalFunction } } ? Kept(tensor, symbol.Name)
            : tensor; // of a parameter, nobody changes what the caller's name stands for meanwhile
    }

    /// <summary>What a tensor is now, under another name: of one that changes, a copy.</summary>
    public Expression Kept(Expression tensor, string name) => _memories.ContainsValue(tensor) ? Copied(tensor, name) : tensor;

    private Expression Copied(Expression tensor, string name)
    {
        if (context.Tensors.ShapeOf(tensor) is not { } shape)
        {
            return tensor;
        }

        Expression own = context.Tensors.New(shape, tensor.Type.Element!, name);
        Copy(tensor, own);
        return own;
    }

    /// <summary>Copies what a name is given into its memory; null where it has none, and simply stands for what it is given.</summary>
    public Expression? Assign(ISymbol symbol, Expression tensor, IOperation at)
    {
        if (!_memories.TryGetValue(symbol, out Expression own) || context.Tensors.ShapeOf(own) is not { } shape)
        {
            return null;
        }

        if (at.Parent is not IExpressionStatementOperation)
        {
            context.Tensors.Refuse(at, "what stands before it in the expression may be the tensor that it replaces", "make it a statement of its own");
        }
        else if (context.Tensors.ShapeOf(tensor) is { } given && shape.Difference(given) is { } difference)
        {
            context.Refuse(at, Descriptors.ShapesDiffer, symbol.Name, $"{given} in place of {shape}", difference);
        }
        else if (!tensor.Equals(own))
        {
            Copy(tensor, own);
        }

        return own;
    }

    private void Copy(Expression from, Expression to) =>
        context.Loops.Count("i", new Length(to, null), i => context.Arrays.Write(to, [i], context.Arrays.Element(from, i)));

    /// <summary>Whether a loop or a branch within its scope gives the name a new tensor.</summary>
    private bool IsChanging(ISymbol symbol, IOperation scope)
    {
        if (!_known.TryGetValue(symbol, out bool changes))
        {
            _known[symbol] = changes = scope.Descendants().OfType<ISimpleAssignmentOperation>().Any(a => IsTo(a.Target, symbol) && IsInside(a, scope));
        }

        return changes;
    }

    private static bool IsTo(IOperation target, ISymbol symbol) =>
        SymbolEqualityComparer.Default.Equals((target as ILocalReferenceOperation)?.Local ?? (ISymbol?)(target as IParameterReferenceOperation)?.Parameter, symbol);

    private static bool IsInside(IOperation assignment, IOperation scope)
    {
        for (IOperation? around = assignment.Parent; around is not null && around != scope; around = around.Parent)
        {
            if (around is ILoopOperation or IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation or ITryOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }
}
