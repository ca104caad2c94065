using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Tests.Language.Fuzzing;

/// <summary>
/// Runs C# from the compiler's own operations, with dual numbers for reals: what a method returns, and its gradient, worked
/// out without the generator. Whole numbers, truth values and characters are boxed.
/// </summary>
/// <param name="bodies">Those of the compilation, where several interpreters share them.</param>
internal sealed partial class Interpreter(Compilation compilation, CancellationToken cancel, Bodies? bodies = null)
{
    private const int MostSteps = 100_000;

    private readonly Bodies _bodies = bodies ?? new(compilation);
    private readonly Dictionary<IMethodSymbol, ILocalFunctionOperation> _localFunctions = new(SymbolEqualityComparer.Default);
    private Dictionary<ISymbol, object?> _values = new(SymbolEqualityComparer.Default);
    private int _parameters;
    private int _steps;

    private enum Signal { Next, Break, Continue, Return }

    /// <summary>A kink was met: whatever the gradient is there, it is a convention.</summary>
    public bool HasKink { get; private set; }

    /// <summary>A float was met, so slopes have few digits.</summary>
    public bool HasSingle { get; private set; }

    private object? Returned { get; set; }

    /// <summary>What the last run's method was given, with what it has left in the arrays.</summary>
    public IReadOnlyList<object?> Arguments { get; private set; } = [];

    /// <summary>
    /// The result of a method; its slopes are by the real parameters that are not taken out, and by each element of their
    /// arrays, in order.
    /// </summary>
    /// <exception cref="ExcessException">The method may never end.</exception>
    public Dual Run(IMethodSymbol method, IReadOnlyList<object?> arguments)
    {
        bool[] isActive = [.. method.Parameters.Select(IsActive)];
        _parameters = arguments.Where((_, i) => isActive[i]).Sum(Count);
        int next = 0;
        Arguments = [.. arguments.Select((argument, i) => Own(argument, isActive[i], ref next))];
        HasSingle |= method.Parameters.Any(p => Leaf(p.Type).SpecialType == SpecialType.System_Single);
        object?[] passed = [.. Arguments.Select((a, i) => a is Elements ? Reshaped(a, method.Parameters[i].Type) : a)];
        return (Dual)Call(method, passed)!;
    }

    private static bool IsActive(IParameterSymbol parameter) =>
        IsReal(Leaf(parameter.Type)) && !parameter.GetAttributes().Any(a => a.AttributeClass!.Name == nameof(NonDifferentiableAttribute));

    private static int Count(object? argument) => argument is Array array ? array.Cast<object>().Sum(Count) : 1;

    /// <summary>A real argument as the interpreter's own.</summary>
    private object? Own(object? argument, bool isActive, ref int next)
    {
        int index = next;
        object? own = argument is Array array
            ? Elements.From(array, Constant(0), item => Scalar(item, isActive, ref index))
            : Scalar(argument, isActive, ref index);
        next = index;
        return own;
    }

    private object? Scalar(object? argument, bool isActive, ref int next) => argument switch
    {
        double or float when isActive => Dual.Parameter(Convert.ToDouble(argument), next++, _parameters),
        double or float => Constant(Convert.ToDouble(argument)),
        Enum kind => Convert.ToInt32(kind),
        _ => argument,
    };

    private static bool IsReal(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    private Dual Constant(double value) => Dual.Constant(value, _parameters);

    /// <summary>A method of the program, its variables its own.</summary>
    private object? Call(IMethodSymbol method, IReadOnlyList<object?> arguments)
    {
        Dictionary<ISymbol, object?> outer = _values;
        _values = new(SymbolEqualityComparer.Default);
        object? result = Call(method, _bodies.Of(method, cancel), arguments);
        _values = outer;
        return result;
    }

    private object? Call(IMethodSymbol method, IBlockOperation body, IReadOnlyList<object?> arguments)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            _values[parameter] = arguments[parameter.Ordinal];
        }

        Returned = null;
        Run(body);
        object? result = Returned;
        Returned = null;
        return result;
    }

    private Signal Run(IEnumerable<IOperation> statements)
    {
        foreach (IOperation statement in statements)
        {
            if (Run(statement) is var signal and not Signal.Next)
            {
                return signal;
            }
        }

        return Signal.Next;
    }

    private Signal Run(IOperation statement)
    {
        if (++_steps > MostSteps)
        {
            throw new ExcessException();
        }

        switch (statement)
        {
            case IBlockOperation block:
                foreach (ILocalFunctionOperation function in block.Operations.OfType<ILocalFunctionOperation>())
                {
                    _localFunctions[function.Symbol] = function;
                }

                return Run(block.Operations);
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(d => d.Declarators))
                {
                    if (declarator.GetVariableInitializer() is { } initializer)
                    {
                        _values[declarator.Symbol] = Evaluate(initializer.Value);
                    }
                }

                return Signal.Next;
            case IExpressionStatementOperation expression:
                Evaluate(expression.Operation);
                return Signal.Next;
            case IConditionalOperation branch:
                return Test(branch.Condition) ? Run(branch.WhenTrue) : branch.WhenFalse is { } otherwise ? Run(otherwise) : Signal.Next;
            case ISwitchOperation choice:
                return Run(choice);
            case ILoopOperation loop:
                return Run(loop);
            case IReturnOperation { ReturnedValue: var value }:
                Returned = value is null ? null : Evaluate(value);
                return Signal.Return;
            case IBranchOperation { BranchKind: BranchKind.Break }:
                return Signal.Break;
            case IBranchOperation { BranchKind: BranchKind.Continue }:
                return Signal.Continue;
            case IThrowOperation { Exception: { } exception }:
                throw Exception(exception);
            case ILocalFunctionOperation or IEmptyOperation:
                return Signal.Next;
            default:
                throw new NotSupportedException($"{statement.Kind}: {statement.Syntax}");
        }
    }

    private Signal Run(ISwitchOperation choice)
    {
        object? value = Evaluate(choice.Value);
        ISwitchCaseOperation? section = choice.Cases.FirstOrDefault(c => c.Clauses.Any(l => Fits(value, l)))
            ?? choice.Cases.FirstOrDefault(c => c.Clauses.Any(l => l is IDefaultCaseClauseOperation));
        foreach (ILocalFunctionOperation function in choice.Cases.SelectMany(c => c.Body).OfType<ILocalFunctionOperation>())
        {
            _localFunctions[function.Symbol] = function;
        }

        Signal signal = section is null ? Signal.Next : Run(section.Body);
        return signal == Signal.Break ? Signal.Next : signal;
    }

    private static Exception Exception(IOperation creation)
    {
        ITypeSymbol type = creation is IConversionOperation { Operand: { } operand } ? operand.Type! : creation.Type!;
        return type.Name switch
        {
            nameof(ArgumentException) => new ArgumentException(),
            nameof(InvalidOperationException) => new InvalidOperationException(),
            _ => throw new NotSupportedException(type.Name),
        };
    }
}

/// <summary>An interpreted method took more time or memory than any random program should: compiled, it might never come back.</summary>
internal sealed class ExcessException : Exception;
