using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Tests.Language.Fuzzing;

/// <summary>
/// Runs C# from the compiler's own operations, with dual numbers for reals: what a method returns, and its gradient, worked
/// out without the generator. Whole numbers, truth values and characters are boxed.
/// </summary>
internal sealed partial class Interpreter(Compilation compilation, CancellationToken cancel)
{
    private readonly Dictionary<IMethodSymbol, ILocalFunctionOperation> _localFunctions = new(SymbolEqualityComparer.Default);
    private Dictionary<ISymbol, object?> _values = new(SymbolEqualityComparer.Default);
    private int _parameters;

    private enum Signal { Next, Break, Return }

    /// <summary>A kink was met: whatever the gradient is there, it is a convention.</summary>
    public bool HasKink { get; private set; }

    /// <summary>A float was met, so slopes have few digits.</summary>
    public bool HasSingle { get; private set; }

    private object? Returned { get; set; }

    /// <summary>The result of a method; its slopes are by the real parameters that are not taken out, in order.</summary>
    public Dual Run(IMethodSymbol method, IReadOnlyList<object?> arguments)
    {
        bool[] isActive = [.. method.Parameters.Select(p => IsReal(p.Type) && !p.GetAttributes().Any(a => a.AttributeClass!.Name == nameof(NonDifferentiableAttribute)))];
        _parameters = isActive.Count(active => active);
        int next = 0;
        List<object?> values = [];
        for (int i = 0; i < arguments.Count; i++)
        {
            values.Add(arguments[i] switch
            {
                double or float when isActive[i] => Dual.Parameter(Convert.ToDouble(arguments[i]), next++, _parameters),
                double or float => Constant(Convert.ToDouble(arguments[i])),
                Enum kind => Convert.ToInt32(kind),
                var other => other,
            });
        }

        HasSingle |= method.Parameters.Any(p => p.Type.SpecialType == SpecialType.System_Single);
        return (Dual)Call(method, values)!;
    }

    private static bool IsReal(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    private Dual Constant(double value) => Dual.Constant(value, _parameters);

    /// <summary>A method of the program, its variables its own.</summary>
    private object? Call(IMethodSymbol method, IReadOnlyList<object?> arguments)
    {
        SyntaxNode declaration = method.DeclaringSyntaxReferences[0].GetSyntax(cancel);
        IMethodBodyBaseOperation body = (IMethodBodyBaseOperation)compilation.GetSemanticModel(declaration.SyntaxTree).GetOperation(declaration, cancel)!;
        Dictionary<ISymbol, object?> outer = _values;
        _values = new(SymbolEqualityComparer.Default);
        object? result = Call(method, body.BlockBody ?? body.ExpressionBody!, arguments);
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
            case IReturnOperation { ReturnedValue: var value }:
                Returned = value is null ? null : Evaluate(value);
                return Signal.Return;
            case IBranchOperation { BranchKind: BranchKind.Break }:
                return Signal.Break;
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
        return signal == Signal.Return ? signal : Signal.Next;
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
