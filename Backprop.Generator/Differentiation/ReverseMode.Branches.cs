using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>Branches: walked back the way they were taken.</summary>
internal sealed partial class ReverseMode
{
    private void Reverse(If branch, BlockPath path, int index)
    {
        Cotangents outside = _cotangents;
        List<Statement> lines = _lines;
        Expression?[] targets = [.. branch.Merges.Select(m => outside.Take(m.Target))];
        (Cotangents then, List<Statement> thenLines) = ReverseArm(branch, targets, true, outside, path.Then(index));
        (Cotangents otherwise, List<Statement> elseLines) = ReverseArm(branch, targets, false, outside, path.Else(index));
        _cotangents = outside;
        _lines = lines;

        HashSet<Variable> inner = [.. Traversal.Definitions(branch.Then), .. Traversal.Definitions(branch.Else)];
        List<Merge> merges = [];
        foreach (Variable variable in then.Variables.Union(otherwise.Variables).Where(v => !inner.Contains(v)).OrderBy(v => v.Id).ToList())
        {
            Expression? a = then[variable], b = otherwise[variable];
            if (Equals(a, b))
            {
                _cotangents.Set(variable, a!);
                continue;
            }

            Variable merged = CotangentOf(variable);
            merges.Add(new(merged, a ?? Constant.Zero(variable.Type), b ?? Constant.Zero(variable.Type)));
            _cotangents.Set(variable, merged);
        }

        if (merges.Count > 0 || thenLines.Concat(elseLines).Any(HasEffect))
        {
            _lines.Add(new If(Test(branch.Test, path), thenLines.ToEquatableArray(), elseLines.ToEquatableArray(), merges.ToEquatableArray()));
        }
    }

    private (Cotangents, List<Statement>) ReverseArm(If branch, Expression?[] targets, bool taken, Cotangents outside, BlockPath path)
    {
        _cotangents = outside.Copy();
        _lines = [];
        EquatableArray<Statement> block = taken ? branch.Then : branch.Else;
        if (StageOf(branch.Merges, taken, block, path) is { } stage)
        {
            Reverse(stage, block, targets, path);
            return (_cotangents, _lines);
        }

        HashSet<Variable> own = [.. Traversal.Definitions(block)];
        for (int i = targets.Length - 1; i >= 0; i--)
        {
            Merge merge = branch.Merges[i];
            Expression value = taken ? merge.Then : merge.Else;
            if (targets[i] is not { } cotangent)
            {
                continue;
            }

            bool isSame = value is Variable v && (own.Contains(v) || v.Name == merge.Target.Name) && _cotangents[v] is null && _activity.IsActive(v);
            if (isSame)
            {
                _cotangents.Set((Variable)value, cotangent); // the same value under two names
            }
            else
            {
                Contribute(value, cotangent, taken ? merge.ThenNumber : merge.ElseNumber, merge.Target, path);
            }
        }

        Reverse(block, path);
        PutShadows(block, path);
        return (_cotangents, _lines);
    }

    /// <summary>A test of leaves is as cheap to make again as to keep; any other is made once.</summary>
    private Expression Test(Expression test, BlockPath path) => _primals.Read(IsCheap(test) ? test : new Primal(test), path);

    private static bool IsCheap(Expression test) => test.Walk().All(n => (n.IsLeaf && n.Type.IsPrimitive) || n is Binary { Type.Text: "bool" } or Unary);
}
