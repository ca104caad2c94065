using Backprop.Generator.IR;
using Backprop.Generator.Rules;

namespace Backprop.Generator.Differentiation;

/// <summary>Which variables the result varies with: those that a derivative reaches on its way back.</summary>
internal sealed class Influence
{
    private readonly Activity _activity;
    private readonly HashSet<Variable> _reached = [];

    private Influence(Activity activity) => _activity = activity;

    public static HashSet<Variable> Of(Function function)
    {
        Influence influence = new(Activity.Of(function));
        influence.Reach(function.Result);
        if (function.Result.Type == IRType.Void)
        {
            influence._reached.UnionWith(function.Parameters.Where(p => p.State is not null).Select(p => p.Variable)); // what it leaves there is the result
        }

        if (function.Result.Type.IsArray && influence._activity.Memories.Of(function.Result) is Variable returned)
        {
            influence._reached.Add(returned);
        }

        for (int known = -1; known != influence._reached.Count;)
        {
            known = influence._reached.Count; // a loop, and an array, may hand on to what stands before it
            influence.Walk(function.Body);
        }

        return influence._reached;
    }

    private void Walk(EquatableArray<Statement> body)
    {
        foreach (Statement statement in body.Reverse())
        {
            switch (statement)
            {
                case Let let when _reached.Contains(let.Target):
                    Reach(let.Value);
                    break;
                case ForwardCall call when _reached.Contains(call.Value):
                    call.Arguments.Where((_, i) => call.Pair.Differentiable[i]).ToList().ForEach(Reach);
                    break;
                case Store store when _activity.Memories.Of(store.Array) is Variable memory && _reached.Contains(memory):
                    Reach(store.Value);
                    break;
                case Bulk bulk when _reached.Contains(bulk.Value ?? _activity.Memories.Of(bulk.Destination!)) && BulkRules.Find(bulk) is not { IsStep: true }:
                    bulk.Operands.ToList().ForEach(Reach);
                    break;
                case Loop loop:
                    Walk(loop);
                    break;
                case If branch:
                    foreach (Merge merge in branch.Merges.Reverse().Where(m => _reached.Contains(m.Target)))
                    {
                        Reach(merge.Then);
                        Reach(merge.Else);
                    }

                    Walk(branch.Then);
                    Walk(branch.Else);
                    break;
            }
        }
    }

    private void Walk(Loop loop)
    {
        foreach (Carry carry in loop.Carried.Where(c => _reached.Contains(c.Outer) || _reached.Contains(c.Inner)))
        {
            Reach(carry.Next);
            Reach(carry.Initial);
        }

        Walk(loop.Body);
    }

    private void Reach(Expression value)
    {
        if (!_activity.IsActive(value))
        {
            return;
        }

        switch (value)
        {
            case Variable variable:
                _reached.Add(variable);
                break;
            case Load load:
                _reached.Add((Variable)_activity.Memories.Of(load.Array));
                break;
            case Conditional choice:
                Reach(choice.Then);
                Reach(choice.Else);
                break;
            case Conversion or Unary or Binary { Operator: not BinaryOperator.Remainder }:
                foreach (Expression operand in value.Operands)
                {
                    Reach(operand);
                }

                break;
            default:
                Expression[] operands = [.. value.Operands];
                Expression?[] partials = RuleTable.Find(value)?.Partials(operands, value, [.. operands.Select(_activity.IsActive)]) ?? [.. operands];
                operands.Where((_, i) => partials[i] is not (null or Constant { Number: 0 })).ToList().ForEach(Reach);
                break;
        }
    }
}
