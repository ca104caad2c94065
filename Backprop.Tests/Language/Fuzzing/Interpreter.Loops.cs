using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Tests.Language.Fuzzing;

/// <content>Loops, and what leaves them.</content>
internal sealed partial class Interpreter
{
    private Signal Run(ILoopOperation loop) => loop switch
    {
        IForLoopOperation counted => Run(counted),
        IWhileLoopOperation tested => Run(tested),
        IForEachLoopOperation walk => Run(walk),
        _ => throw new NotSupportedException(loop.LoopKind.ToString()),
    };

    private Signal Run(IForLoopOperation loop)
    {
        for (Run(loop.Before); loop.Condition is null || Test(loop.Condition); Run(loop.AtLoopBottom))
        {
            if (Run(loop.Body) is var signal && Leaves(signal))
            {
                return After(signal);
            }
        }

        return Signal.Next;
    }

    private Signal Run(IWhileLoopOperation loop)
    {
        while (!loop.ConditionIsTop || Test(loop.Condition!))
        {
            if (Run(loop.Body) is var signal && Leaves(signal))
            {
                return After(signal);
            }

            if (!loop.ConditionIsTop && !Test(loop.Condition!))
            {
                break;
            }
        }

        return Signal.Next;
    }

    /// <summary>Each element is read when its turn comes: the body may have written it.</summary>
    private Signal Run(IForEachLoopOperation loop)
    {
        object? collection = Evaluate(loop.Collection);
        Memory<object?> items = collection is View view ? view.Items : ((Elements)collection!).Items;
        IVariableDeclaratorOperation variable = (IVariableDeclaratorOperation)loop.LoopControlVariable;
        for (int i = 0; i < items.Length; i++)
        {
            _values[variable.Symbol] = ConvertTo(items.Span[i], variable.Symbol.Type, false);
            if (Run(loop.Body) is var signal && Leaves(signal))
            {
                return After(signal);
            }
        }

        return Signal.Next;
    }

    private static bool Leaves(Signal signal) => signal is Signal.Break or Signal.Return;

    /// <summary>What is left of a signal outside the loop that it has left.</summary>
    private static Signal After(Signal signal) => signal == Signal.Return ? signal : Signal.Next;
}
