using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>How much of a gradient's array the first loop that knows it fills from the start, so that only the rest is to be cleared.</summary>
internal static class Filling
{
    /// <summary>Up to which element an array is filled whatever the values; null where it must be cleared as a whole.</summary>
    /// <remarks>The array is cleared before the code runs, so that the number may not be made of what it may change: elements, fields.</remarks>
    /// <param name="array">An array of cotangents.</param>
    /// <param name="code">All that is run.</param>
    /// <param name="given">The parameters: what is known before.</param>
    public static Expression? Of(Variable array, IReadOnlyList<Statement> code, HashSet<Variable> given) => Of(array, code) is { } end
        && end.Walk().All(n => n is Variable variable ? given.Contains(variable) || variable.Equals(array) : n is Constant or Length or Binary or Unary or Call { Name: "Max" })
        && (!MayThrow(end, array) || code.TakeWhile(s => !Mentions(s, array)).All(IsNoGuard)) ? end : null;

    /// <summary>The same, of an array that is cleared where it is made.</summary>
    public static Expression? Of(Variable array, IReadOnlyList<Statement> code)
    {
        // what comes first of it is that loop: all else finds what it has filled
        Statement? first = code.FirstOrDefault(s => Mentions(s, array));
        if (first is Bulk { MayOverwrite: true, IsAdded: false, Destination: Variable filled } && filled.Equals(array) && Count(first, array) == 1)
        {
            return new Length(array, null);
        }

        return first is Loop loop && Count(loop, array) == 1 ? End(array, loop, []) : null;
    }

    private static bool Mentions(Statement statement, Variable array) => Count(statement, array) > 0;

    private static int Count(Statement statement, Variable array) => Traversal.Nodes([statement]).Count(n => n.Equals(array));

    /// <summary>Whether the number cannot be had where a divisor is zero, or an array is not there. Of the array's own parameter, the length is not asked for.</summary>
    private static bool MayThrow(Expression end, Variable array) => !(end is Length own && own.Array.Equals(array.CotangentOf))
        && end.Walk().Any(n => n is Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, Right: not Constant } or Length { Array.Type.IsSpan: false });

    /// <summary>Whether a line throws nothing that the loop after it would not throw.</summary>
    private static bool IsNoGuard(Statement line) => !Traversal.All([line]).Any(s => s is Throw or Run or ForwardCall or GradientCall) && !Traversal.Nodes([line]).Any(n => n is Opaque);

    private static Expression? End(Variable array, Loop loop, List<(Expression Counter, Expression End)> around)
    {
        if (Counting.Of(loop) is not { Step: 1 or -1 } counting || counting.Counter.Inner.Type != IRType.Int32 || EndOf(counting) is not { } bound)
        {
            return null;
        }

        around.Add((counting.Counter.Inner, bound));
        Expression? end = loop.Body.Select(s => s switch
        {
            Store { Sign: 0 } store when store.Array.Equals(array) && store.Indices.Count == 1 => End(store.Indices[0], around),
            Loop inner => End(array, inner, around),
            _ => null,
        }).FirstOrDefault(e => e is not null);
        around.RemoveAt(around.Count - 1);
        return end;
    }

    /// <summary>The number below which a loop counts all, from 0 on; null where it starts elsewhere.</summary>
    private static Expression? EndOf(Counting counting)
    {
        (Expression first, Expression last) = counting.Step > 0 ? (counting.Counter.Initial, counting.Bound) : (counting.Bound, counting.Counter.Initial);
        bool isFromZero = counting.Step > 0 || counting.IsInclusive ? first is Constant { Number: 0 } : first is Constant { Number: -1 };
        return isFromZero ? counting.Step > 0 && !counting.IsInclusive ? last : Integers.Plus(last, 1) : null;
    }

    /// <summary>One counter after the other; or those of the rows and the columns of a table as wide as the columns are many.</summary>
    private static Expression? End(Expression index, List<(Expression Counter, Expression End)> around) => (around.Count, index) switch
    {
        (1, _) when index.Equals(around[0].Counter) => around[0].End,
        (2, Binary { Operator: BinaryOperator.Add, Left: Binary { Operator: BinaryOperator.Multiply } row, Right: var column })
            when column.Equals(around[1].Counter) && row.Left.Equals(around[0].Counter) && row.Right.Equals(around[1].End) =>
            Area(around[0].End, around[1].End),
        _ => null,
    };

    /// <summary>How many elements so many rows have: two numbers below 0 would make one above.</summary>
    private static Expression Area(Expression rows, Expression columns) =>
        (columns is Length or Constant { Number: >= 0 } ? rows : Integers.NotNegative(rows)) * columns;
}
