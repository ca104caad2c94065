using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading.Tensors;

/// <summary>
/// Tensors as memory with a shape: what C# does with a tensor becomes loops and calls on its elements, row after row, so that all
/// that follows knows arrays only. Shapes are held to each other here.
/// </summary>
internal sealed class TensorReader
{
    private readonly ReadingContext _context;
    private readonly Dictionary<Expression, Shape> _shapes = [];

    public TensorReader(ReadingContext context)
    {
        _context = context;
        Declared = new(context);
        Elements = new(context);
        Changing = new(context);
    }

    /// <summary>What parameters say of their shapes.</summary>
    public ShapeReader Declared { get; }

    /// <summary>Names that stand for one tensor or another.</summary>
    public ChangingTensors Changing { get; }

    /// <summary>Loops over elements.</summary>
    public Elementwise Elements { get; }

    /// <summary>
    /// The tensors among a method's parameters, whose memory is as long as their shapes say. Dimensions that are only named become
    /// parameters too.
    /// </summary>
    public EquatableArray<Shaped> Enter(IMethodSymbol method, List<Parameter> parameters, IOperation body)
    {
        List<Shaped> tensors = [];
        foreach ((IParameterSymbol parameter, Variable memory) in method.Parameters.Zip(parameters.ToList(), (p, own) => (p, own.Variable)).Where(p => p.p.Type.IsTensor()))
        {
            if (Declared.Of(parameter) is { } shape)
            {
                Learn(memory, shape);
                tensors.Add(new(memory, shape));
                EquatableArray<string> texts = EquatableArray.Of("global::Backprop.CompilerServices.Shapes.Require(", ".Length, ", $", \"{shape}\", nameof(", "))");
                _context.Block.Add(new Run(new Opaque(IRType.Void, texts, EquatableArray.Of(memory, shape.Count, memory))));
            }
        }

        Declared.RequirePlaces(tensors.Select(t => t.Shape));
        foreach (IParameterSymbol parameter in method.Parameters.Where(p => p.Type.IsTensor()))
        {
            Begin(parameter, body);
        }

        parameters.AddRange(Declared.Named.Select(n => new Parameter(n, false)));
        return tensors.ToEquatableArray();
    }

    /// <summary>Holds the tensors that a helper is given to what it says of their shapes.</summary>
    public void Hold(IOperation call, IMethodSymbol helper, IOperation body)
    {
        CallNames names = new();
        foreach (IParameterSymbol parameter in helper.Parameters.Where(p => p.Type.IsTensor()))
        {
            if (_context.Flow[parameter] is { } given && ShapeOf(given) is { } shape)
            {
                Declared.Hold(parameter, shape, names, call);
                Begin(parameter, body);
            }
        }
    }

    /// <remarks>A copy leaves another flow behind.</remarks>
    private void Begin(IParameterSymbol parameter, IOperation body)
    {
        Expression own = Changing.Declare(parameter, _context.Flow[parameter]!, body);
        _context.Flow[parameter] = own;
    }

    /// <summary>Gives memory a shape.</summary>
    public Expression Learn(Expression array, Shape shape)
    {
        _shapes[array] = shape;
        return array;
    }

    /// <summary>Memory for a tensor, which is filled before it is read.</summary>
    public Expression New(Shape shape, IRType number, string name) =>
        Learn(_context.Allocations.Make(IRType.ArrayOf(number), [shape.Count], name, Place.Heap, isFilled: true), shape);

    /// <summary>The shape of what stands for a tensor; null where a problem has been told.</summary>
    public Shape? ShapeOf(Expression array) => _shapes.TryGetValue(array, out Shape shape) ? shape : null;

    /// <summary>What an operation on tensors gives; null for any other operation.</summary>
    public Expression? Read(IOperation operation, string name)
    {
        switch (operation)
        {
            case IConversionOperation { OperatorMethod: not null, Operand: { Type: { } from } operand } conversion when from.IsTensor() && conversion.Type.IsTensor():
                return _context.Expressions.Read(operand, name);
            case IBinaryOperation { OperatorMethod: { } method } binary when binary.Type.IsTensor():
                return Made(operation, Call(operation, method, [binary.LeftOperand, binary.RightOperand], name), name);
            case IUnaryOperation { OperatorMethod: { } method } unary when unary.Type.IsTensor():
                return Made(operation, Call(operation, method, [unary.Operand], name), name);
            case IInvocationOperation { TargetMethod: { IsStatic: true } method } call when TensorOperations.OwnerOf(method) is not null:
                return Made(operation, Call(operation, method, [.. call.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value)], name), name);
            case IInvocationOperation call when IsCalledWithTensors(call):
                return Refuse(operation, "tensors are handed to code that is not read, and generated code has their elements only", "call it outside the differentiated method");
            case IPropertyReferenceOperation or IInvocationOperation when operation.ChildOperations.FirstOrDefault()?.Type.IsTensor() == true:
                return Refuse(operation, "it is no operation that is read of a tensor", "use the operations of Tensor and Nn");
            case IFieldReferenceOperation or IPropertyReferenceOperation or IObjectCreationOperation or IDefaultValueOperation when operation.Type.IsTensor():
                return Refuse(operation, "the shape of such a tensor is not known", "hand it over as a parameter with [Shape]");
            default:
                return null;
        }
    }

    /// <summary>Whether a method takes or returns tensors, and is called as it is.</summary>
    private bool IsCalledWithTensors(IInvocationOperation call) => TensorOperations.OwnerOf(call.TargetMethod) is null
        && (call.TargetMethod.ReturnType.IsTensor() || call.TargetMethod.Parameters.Any(p => p.Type.IsTensor()))
        && call.TargetMethod.MethodKind != MethodKind.LocalFunction && !_context.Helpers.IsReadInPlace(call.TargetMethod);

    /// <summary>Refuses a call for its effect that takes tensors and is not read.</summary>
    public bool RefusesEffect(IInvocationOperation call)
    {
        bool isRefused = IsCalledWithTensors(call);
        if (isRefused)
        {
            Read(call, "t");
        }

        return isRefused;
    }

    public Expression Refuse(IOperation operation, string reason, string instead) =>
        _context.Refuse(operation, Descriptors.UnsupportedExpression, Refusals.Quote(operation), reason, instead);

    private Expression Call(IOperation operation, IMethodSymbol method, IReadOnlyList<IOperation> arguments, string name)
    {
        if (TensorOperations.Find(method, arguments.Count) is not { } read)
        {
            return _context.Refuse(operation, Descriptors.NoRule, method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
        }

        TensorCall call = new(_context, operation, TensorOperations.NameOf(method), arguments, name);
        return !call.HasReals ? Refuse(operation, "it is one of whole numbers", "compute it before, and hand it over")
            : call.IsKnown ? read(call)
            : _context.Problems.Count == 0 ? Refuse(operation, "the shape of what it is given depends on what has run before", "give each tensor a name of its own")
            : Constant.Default(operation.Type is null ? IRType.Double : Types.Of(operation.Type));
    }

    /// <summary>What is no operand of another operation on tensors is put into memory.</summary>
    private Expression Made(IOperation operation, Expression tensor, string name)
    {
        IOperation? user = operation.Parent;
        while (user is IConversionOperation or IParenthesizedOperation or IArgumentOperation)
        {
            user = user.Parent;
        }

        bool isOperand = user is IBinaryOperation or IUnaryOperation || (user is IInvocationOperation call && TensorOperations.OwnerOf(call.TargetMethod) is not null);
        return tensor is Unmade unmade && !isOperand ? Elements.Make(unmade, name == "t" ? unmade.Name : name) : tensor;
    }
}
