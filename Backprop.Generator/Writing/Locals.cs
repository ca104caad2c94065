using Backprop.Generator.IR;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Generator.Writing;

/// <summary>
/// The C# locals of a method: variables of one name share a local where their lifetimes allow, so that <c>dx</c> is
/// declared once and added to; every local has a name of its own.
/// </summary>
internal sealed class Locals
{
    private readonly Dictionary<int, Variable> _representatives = [];
    private readonly Dictionary<int, string> _names = [];
    private readonly HashSet<string> _taken;
    private readonly HashSet<Variable> _read;
    private readonly Locals _primals;

    /// <param name="parameters">Variables that the method's parameters hold, and whether the method may assign to them.</param>
    /// <param name="body">All that is written, in order.</param>
    /// <param name="results">What is read after the body.</param>
    /// <param name="reserved">Names that mean something else in the method.</param>
    /// <param name="primals">The locals that cotangents are named after, where another method has them.</param>
    public Locals(
        IReadOnlyList<(Variable Variable, bool IsAssignable)> parameters,
        IEnumerable<Statement> body,
        IReadOnlyCollection<Expression> results,
        IEnumerable<string> reserved,
        Locals? primals = null)
    {
        _primals = primals ?? this;
        List<Statement> statements = [.. body];
        _taken = [.. reserved];
        _read = [.. Traversal.All(statements).SelectMany(Traversal.Expressions).Concat(results).SelectMany(e => e.Variables)];
        foreach ((Variable variable, _) in parameters)
        {
            Name(variable);
        }

        HashSet<Variable> @fixed = [.. parameters.Where(p => !p.IsAssignable).Select(p => p.Variable)];
        Share(statements, results, @fixed);
        foreach ((Variable first, Variable second) in new Scopes(statements, this).Pairs(@fixed))
        {
            _representatives[second.Id] = first;
        }

        // The user's own names first; a cotangent after what it is named after.
        foreach (Variable variable in Traversal.Definitions(statements).OrderBy(v => (v.CotangentOf ?? v).IsTemporary))
        {
            Name(variable);
        }
    }

    /// <summary>Has a variable live elsewhere than in a local: in a field.</summary>
    public void Place(Variable variable, string place) => _names[Representative(variable).Id] = place;

    public string this[Variable variable] => _names.TryGetValue(Representative(variable).Id, out string name) ? name : variable.Name;

    /// <summary>Whether anything reads a variable.</summary>
    public bool IsRead(Variable variable) => _read.Contains(variable);

    public bool AreShared(Expression a, Variable b) => a is Variable variable && Representative(variable) == Representative(b);

    /// <summary>The variable that stands for all that share its local.</summary>
    public Variable Representative(Variable variable)
    {
        while (_representatives.TryGetValue(variable.Id, out Variable next))
        {
            variable = next;
        }

        return variable;
    }

    private void Share(List<Statement> body, IReadOnlyCollection<Expression> results, HashSet<Variable> @fixed)
    {
        Interference interference = new(body, results);
        Dictionary<Variable, List<Variable>> groups = [];
        foreach ((Variable a, Variable b, bool isCopy) in Traversal.All(body).SelectMany(Candidates))
        {
            Variable first = Representative(a), second = Representative(b);
            if (first == second || !AreOneName(a, b) || (!isCopy && (a.IsTemporary || b.IsTemporary)) || @fixed.Contains(first) || @fixed.Contains(second))
            {
                continue;
            }

            if (_names.ContainsKey(second.Id))
            {
                (first, second) = (second, first); // a parameter keeps its name
            }

            List<Variable> firsts = Group(first), seconds = Group(second);
            if (!firsts.Any(f => seconds.Any(s => interference.Between(f, s))))
            {
                _representatives[second.Id] = first;
                firsts.AddRange(seconds);
            }
        }

        List<Variable> Group(Variable representative)
        {
            if (!groups.TryGetValue(representative, out List<Variable> group))
            {
                groups.Add(representative, group = [representative]);
            }

            return group;
        }
    }

    private bool AreOneName(Variable a, Variable b) => a.Type == b.Type && (a.CotangentOf, b.CotangentOf) switch
    {
        ({ } x, { } y) => _primals.Representative(x) == _primals.Representative(y),
        (null, null) => a.Name == b.Name,
        _ => false,
    };

    /// <summary>Pairs that would read better as one local: an assigned variable, and the same one before.</summary>
    private static IEnumerable<(Variable Before, Variable After, bool IsCopy)> Candidates(Statement statement) => statement switch
    {
        Let let => let.Value.Variables.Select(v => (v, let.Target, false)),
        If branch => branch.Merges.SelectMany(m => new[] { m.Then, m.Else }.OfType<Variable>().Select(v => (v, m.Target, true))),
        Loop loop => loop.Carried.SelectMany(c => new[] { c.Initial, c.Next, c.Outer }.OfType<Variable>().Select(v => (v, c.Inner, true))),
        BackwardCall call => call.Cotangents.Where(c => c.Before is Variable).Select(c => ((Variable)c.Before, c.Result, true)),
        _ => [],
    };

    private void Name(Variable variable)
    {
        Variable representative = Representative(variable);
        if (_names.ContainsKey(representative.Id))
        {
            return;
        }

        string wanted = variable.CotangentOf is { } primal ? "d" + _primals[primal].TrimStart('@') : variable.Name.TrimStart('@');
        string name = _taken.Take(wanted);
        _names.Add(representative.Id, SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name);
    }
}
