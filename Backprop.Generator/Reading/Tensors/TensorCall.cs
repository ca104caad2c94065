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
        List<IOperation> read = [.. arguments.SelectMany(a => Spread(a) ?? [a])];
        Operands = [.. context.InOrder(read, Read).Select(v => new TensorOperand(v, v is Unmade unmade ? unmade.Shape : v.Type.IsArray ? context.Tensors.ShapeOf(v) : Shape.Of()))];
    }

    /// <summary>What the result is called.</summary>
    public string Name { get; }

    /// <summary>The arguments by parameter; a number has no dimensions.</summary>
    public IReadOnlyList<TensorOperand> Operands { get; }

    /// <summary>Whether all shapes are known; else there is a problem, which has been told.</summary>
    public bool IsKnown => Operands.All(o => o.Known is not null);

    /// <summary>Whether it is about real numbers at all.</summary>
    public bool HasReals => Operands.Any(o => (o.Value.Type.Element ?? o.Value.Type).IsReal);

    /// <summary>The number type.</summary>
    public IRType Type => Operands.Select(o => o.Value.Type.Element ?? o.Value.Type).First(t => t.IsReal);

    /// <summary>Whether an argument is there: what may be left out is null then.</summary>
    public bool Has(int argument) => !IsAbsent(_arguments[argument]);

    private static bool IsAbsent(IOperation argument) => Inside(argument) is IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } };

    /// <summary>A whole number that is known when compiling; null, and a problem, for any other.</summary>
    public int? Whole(int argument) => Whole(_arguments[argument]);

    /// <summary>Whole numbers that are known when compiling, which an argument lists; null, and a problem, for any other.</summary>
    public IReadOnlyList<int>? Wholes(int argument)
    {
        List<int?> all = [.. (Listed(_arguments[argument]) ?? [_arguments[argument]]).Select(Whole)];
        return all.Contains(null) ? null : [.. all.Select(n => n!.Value)];
    }

    private int? Whole(IOperation operation)
    {
        if (Inside(operation).ConstantValue is { HasValue: true, Value: int number })
        {
            return number;
        }

        _context.Refuse(operation, Descriptors.UnsupportedExpression, Refusals.Quote(operation), "the shape of the result depends on it", "write a constant");
        return null;
    }

    private static IOperation Inside(IOperation argument) => argument is IConversionOperation { Operand: { } inner } ? Inside(inner) : argument;

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
        Add(new(null, $"{method}<{Type}>", taken, result, before, after) { Owner = KernelRules.Owner });
        return result;
    }

    /// <summary>Kernels go back to tensors only: a number that varies would lose its derivative.</summary>
    private void Add(Bulk call)
    {
        _context.Unless(call.Result, Problem.At(
            _operation.Syntax.GetLocation(), Descriptors.UnsupportedExpression, Refusals.Quote(_operation), "a number that it takes varies, by which it has no derivative here", "hold the number with Gradient.Stop, or mark the parameter [NonDifferentiable]"));
        _context.Block.Add(call);
    }

    /// <summary>A tensor that one of the runtime's operations fills, with what its derivative reads behind it.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="shape">Of the result.</param>
    /// <param name="behind">How many numbers are kept behind it.</param>
    /// <param name="operands">What it takes, in order.</param>
    public Expression FilledAnd(string method, Shape shape, Expression behind, IEnumerable<Expression> operands)
    {
        Expression all = Filled(method, Shape.Of(Extents.Plus(shape.Count, behind)), operands);
        View own = new(IRType.SpanOf(Type), all, EquatableArray.Of<Expression>(Constants.Int(0), _context.Once("count", shape.Count))) { IsWithin = true };
        return _context.Tensors.Learn(_context.Arrays.Name(Name, own), shape);
    }

    /// <summary>The tensors, put together along one of their dimensions.</summary>
    public Expression Joined(int dimension, Shape shape)
    {
        Expression result = _context.Tensors.New(shape, Type, Name), before = Constants.Int(0);
        Expression width = _context.Once("width", shape.CountOf(dimension, shape.Rank)), outer = _context.Once("count", shape.CountOf(0, dimension));
        foreach (TensorOperand operand in Operands.Skip(1))
        {
            Expression from = Memory(operand), own = _context.Once("width", operand.Shape.CountOf(dimension, operand.Shape.Rank)), start = before;
            _context.Loops.Count("i", outer, i => _context.Loops.Count("j", own, j =>
                _context.Arrays.Write(result, [(i * width) + Integers.Sum(start, j)], _context.Arrays.Element(from, (i * own) + j))));
            before = Extents.Plus(before, operand.Shape.CountOf(dimension, operand.Shape.Rank));
        }

        return result;
    }

    /// <summary>The first operand with its dimensions in another order.</summary>
    /// <param name="order">Of each dimension of the result, which it is of the operand.</param>
    public Expression Turned(IReadOnlyList<int> order)
    {
        Shape shape = Operands[0].Shape, turned = new(order.Select(d => shape.Dimensions[d]).ToEquatableArray());
        Expression from = Memory(Operands[0]), result = _context.Tensors.New(turned, Type, Name);
        Loop([]);
        return result;

        void Loop(Expression[] places)
        {
            if (places.Length == order.Count)
            {
                Expression[] own = [.. Enumerable.Range(0, order.Count).Select(d => places[order.ToList().IndexOf(d)])];
                _context.Arrays.Write(result, [Place(turned, places)], _context.Arrays.Element(from, Place(shape, own)));
                return;
            }

            _context.Loops.Count("ijklm".Substring(places.Length, 1), turned.Dimensions[places.Length], i => Loop([.. places, i]));
        }

        static Expression Place(Shape shape, Expression[] places) => places.Select((p, d) => (p, d)).Skip(1).Aggregate(places[0], (at, next) => (at * shape.Dimensions[next.d]) + next.p);
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
        Add(new(value, $"{method}<{Type}>", taken, filled, states?.Before, states?.After) { Owner = KernelRules.Owner });
        return value;
    }

    /// <summary>The first operand's memory as a tensor of another shape.</summary>
    public Expression Named(Shape shape)
    {
        Expression memory = Memory(Operands[0]), kept = _context.Tensors.Changing.Kept(memory, Name);
        return _context.Tensors.Learn(kept.Equals(memory) ? _context.Arrays.Name(Name, new View(memory.Type, memory, EquatableArray<Expression>.Empty)) : kept, shape);
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

    /// <summary>What a list of tensors holds.</summary>
    private static IEnumerable<IOperation>? Spread(IOperation argument) => argument switch
    {
        IConversionOperation { Operand: ICollectionExpressionOperation or IArrayCreationOperation } list => Spread(list.Operand),
        ICollectionExpressionOperation { Elements: var elements } when elements.Length > 0 && elements.All(e => e.Type.IsTensor()) => elements,
        IArrayCreationOperation { Initializer.ElementValues: var elements } when elements.Length > 0 && elements.All(e => e.Type.IsTensor()) => elements,
        _ => null,
    };

    /// <summary>What a list of lengths holds, as the numbers that they are before they become <c>nint</c>s.</summary>
    private static IEnumerable<IOperation>? Listed(IOperation argument) => argument switch
    {
        IConversionOperation { Operand: ICollectionExpressionOperation or IArrayCreationOperation } list => Listed(list.Operand),
        IArrayCreationOperation { Initializer.ElementValues: var values } when values.All(v => !v.Type.IsTensor()) => values,
        ICollectionExpressionOperation { Elements: var elements } when elements.All(e => e is not ISpreadOperation && !e.Type.IsTensor()) =>
            elements.Select(e => e is IConversionOperation { Operand: { Type.SpecialType: SpecialType.System_Int32 } number } ? number : e),
        _ => null,
    };

    /// <summary>Lists of lengths are read where a shape is made of them.</summary>
    private Expression Read(IOperation argument)
    {
        if (Listed(argument) is not null || IsAbsent(argument))
        {
            return Constant.Nothing;
        }

        if (argument.Type?.IsScalar() != true && Inside(argument).ConstantValue is { HasValue: true, Value: int number })
        {
            return Constants.Int(number); // for an int that may be left out
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
