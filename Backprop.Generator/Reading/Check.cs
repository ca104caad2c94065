using Backprop.Generator.Diagnostics;
using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;

namespace Backprop.Generator.Reading;

/// <summary>
/// Whether a derivative can pass wherever an active value flows. What is taken over as text may look at an active value
/// to decide something, but must not hand it on; see <see cref="Purity"/>.
/// </summary>
internal static class Check
{
    public static IEnumerable<Problem> Run(Function function, IReadOnlyDictionary<Expression, Problem> ifActive)
    {
        if (ifActive.Count == 0)
        {
            yield break;
        }

        Activity activity = Activity.Of(function);
        FixedRows rows = new(function.Body, activity.Memories);
        foreach (Statement statement in Traversal.All(function.Body).Where(s => s is not Throw))
        {
            if (statement is Bulk bulk && ifActive.TryGetValue(bulk.Result, out Problem ofBulk) && (bulk.IsKernel ? bulk.Operands.Any(o => o is not Load { IsWhole: true } && activity.IsActive(o)) : activity.Varies(bulk)))
            {
                yield return ofBulk;
            }

            if (statement is Allocate made && ifActive.TryGetValue(made.Target, out Problem ofRows) && activity.HoldsActive(made.Target))
            {
                yield return ofRows;
            }

            if (statement is Store { Value.Type.IsArray: true } put && ifActive.TryGetValue(put.Value, out Problem ofRow) && activity.HoldsActive(put.Array)
                && (function.Parameters.Any(p => p.Variable.Equals(activity.Memories.Of(put.Array))) || !rows.AreFixed(put.Array)))
            {
                yield return ofRow;
            }

            foreach (Expression node in Traversal.Expressions(statement).SelectMany(e => e.Walk()))
            {
                if (ifActive.TryGetValue(node, out Problem problem) && node.Operands.Any(activity.IsActive))
                {
                    yield return problem;
                }
            }
        }
    }
}
