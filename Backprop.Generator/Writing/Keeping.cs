using Backprop.Generator.IR;

namespace Backprop.Generator.Writing;

/// <summary>What of the forward half's memory the backward half finds in the struct between them: records, and arrays from a pool.</summary>
internal sealed class Keeping
{
    private Keeping(EquatableArray<Statement> forward, EquatableArray<Variable> owners) => (Forward, Owners) = (forward, owners);

    /// <summary>The forward half, its arrays taken from the pool.</summary>
    public EquatableArray<Statement> Forward { get; }

    /// <summary>What is given back when the struct is disposed.</summary>
    public EquatableArray<Variable> Owners { get; }

    public static Keeping Of(EquatableArray<Statement> forward, IEnumerable<Variable> saved, FreshVariables fresh)
    {
        List<Variable> owners = [.. forward.OfType<Open>().Select(o => o.Target)];
        bool keepsArrays = saved.Any(v => v.Type.IsArray);
        EquatableArray<Statement> kept = Pool(forward.Where(s => s is not Open).ToEquatableArray(), keepsArrays, owners, fresh);
        return new(kept, owners.ToEquatableArray());
    }

    /// <summary>What a loop makes is gone with its iteration; what is made once may be read again.</summary>
    private static EquatableArray<Statement> Pool(EquatableArray<Statement> block, bool keepsArrays, List<Variable> owners, FreshVariables fresh) => block.Map(s =>
    {
        switch (s)
        {
            case Allocate { Target.Type.IsSpan: true } allocation when keepsArrays:
                Variable owner = allocation.Owner ?? fresh.Temporary(new($"global::Backprop.CompilerServices.Scratch<{allocation.Target.Type.Element}>"), allocation.Target.Name + "Memory");
                owners.Add(owner);
                return allocation with { Place = Place.Pool, Owner = owner };
            case If branch:
                return branch with { Then = Pool(branch.Then, keepsArrays, owners, fresh), Else = Pool(branch.Else, keepsArrays, owners, fresh) };
            default:
                return s;
        }
    });
}
