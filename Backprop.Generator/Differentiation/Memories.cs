using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>Which memory each array of a function names: a parameter's, that of an array the function makes, or a member's.</summary>
internal sealed class Memories
{
    private readonly Dictionary<Variable, Expression> _memories = [];
    private readonly HashSet<Variable> _elsewhere = [];

    public Memories(IEnumerable<Statement> body)
    {
        foreach (Statement statement in Traversal.All(body))
        {
            if (statement is Let { Target.Type.IsArray: true, Value: View or Load or Variable } name)
            {
                _memories[name.Target] = Of(name.Value);
            }
            else if (statement is Let { Target.Type.IsArray: true, Value: not Invoke } member)
            {
                _elsewhere.Add(member.Target);
            }
        }
    }

    /// <summary>The same for all names of one memory.</summary>
    public Expression Of(Expression array) => array switch
    {
        Variable variable => _memories.TryGetValue(variable, out Expression memory) ? memory : variable,
        View view => Of(view.Array),
        Load row => Of(row.Array),
        _ => array,
    };

    /// <summary>Whether memory comes from elsewhere, such as a field, so that it may be that of another name as well.</summary>
    public bool IsElsewhere(Variable memory) => _elsewhere.Contains(memory);

    /// <summary>The memories that statements write to, at any depth.</summary>
    public HashSet<Expression> Written(IEnumerable<Statement> body) => [.. Traversal.All(body).Select(Written).OfType<Expression>()];

    /// <summary>The memory that a statement itself writes to; null where it writes to none.</summary>
    public Expression? Written(Statement statement) => statement switch
    {
        Store store => Of(store.Array),
        Bulk { Destination: { } filled } => Of(filled),
        _ => null,
    };

    /// <summary>The memories whose elements statements read, at any depth.</summary>
    public HashSet<Expression> Read(IEnumerable<Statement> body) => [.. Traversal.Nodes(body).OfType<Load>().Select(l => Of(l.Array))];
}
