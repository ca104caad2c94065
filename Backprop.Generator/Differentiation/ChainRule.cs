using System.Runtime.CompilerServices;
using Backprop.Generator.IR;
using Backprop.Generator.Rules;

namespace Backprop.Generator.Differentiation;

/// <summary>Carries a cotangent through one expression to the variables it reads, by the rules and gates.</summary>
internal sealed class ChainRule(Activity activity, Func<Expression, Expression> resolve)
{
    private readonly List<(Expression To, List<Expression> Terms)> _contributions = [];

    /// <summary>What each variable and each element is to get, in the order in which the expression first reads them.</summary>
    public IReadOnlyList<(Expression To, List<Expression> Terms)> Contributions => _contributions;

    /// <param name="target">What holds the expression's value; null if nothing does.</param>
    public void Pull(Expression node, Expression cotangent, Expression? target = null)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!activity.IsActive(node))
        {
            return;
        }

        switch (node)
        {
            case Variable or Load:
                Add(node, cotangent);
                break;
            case Conversion convert:
                Pull(convert.Operand, new Conversion(convert.Operand.Type, cotangent));
                break;
            case Group group:
                Pull(group.Value, cotangent);
                break;
            case Conditional choice:
                Pull(choice.Then, new Conditional(choice.Test, cotangent, Constant.Zero(node.Type)));
                Pull(choice.Else, new Conditional(choice.Test, Constant.Zero(node.Type), cotangent));
                break;
            default:
                PullByRule(node, cotangent, target ?? Primal.Of(node));
                break;
        }
    }

    private void PullByRule(Expression node, Expression cotangent, Expression y)
    {
        foreach (Gate gate in Gates.Like(node))
        {
            if (gate.Match(node, resolve) is { } match)
            {
                Expression[] partials = gate.Partials([.. match.Operands.Select(Primal.Of)], y);
                Pull(match.Operands, match.Read(partials), cotangent);
                return;
            }
        }

        Expression[] operands = [.. node.Operands];
        Rule rule = RuleTable.Find(node) ?? throw new InvalidOperationException($"no rule for {node}, which the check let pass");
        Pull(operands, rule.Partials([.. operands.Select(Primal.Of)], y, [.. operands.Select(activity.IsActive)]), cotangent);
    }

    private void Pull(Expression[] operands, Expression?[] partials, Expression cotangent)
    {
        for (int i = 0; i < operands.Length; i++)
        {
            if (partials[i] is { } partial)
            {
                Pull(operands[i], Times(partial, cotangent));
            }
        }
    }

    /// <summary>Sums pass the cotangent on as it is, however long they are.</summary>
    private static Expression Times(Expression partial, Expression cotangent) =>
        partial is Constant { Number: 1 } ? cotangent : cotangent is Constant { Number: 1 } ? partial : partial * cotangent;

    private void Add(Expression to, Expression cotangent)
    {
        int known = _contributions.FindIndex(c => c.To.Equals(to));
        if (known < 0)
        {
            _contributions.Add((to, [cotangent]));
        }
        else
        {
            _contributions[known].Terms.Add(cotangent);
        }
    }

}
