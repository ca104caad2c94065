using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>Which values vary with a differentiated parameter; the rest are constants as far as derivatives go.</summary>
internal sealed class Activity
{
    private readonly HashSet<int> _active = [];
    private readonly HashSet<int> _constant = [];
    private readonly HashSet<Expression> _activeMemories = [];
    private readonly Dictionary<Expression, bool> _known = new(ReferenceComparer.Instance);

    private Activity(Memories memories) => Memories = memories;

    /// <summary>What the arrays of the function name.</summary>
    public Memories Memories { get; }

    public static Activity Of(Function function)
    {
        Activity activity = new(new(function.Body));
        foreach (Parameter parameter in function.Parameters.Where(p => p.IsDifferentiable))
        {
            if (parameter.Variable.Type.IsArray)
            {
                activity._activeMemories.Add(parameter.Variable);
            }
            else
            {
                activity._active.Add(parameter.Variable.Id);
            }
        }

        activity._constant.UnionWith(Invariance.Find(function, activity.Memories).Select(v => v.Id));

        // What a loop or an array holds may vary only after a later line has made it so.
        for (int known = -1; known != activity.Count;)
        {
            known = activity.Count;
            activity.Spread(function.Body);
            activity._known.Clear();
        }

        return activity;
    }

    private int Count => _active.Count + _activeMemories.Count;

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
            active = expression.Type.IsReal && expression switch
            {
                Conditional choice => IsActive(choice.Then) || IsActive(choice.Else),
                Frozen => false,
                Load load => HoldsActive(load.Array),
                _ => expression.Operands.Any(IsActive),
            };
            _known.Add(expression, active);
        }

        return active;
    }

    /// <summary>Whether an array's memory ever holds a value that varies.</summary>
    public bool HoldsActive(Expression array) => _activeMemories.Contains(Memories.Of(array));

    /// <summary>Whether what a call on whole arrays gives varies with what it reads.</summary>
    public bool Varies(Bulk bulk) => bulk.ResultType.IsReal && bulk.Operands.Any(IsActive);

    /// <summary>Whether a derivative flows through a loop: by what it hands on, or by what it writes.</summary>
    public bool Reaches(Loop loop) => loop.Carried.Any(c => IsActive(c.Outer))
        || Memories.Written(loop.Body).Any(HoldsActive);

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
                case Loop loop:
                    Spread(loop);
                    break;
                case Store store when IsActive(store.Value):
                    _activeMemories.Add(Memories.Of(store.Array));
                    break;
                case ForwardCall call:
                    Mark(call.Value, call.Arguments.Zip(call.Pair.Differentiable, (a, d) => d && IsActive(a)).Any(varies => varies));
                    break;
                case GradientCall call:
                    Mark(call.Value, call.Slopes.Any(s => IsActive(s.Argument)));
                    break;
                case Bulk bulk:
                    Spread(bulk);
                    break;
                case Throw or Run or Allocate or Store:
                    break;
                default:
                    throw Traversal.Unknown(statement);
            }
        }
    }

    private void Spread(Bulk bulk)
    {
        bool varies = Varies(bulk);
        if (bulk.Value is { } value)
        {
            Mark(value, varies);
        }
        else if (varies)
        {
            _activeMemories.Add(Memories.Of(bulk.Destination!));
        }
    }

    private void Spread(Loop loop)
    {
        foreach (Carry carry in loop.Carried)
        {
            Mark(carry.Inner, IsActive(carry.Initial) || IsActive(carry.Next));
        }

        Spread(loop.Body);
        foreach (Carry carry in loop.Carried)
        {
            bool varies = IsActive(carry.Inner) || IsActive(carry.Next);
            Mark(carry.Inner, varies);
            Mark(carry.Outer, varies);
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
