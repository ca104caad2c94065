using Backprop.Generator.IR;

namespace Backprop.Generator.Writing;

/// <summary>Which variables hold a value that is still needed while another one is assigned: those cannot share a local.</summary>
internal sealed class Interference
{
    private readonly HashSet<(int, int)> _pairs = [];

    /// <summary>Names that several variables have: only those variables are ever made one, so no others are followed.</summary>
    private readonly HashSet<string> _names = [];

    public Interference(IReadOnlyList<Statement> body, IReadOnlyCollection<Expression> results)
    {
        Dictionary<string, Variable> first = [];
        foreach (Variable variable in Traversal.Definitions(body).Concat(Traversal.Free(body, results)))
        {
            if (!first.TryGetValue(variable.Name, out Variable other))
            {
                first.Add(variable.Name, variable);
            }
            else if (other != variable)
            {
                _names.Add(variable.Name);
            }
        }

        HashSet<Variable> live = [];
        foreach (Expression result in results)
        {
            Read(result, live);
        }

        Walk(body.ToEquatableArray(), live);
    }

    public bool Between(Variable a, Variable b) => _pairs.Contains(Pair(a, b));

    private static (int, int) Pair(Variable a, Variable b) => a.Id < b.Id ? (a.Id, b.Id) : (b.Id, a.Id);

    private void Read(Expression expression, HashSet<Variable> live)
    {
        foreach (Variable variable in expression.Variables)
        {
            if (_names.Contains(variable.Name))
            {
                live.Add(variable);
            }
        }
    }

    /// <summary>Walks a block backwards; <paramref name="live"/> is what is needed after it, then what is needed before it.</summary>
    private void Walk(EquatableArray<Statement> block, HashSet<Variable> live)
    {
        for (int i = block.Count - 1; i >= 0; i--)
        {
            if (block[i] is If branch)
            {
                Walk(branch, live);
                continue;
            }

            if (block[i] is Loop loop)
            {
                Walk(loop, live);
                continue;
            }

            foreach (Variable target in Traversal.Targets(block[i]).ToList())
            {
                // A copy may share the local of what it copies: both hold the same value.
                Variable? copied = (block[i] as Let)?.Value as Variable;
                Touch(target, live.Concat(Traversal.Targets(block[i])).Where(v => v != copied));
                live.Remove(target);
            }

            foreach (Expression expression in Traversal.Expressions(block[i]))
            {
                Read(expression, live);
            }

            if (block[i] is ForwardCall or GradientCall or BackwardCall)
            {
                // Its arguments are read while its results are written one by one.
                foreach (Variable target in Traversal.Targets(block[i]))
                {
                    Touch(target, live.Except(OwnBefore(block[i], target)));
                }
            }
        }
    }

    private static IEnumerable<Variable> OwnBefore(Statement statement, Variable target) =>
        statement is BackwardCall call ? call.Cotangents.Where(c => c.Result == target).Select(c => c.Before).OfType<Variable>() : [];

    private void Walk(If branch, HashSet<Variable> live)
    {
        HashSet<Variable> then = [.. live], otherwise = [.. live];
        for (int i = branch.Merges.Count - 1; i >= 0; i--)
        {
            // One after the other, as they are written.
            Define(branch.Merges[i].Target, then);
            Read(branch.Merges[i].Then, then);
            Define(branch.Merges[i].Target, otherwise);
            Read(branch.Merges[i].Else, otherwise);
        }

        Walk(branch.Then, then);
        Walk(branch.Else, otherwise);
        live.Clear();
        live.UnionWith(then);
        live.UnionWith(otherwise);
        Read(branch.Test, live);
    }

    /// <summary>What the test and the body read at the start of an iteration is needed until the end of each.</summary>
    private void Walk(Loop loop, HashSet<Variable> live)
    {
        foreach (Carry carry in loop.Carried.Reverse())
        {
            bool isRead = live.Contains(carry.Outer);
            Copy(carry.Outer, carry.Inner, live);
            if (isRead)
            {
                Read(carry.Inner, live);
            }
        }

        Read(loop.Test, live);
        for (int known = -1; known != live.Count;)
        {
            known = live.Count;
            HashSet<Variable> inside = [.. live];
            foreach (Carry carry in loop.Carried.Reverse())
            {
                Copy(carry.Inner, carry.Next, inside);
                Read(carry.Next, inside);
            }

            Walk(loop.Body, inside);
            live.UnionWith(inside);
        }

        foreach (Carry carry in loop.Carried.Reverse())
        {
            Copy(carry.Inner, carry.Initial, live);
            Read(carry.Initial, live);
        }
    }

    /// <summary>A copy may share the local of what it copies.</summary>
    private void Copy(Variable target, Expression value, HashSet<Variable> live)
    {
        Touch(target, live.Where(v => !v.Equals(value)));
        live.Remove(target);
    }

    private void Define(Variable target, HashSet<Variable> live)
    {
        Touch(target, live);
        live.Remove(target);
    }

    private void Touch(Variable target, IEnumerable<Variable> live)
    {
        if (!_names.Contains(target.Name))
        {
            return;
        }

        foreach (Variable other in live.Where(v => v.Name == target.Name && v != target))
        {
            _pairs.Add(Pair(target, other));
        }
    }
}
