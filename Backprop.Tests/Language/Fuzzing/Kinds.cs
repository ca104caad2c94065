namespace Backprop.Tests.Language.Fuzzing;

/// <summary>The types that random programs calculate with.</summary>
internal enum Of { Double, Single, Int, Long, Byte, Char, Bool, Kind, String }

/// <summary>A name in scope.</summary>
internal sealed record Name(string Text, Of Type, bool IsWritable);

/// <summary>A method or local function that can be called.</summary>
internal sealed record Callee(string Name, Of? Result, Of[] Parameters);

/// <summary>What is in scope at a place of a random program.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly List<Name> _names = [];
    private readonly List<Callee> _callees = [];

    public int Depth { get; } = outer is null ? 0 : outer.Depth + 1;

    public IEnumerable<Name> Names => outer is null ? _names : outer.Names.Concat(_names);

    public IEnumerable<Callee> Callees => outer is null ? _callees : outer.Callees.Concat(_callees);

    public void Add(Name name) => _names.Add(name);

    public void Add(Callee callee) => _callees.Add(callee);

    public bool Has(string name) => _names.Exists(n => n.Text == name);
}
