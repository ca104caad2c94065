using System.Globalization;
using Backprop.Generator.IR;

namespace Backprop.Generator.Writing;

/// <summary>Where in the braces of a method each local is known: two loops side by side may both count by <c>i</c>.</summary>
internal sealed class Scopes
{
    private readonly Dictionary<Variable, List<string>> _scopes = [];
    private readonly List<Variable> _order = [];
    private readonly Locals _locals;
    private int _blocks;

    public Scopes(IEnumerable<Statement> body, Locals locals)
    {
        _locals = locals;
        Walk(body, "");
    }

    /// <summary>Locals of one name and type, each pair known in places that have no part in common.</summary>
    public IEnumerable<(Variable First, Variable Second)> Pairs(HashSet<Variable> @fixed)
    {
        foreach (IGrouping<(string, IRType), Variable> alike in _order.Where(v => !@fixed.Contains(v)).GroupBy(v => (v.Name, v.Type)))
        {
            List<(Variable Local, List<string> Scopes)> apart = [];
            foreach (Variable local in alike)
            {
                string scope = _scopes[local].Aggregate(Common);
                int found = apart.FindIndex(a => scope.Length > 0 && a.Scopes.TrueForAll(s => !s.StartsWith(scope, StringComparison.Ordinal) && !scope.StartsWith(s, StringComparison.Ordinal)));
                if (found < 0)
                {
                    apart.Add((local, [scope]));
                    continue;
                }

                apart[found].Scopes.Add(scope);
                yield return (apart[found].Local, local);
            }
        }
    }

    /// <summary>The innermost block around both.</summary>
    private static string Common(string a, string b)
    {
        int length = 0;
        for (int i = 0; i < Math.Min(a.Length, b.Length) && a[i] == b[i]; i++)
        {
            length = a[i] == '/' ? i + 1 : length;
        }

        return a.Substring(0, length);
    }

    private void Walk(IEnumerable<Statement> block, string scope)
    {
        foreach (Statement statement in block)
        {
            foreach (Variable target in Traversal.Targets(statement).Where(t => statement is not Loop || _locals.IsRead(t)))
            {
                Add(target, scope);
            }

            string head = Inside(scope);
            if (statement is Loop loop)
            {
                loop.Carried.ToList().ForEach(c => Add(c.Inner, StatementWriter.CountsAlone(c, loop, _locals) ? head : scope));
            }

            foreach (EquatableArray<Statement> inner in Traversal.Blocks(statement))
            {
                Walk(inner, statement is Loop ? head : Inside(scope));
            }
        }
    }

    private string Inside(string scope) => scope + (_blocks++).ToString(CultureInfo.InvariantCulture) + "/";

    private void Add(Variable variable, string scope)
    {
        Variable local = _locals.Representative(variable);
        if (!_scopes.TryGetValue(local, out List<string> scopes))
        {
            _scopes.Add(local, scopes = []);
            _order.Add(local);
        }

        scopes.Add(scope);
    }
}
