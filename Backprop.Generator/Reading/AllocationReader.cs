using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>Arrays that the method makes itself.</summary>
internal sealed class AllocationReader(ReadingContext context)
{
    public static bool IsOnStack(SyntaxNode syntax) => syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax;

    /// <summary><c>new double[n]</c>, <c>new[] { x, y }</c>, <c>[x, y]</c>.</summary>
    public Expression Read(IOperation operation, string name)
    {
        IRType type = Types.Of(operation.Type!);
        switch (operation)
        {
            case IArrayCreationOperation { Initializer: null } creation:
                return Make(type, context.InOrder([.. creation.DimensionSizes], o => context.Expressions.Read(o)), name, Place.Heap);
            case IArrayCreationOperation { Initializer: { } initializer } creation:
                return ReadInitializer(type, creation.DimensionSizes.Length, initializer, name);
            case ICollectionExpressionOperation { Elements: var elements } when elements.Any(e => e is ISpreadOperation):
                return ReadSpread(operation, type, [.. elements], name);
            case ICollectionExpressionOperation { Elements: var elements }:
                return Fill(type.IsSpan ? IRType.ArrayOf(type.Element!) : type, [.. elements], name);
            default:
                throw new InvalidOperationException($"no array is made by {operation.Kind}");
        }
    }

    /// <summary><c>stackalloc double[n]</c>: on the stack too in what is generated.</summary>
    public Expression ReadOnStack(IOperation operation, string name)
    {
        ITypeSymbol converted = (operation.Type ?? operation.SemanticModel!.GetTypeInfo(operation.Syntax).ConvertedType)!;
        IRType type = IRType.SpanOf(Types.Of(Types.ElementOf(converted)!));
        (ExpressionSyntax? size, InitializerExpressionSyntax? initializer) = operation.Syntax switch
        {
            StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax array } made => (array.RankSpecifiers[0].Sizes[0], made.Initializer),
            ImplicitStackAllocArrayCreationExpressionSyntax made => (null, made.Initializer),
            _ => (null, null),
        };
        if (initializer is null)
        {
            return Make(type, [context.Expressions.Read(Operation(operation, size!))], name, Place.Stack);
        }

        return Fill(type, [.. initializer.Expressions.Select(e => Operation(operation, e))], name, Place.Stack);
    }

    /// <summary>Most bytes of an array that the stack holds.</summary>
    private const int MostOnStack = 512;

    private readonly Dictionary<Variable, (Expression Size, Variable State)> _made = [];

    /// <summary>How long an array of one dimension is that the method has made under a name of its own; null for any other.</summary>
    public Expression? SizeOf(Variable array) => _made.TryGetValue(array, out (Expression Size, Variable) made) ? made.Size : null;

    /// <summary>Whether nothing has been written to an array that the method has made.</summary>
    public bool IsBlank(Variable array) => _made.TryGetValue(array, out (Expression, Variable State) made) && made.State.Equals(context.Flow[array]);

    /// <summary>An array of zeros. One of the method's own needs no object: a short one lives on the stack, any other in a pool.</summary>
    /// <param name="isRow">Whether it becomes the row of another, and is to be an object.</param>
    /// <param name="isFilled">Whether all of it is written before it is read.</param>
    public Variable Make(IRType type, IReadOnlyList<Expression> sizes, string name, Place place, bool isRow = false, bool isFilled = false)
    {
        bool isOwn = place == Place.Heap && type is { Rank: 1, Element.IsArray: false } && !isRow;
        Expression[] known = [.. sizes.Select(s => s is Length ? s : context.Once("count", s))];
        if (isOwn)
        {
            bool isShort = context.LoopDepth == 0 && known[0] is Constant { Number: >= 0 and var count } && count * type.Element!.Size <= MostOnStack;
            known[0] = known[0].Type == IRType.Int32 ? known[0] : context.Once("count", new Conversion(IRType.Int32, known[0], Overflow.Checked));
            (type, place) = (IRType.SpanOf(type.Element!), isShort ? Place.Stack : Place.Pool);
        }

        Variable array = context.Fresh.New(type, name == "t" ? "array" : name);
        Variable state = context.Arrays.Declare(array, isForeign: false);
        if (type is { Rank: 1, Element.IsArray: false } && !isRow && known[0].Type == IRType.Int32)
        {
            _made[array] = (known[0], state);
        }

        context.Block.Add(new Allocate(array, state, new(known), place)
        {
            Owner = place == Place.Pool ? context.Fresh.Temporary(new($"global::Backprop.CompilerServices.Scratch<{type.Element}>"), array.Name.TrimStart('@') + "Memory") : null,
            IsCleared = !isFilled,
        });
        return array;
    }

    /// <summary>A place for arrays that a loop makes.</summary>
    public Variable MakeShelf(IRType element, string name)
    {
        Variable shelf = context.Fresh.New(IRType.ShelfOf(element), name);
        context.Block.Add(new Allocate(shelf, context.Arrays.Declare(shelf, isForeign: false), EquatableArray<Expression>.Empty, Place.Heap));
        return shelf;
    }

    private static IOperation Operation(IOperation around, ExpressionSyntax part) => around.SemanticModel!.GetOperation(part)!;

    private Variable Fill(IRType type, IOperation[] elements, string name, Place place = Place.Heap)
    {
        Variable array = Make(type, [Constants.Int(elements.Length)], name, place);
        if (type.Element!.IsArray)
        {
            for (int i = 0; i < elements.Length; i++)
            {
                context.Rows.Put(elements[i], array, EquatableArray.Of<Expression>(Constants.Int(i)));
            }

            return array;
        }

        Expression[] values = context.InOrder(elements, e => context.Expressions.Read(e));
        for (int i = 0; i < values.Length; i++)
        {
            context.Arrays.Write(array, [Constants.Int(i)], values[i]);
        }

        return array;
    }

    /// <summary><c>[.. a, x]</c>: what is spread is copied, element after element.</summary>
    private Expression ReadSpread(IOperation operation, IRType type, IOperation[] elements, string name)
    {
        if (elements.OfType<ISpreadOperation>().Any(s => !s.Operand.Type.IsArray() || Types.ElementOf(s.Operand.Type)!.IsArray()))
        {
            return context.Refuse(operation, Descriptors.UnsupportedExpression, Refusals.Quote(operation), "only arrays of numbers are spread", "make the array and copy into it");
        }

        Expression[] parts = context.InOrder(elements, e => e is ISpreadOperation spread
            ? context.Arrays.Once("array", context.Expressions.Read(spread.Operand))
            : context.Once("t", context.Expressions.Read(e)));
        Expression count = parts.Select(p => p.Type.IsArray ? new Length(p, null) : (Expression)Constants.Int(1)).Aggregate(Integers.Sum);
        Variable array = Make(type.IsSpan ? IRType.ArrayOf(type.Element!) : type, [count], name, Place.Heap);
        Expression at = Constants.Int(0);
        foreach (Expression part in parts)
        {
            Expression start = at;
            if (part.Type.IsArray)
            {
                context.Loops.Count("i", new Length(part, null), i => context.Arrays.Write(array, [Integers.Sum(start, i)], context.Arrays.Element(part, i)));
                at = context.Once("at", Integers.Sum(start, new Length(part, null)));
            }
            else
            {
                context.Arrays.Write(array, [start], part);
                at = Integers.Plus(start, 1);
            }
        }

        return array;
    }

    private Variable ReadInitializer(IRType type, int rank, IArrayInitializerOperation initializer, string name)
    {
        if (rank == 1)
        {
            return Fill(type, [.. initializer.ElementValues], name);
        }

        List<int> sizes = [];
        for (IArrayInitializerOperation? level = initializer; level is not null; level = level.ElementValues.FirstOrDefault() as IArrayInitializerOperation)
        {
            sizes.Add(level.ElementValues.Length);
        }

        Variable array = Make(type, [.. sizes.Select(Constants.Int)], name, Place.Heap);
        FillLevel(array, initializer, []);
        return array;
    }

    private void FillLevel(Variable array, IArrayInitializerOperation level, Expression[] indices)
    {
        for (int i = 0; i < level.ElementValues.Length; i++)
        {
            Expression[] deeper = [.. indices, Constants.Int(i)];
            if (level.ElementValues[i] is IArrayInitializerOperation inner)
            {
                FillLevel(array, inner, deeper);
            }
            else
            {
                context.Arrays.Write(array, deeper, context.Expressions.Read(level.ElementValues[i]));
            }
        }
    }
}
