using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>Which values vary with a differentiated parameter; the rest are constants as far as derivatives go.</summary>
internal sealed class Activity
{
    private readonly HashSet<int> _active = [];
    private readonly HashSet<int> _constant = [];
    private readonly Dictionary<Expression, bool> _known = new(ReferenceComparer.Instance);

    private Activity()
    {
    }

    public static Activity Of(Function function)
    {
        Activity activity = new();
        foreach (Parameter parameter in function.Parameters.Where(p => p.IsDifferentiable))
        {
            activity._active.Add(parameter.Variable.Id);
        }

        activity._constant.UnionWith(Invariance.Find(function).Select(v => v.Id));
        activity.Spread(function.Body);
        return activity;
    }

    /// <summary>Only a real number can vary smoothly: an integer or a truth value cuts the path.</summary>
    public bool IsActive(Expression expression)
    {
        if (expression is Variable variable)
        {
            return variable.Type.IsReal && _active.Contains(variable.Id);
        }

        // Asked of every part of every expression, from the top down: without memory that would be quadratic.
        if (!_known.TryGetValue(expression, out bool active))
        {
            active = expression.Type.IsReal && (expression is Conditional choice ? IsActive(choice.Then) || IsActive(choice.Else) : expression.Operands.Any(IsActive));
            _known.Add(expression, active);
        }

        return active;
    }

    private void Spread(EquatableArray<Statement> body)
    {
        foreach (Statement statement in body)
        {
            switch (statement)
            {
                case Let let:
                    Mark(let.Target, IsActive(let.Value));
                    break;
                case If branch:
                    Spread(branch.Then);
                    Spread(branch.Else);
                    foreach (Merge merge in branch.Merges)
                    {
                        Mark(merge.Target, IsActive(merge.Then) || IsActive(merge.Else));
                    }

                    break;
                case ForwardCall call:
                    Mark(call.Value, call.Arguments.Zip(call.Pair.Differentiable, (a, d) => d && IsActive(a)).Any(varies => varies));
                    break;
                case GradientCall call:
                    Mark(call.Value, call.Slopes.Any(s => IsActive(s.Argument)));
                    break;
                case Throw or Run:
                    break;
                default:
                    throw Traversal.Unknown(statement);
            }
        }
    }

    private void Mark(Variable variable, bool active)
    {
        if (active && variable.Type.IsReal && !_constant.Contains(variable.Id))
        {
            _active.Add(variable.Id);
        }
    }
}
