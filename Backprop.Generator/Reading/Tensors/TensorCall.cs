using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Backprop.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading.Tensors;

/// <summary>A call of an operation on tensors, its arguments read.</summary>
internal sealed class TensorCall
{
    private readonly ReadingContext _context;
    private readonly IOperation _operation;
    private readonly IReadOnlyList<IOperation> _arguments;
    private readonly string _method;

    /// <param name="context">Of the method being read.</param>
    /// <param name="operation">The call.</param>
    /// <param name="method">What is called.</param>
    /// <param name="arguments">By parameter.</param>
    /// <param name="name">What the result is called; "t" where it has no name.</param>
    public TensorCall(ReadingContext context, IOperation operation, string method, IReadOnlyList<IOperation> arguments, string name)
    {
        (_context, _operation, _method, _arguments) = (context, operation, method, arguments);
        Name = name == "t" ? Names.Camel(method) : name;
        Operands = [.. context.InOrder(arguments, Read).Select(v => new TensorOperand(v, v is Unmade unmade ? unmade.Shape : v.Type.IsArray ? context.Tensors.ShapeOf(v) : Shape.Of()))];
    }

    /// <summary>What the result is called.</summary>
    public string Name { get; }

    /// <summary>The arguments by parameter; a number has no dimensions.</summary>
    public IReadOnlyList<TensorOperand> Operands { get; }

    /// <summary>Whether all shapes are known; else there is a problem, which has been told.</summary>
    public bool IsKnown => Operands.All(o => o.Known is not null);

    /// <summary>The number type.</summary>
    public IRType Type => Operands.Select(o => o.Value.Type.Element ?? o.Value.Type).First(t => t.IsReal);

    /// <summary>A whole number that is known when compiling; null, and a problem, for any other.</summary>
    public int? Whole(int argument)
    {
        if (_arguments[argument].ConstantValue is { HasValue: true, Value: int number })
        {
            return number;
        }

        _context.Refuse(_arguments[argument], Descriptors.UnsupportedExpression, Refusals.Quote(_arguments[argument]), "the shape of the result depends on it", "write a constant");
        return null;
    }

    /// <summary>Says that shapes do not fit.</summary>
    public Expression Misfit(string shapes, string difference) => _context.Refuse(_operation, Descriptors.ShapesDiffer, _method, shapes, difference);

    /// <summary>Says that .NET gives a result of another shape.</summary>
    public void Mistaken(string shapes, Shape own, Shape right) =>
        _context.Refuse(_operation, Descriptors.ShapeMistaken, _method, shapes, own.ToString(), right.ToString());

    /// <summary>A tensor whose elements are made of those at the same place.</summary>
    public Expression OfElements(Func<Expression[], Expression> element) => Elementwise.Compose(this, Operands, element);

    /// <summary>A number that is made of all elements, one after the other.</summary>
    /// <param name="element">What counts of the elements at one place.</param>
    /// <param name="start">What there is before the first.</param>
    /// <param name="next">What there is after another one.</param>
    public Expression Folded(Func<Expression[], Expression> element, Expression start, Func<Expression, Expression, Expression> next)
    {
        if (Elementwise.Compose(this, Operands, element) is not Unmade all)
        {
            return Constant.Zero(Type);
        }

        object key = new Counter(Name);
        _context.Flow[key] = _context.Let(Name, start);
        _context.Tensors.Elements.Each(all, value => _context.Flow[key] = _context.Let(Name, next(_context.Flow[key]!, value)));
        Expression folded = _context.Flow[key]!;
        _context.Flow[key] = null;
        return folded;
    }

    /// <summary>An element that is read twice, computed once.</summary>
    public Expression Once(Expression element) => element is Load ? element : _context.Once("t", element);

    /// <summary>What is computed of a number that all elements have given.</summary>
    public Expression Finished(Expression folded, Func<Expression, Expression> finish) => folded is Constant ? folded : _context.Let(Name, finish(folded));

    /// <summary>The tensors among the operands, whole.</summary>
    public IEnumerable<Expression> Tensors => Operands.Where(o => o.Value.Type.IsArray).Select(o => _context.Arrays.Element(Memory(o)));

    /// <summary>A tensor that one of the runtime's operations fills.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="shape">Of the result.</param>
    /// <param name="operands">What it takes, in order.</param>
    public Expression Filled(string method, Shape shape, IEnumerable<Expression> operands)
    {
        EquatableArray<Expression> taken = operands.ToEquatableArray();
        Expression result = _context.Tensors.New(shape, Type, Name);
        (Expression before, Variable after) = _context.Arrays.Change(result);
        _context.Block.Add(new Bulk(null, $"{method}<{Type}>", taken, result, before, after) { Owner = KernelRules.Owner });
        return result;
    }

    /// <summary>A number that one of the runtime's operations gives.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="kept">The shape of what it fills besides, for its derivative; null where it fills nothing.</param>
    /// <param name="operands">What it takes, in order.</param>
    public Expression Value(string method, Shape? kept, IEnumerable<Expression> operands)
    {
        EquatableArray<Expression> taken = operands.ToEquatableArray();
        Variable value = _context.Fresh.New(Type, Name);
        Expression? filled = kept is null ? null : _context.Tensors.New(kept, Type, KernelRules.KeptName(method));
        (Expression Before, Variable After)? states = filled is null ? null : _context.Arrays.Change(filled);
        _context.Block.Add(new Bulk(value, $"{method}<{Type}>", taken, filled, states?.Before, states?.After) { Owner = KernelRules.Owner });
        return value;
    }

    /// <summary>The first operand's memory as a tensor of another shape.</summary>
    public Expression Named(Shape shape)
    {
        Expression memory = Memory(Operands[0]);
        return _context.Tensors.Learn(_context.Arrays.Name(Name, new View(memory.Type, memory, EquatableArray<Expression>.Empty)), shape);
    }

    /// <summary>The same, of the lengths that an argument lists.</summary>
    public Expression Reshaped(int argument)
    {
        if (Listed(_arguments[argument]) is not { } lengths)
        {
            return _context.Refuse(_arguments[argument], Descriptors.UnsupportedExpression, Refusals.Quote(_arguments[argument]), "the shape of the result is not known", "list the lengths: [n, 10]");
        }

        Shape from = Operands[0].Shape, to = Shape.Of([.. lengths.Select(l => Extents.Simplified(_context.Expressions.Read(l)))]);
        return Extents.AreSame(from.Count, to.Count) ? Named(to) : Misfit($"{from} as {to}", $"they have {from.Count} and {to.Count} elements");
    }

    private Expression Memory(TensorOperand operand) => operand.Value is Unmade unmade ? _context.Tensors.Elements.Make(unmade, unmade.Name) : operand.Value;

    /// <summary>What a list of lengths holds, as the numbers that they are before they become <c>nint</c>s.</summary>
    private static IEnumerable<IOperation>? Listed(IOperation argument) => argument switch
    {
        IConversionOperation { Operand: ICollectionExpressionOperation list } => Listed(list),
        ICollectionExpressionOperation { Elements: var elements } when elements.All(e => e is not ISpreadOperation) =>
            elements.Select(e => e is IConversionOperation { Operand: { Type.SpecialType: SpecialType.System_Int32 } number } ? number : e),
        _ => null,
    };

    /// <summary>Lists of lengths are read where a shape is made of them.</summary>
    private Expression Read(IOperation argument)
    {
        if (Listed(argument) is not null)
        {
            return Constant.Nothing;
        }

        Expression value = _context.Expressions.Read(argument);
        return value.Type.IsArray ? value : _context.Once("t", value);
    }
}

/// <summary>An argument of an operation on tensors.</summary>
/// <param name="Value">The memory, or a number.</param>
/// <param name="Known">Its shape; null where that is not known.</param>
internal sealed record TensorOperand(Expression Value, Shape? Known)
{
    public Shape Shape => Known!;
}
