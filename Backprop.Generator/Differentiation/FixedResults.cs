using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>
/// The results of a method that are so and so many numbers, whatever its arguments: the elements of one array, returned or a
/// parameter, each written once whichever way is taken and read by none.
/// </summary>
/// <param name="Memory">The array.</param>
/// <param name="Count">How many: the elements from 0 on.</param>
internal sealed record FixedResults(Variable Memory, int Count)
{
    /// <summary>The results of a function; null where only running tells how many there are, or what they start from.</summary>
    public static FixedResults? Of(Function function)
    {
        Memories memories = new(function.Body);
        if (MemoryOf(function, memories) is not { Type: { Rank: 1, Element.IsReal: true } } memory || IsRead(function.Body, memory, memories)
            || new Paths(memory, memories).Written(function.Body) is not { Elements: { Count: > 0 } elements } || elements.Max() != elements.Count - 1)
        {
            return null;
        }

        // Of an array that is returned, elements that nothing is written to are numbers as well.
        bool isWhole = function.Result.Type == IRType.Void
            || function.Body.OfType<Allocate>().Any(a => a.Target == memory && a.Sizes[0] is Constant { Number: var size } && size == elements.Count);
        return isWhole ? new(memory, elements.Count) : null;
    }

    /// <summary>Whether a statement writes one of the results, and which.</summary>
    public static int? Written(Store store, Variable memory, Memories memories) =>
        memories.Of(store.Array).Equals(memory) && store is { Sign: 0, Indices: { Count: 1 } indices } && indices[0] is Constant { Number: >= 0 and var index } ? (int)index : null;

    /// <summary>What is returned, or the only array that the caller sees changed.</summary>
    private static Variable? MemoryOf(Function function, Memories memories)
    {
        if (function.Result.Type != IRType.Void)
        {
            return function.Result.Type.IsArray ? memories.Of(function.Result) as Variable : null;
        }

        HashSet<Expression> written = memories.Written(function.Body);
        List<Parameter> left = [.. function.Parameters.Where(p => p.IsDifferentiable && written.Contains(p.Variable))];
        return left.Count == 1 ? left[0].Variable : null;
    }

    /// <summary>Whether anything but its length is asked of an array, or it gets another name that not all of it goes by.</summary>
    private static bool IsRead(EquatableArray<Statement> body, Variable memory, Memories memories)
    {
        return Traversal.All(body).Any(s => s switch
        {
            Store store => store.Indices.Append(store.Value).Any(Mentions),
            Let { Target.Type.IsArray: true, Value: Variable or View { Bounds.Count: 0, Array: Variable } } => false,
            _ => Traversal.Expressions(s).Any(Mentions),
        });

        bool Mentions(Expression expression) => expression is not Length && (expression is Variable variable ? memories.Of(variable).Equals(memory) : expression.Operands.Any(Mentions));
    }

    /// <summary>Which elements of an array are written, whichever way is taken.</summary>
    private sealed class Paths(Variable memory, Memories memories)
    {
        /// <returns>The elements, and whether the block ends in an exception; null where an element is written twice, or on one way alone.</returns>
        public (HashSet<int> Elements, bool Throws)? Written(EquatableArray<Statement> block)
        {
            HashSet<int> elements = [];
            bool throws = false;
            foreach (Statement statement in block)
            {
                IEnumerable<int> more = [];
                switch (statement)
                {
                    case Throw:
                        throws = true;
                        break;
                    case If branch:
                        if (Written(branch.Then) is not var (then, thenThrows) || Written(branch.Else) is not var (otherwise, elseThrows)
                            || !(thenThrows || elseThrows || then.SetEquals(otherwise)))
                        {
                            return null;
                        }

                        throws |= thenThrows && elseThrows;
                        more = thenThrows ? otherwise : then;
                        break;
                    case Store store when memories.Of(store.Array).Equals(memory):
                        if (FixedResults.Written(store, memory, memories) is not { } index)
                        {
                            return null;
                        }

                        more = [index];
                        break;
                    case Loop or Bulk when memories.Written([statement]).Contains(memory):
                        return null;
                }

                if (!more.All(elements.Add))
                {
                    return null;
                }
            }

            return (elements, throws);
        }
    }
}
