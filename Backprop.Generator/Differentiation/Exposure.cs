using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>Hands values out of the branch that computes them, where the backward code reads them in the same branch.</summary>
internal static class Exposure
{
    public static (EquatableArray<Statement> Forward, EquatableArray<Statement> Backward) Expose(
        EquatableArray<Statement> forward, EquatableArray<Statement> backward, FreshVariables fresh)
    {
        List<Variable> free = Traversal.Free(backward, []);
        HashSet<Variable> read = [.. free];
        if (!forward.Any(s => s is If && Traversal.Definitions([s]).Any(read.Contains)))
        {
            return (forward, backward);
        }
        Dictionary<Variable, Variable> outer = [];
        EquatableArray<Statement> exposed = Expose(forward, read, outer, fresh);
        return (exposed, Traversal.Map(backward, e => e.Rewrite(n => n is Variable v ? Outermost(v, outer) : n)));
    }

    private static Variable Outermost(Variable variable, Dictionary<Variable, Variable> outer) =>
        outer.TryGetValue(variable, out Variable next) ? Outermost(next, outer) : variable;

    private static EquatableArray<Statement> Expose(
        EquatableArray<Statement> block, HashSet<Variable> read, Dictionary<Variable, Variable> outer, FreshVariables fresh) =>
        block.Map(s => s is If branch ? Expose(branch, read, outer, fresh) : s);

    private static Statement Expose(If branch, HashSet<Variable> read, Dictionary<Variable, Variable> outer, FreshVariables fresh)
    {
        branch = branch with { Then = Expose(branch.Then, read, outer, fresh), Else = Expose(branch.Else, read, outer, fresh) };
        List<Merge> merges = [.. branch.Merges];
        foreach (Variable inner in branch.Then.SelectMany(Traversal.Targets).Where(read.Contains).ToList())
        {
            Lift(inner, merges.Find(m => inner.Equals(m.Then))?.Target, v => new(v, inner, new Undefined(inner.Type)));
        }

        foreach (Variable inner in branch.Else.SelectMany(Traversal.Targets).Where(read.Contains).ToList())
        {
            Lift(inner, merges.Find(m => inner.Equals(m.Else))?.Target, v => new(v, new Undefined(inner.Type), inner));
        }

        return branch with { Merges = merges.ToEquatableArray() };

        void Lift(Variable inner, Variable? already, Func<Variable, Merge> merge)
        {
            Variable lifted = already ?? fresh.Like(inner);
            if (already is null)
            {
                merges.Add(merge(lifted));
            }

            outer.Add(inner, lifted);
            read.Add(lifted); // an outer branch hands it on
        }
    }
}
