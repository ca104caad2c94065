using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>What is said of a derivative's loops besides their code.</summary>
/// <param name="Records">What loops record.</param>
/// <param name="Refused">Loops marked [Checkpoint] that record each iteration all the same.</param>
/// <param name="Heeded">The marks that have an effect, or that stand in a loop that keeps its states already.</param>
internal sealed record Remarks(EquatableArray<LoopRecord> Records, EquatableArray<RefusedLoop> Refused, EquatableArray<int> Heeded)
{
    public static readonly Remarks None = new(EquatableArray<LoopRecord>.Empty, EquatableArray<RefusedLoop>.Empty, EquatableArray<int>.Empty);

    /// <summary>Of a method that is written as one and as two halves: both count for what a mark does; the records are those of the one.</summary>
    public Remarks With(Remarks halves) => this with
    {
        Refused = Refused.Concat(halves.Refused).GroupBy(r => r.LoopId).Select(r => r.First()).ToEquatableArray(),
        Heeded = Heeded.Union(halves.Heeded).ToEquatableArray(),
    };

    /// <summary>With what the structs take that helpers keep for their backward halves.</summary>
    public Remarks Sized(IEnumerable<HelperDerivative> helpers)
    {
        Dictionary<string, int> sizes = [];
        foreach (HelperDerivative helper in helpers.Where(h => !h.IsGradient))
        {
            sizes[helper.Pair.SavedType] = helper.Code.Saved.Sum(v => sizes.TryGetValue(v.Type.Text, out int inner) ? inner : v.Type.Size);
        }

        return sizes.Count == 0 ? this : this with
        {
            Records = Records.Map(r => r with { Each = r.Each.Map(v => sizes.TryGetValue(v.Type.Text, out int size) ? v with { Bytes = size } : v) }),
        };
    }
}

/// <summary>A loop that must not, or cannot, be run again, and why.</summary>
internal sealed record RefusedLoop(int LoopId, int Mark, string Why);

/// <summary>What a loop records for its backward part.</summary>
/// <param name="Each">Of each iteration.</param>
/// <param name="Starts">At the start of each segment; null for a loop that records all its iterations.</param>
/// <param name="IsNested">Whether it does so in each iteration of a loop around it.</param>
internal sealed record LoopRecord(int LoopId, EquatableArray<RecordedValue> Each, EquatableArray<RecordedValue>? Starts, bool IsNested);

/// <summary>A value that is recorded.</summary>
/// <param name="Text">What it is, in the user's terms.</param>
/// <param name="Type">Its type; of an array that is recorded whole, the array's.</param>
/// <param name="Why">Why it cannot, or had better not, be computed again.</param>
internal sealed record RecordedValue(string Text, IRType Type, string Why)
{
    /// <summary>Its size; of an array, that of an element.</summary>
    public int Bytes { get; init; } = Type.Innermost.Size;
}
