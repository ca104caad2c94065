using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;

namespace Backprop.Generator.Reading;

/// <summary>What of a function stands where; kept apart from the function, whose meaning does not move with the lines above it.</summary>
/// <param name="Loops">The user's loops.</param>
/// <param name="Marks">The [Checkpoint] attributes of the methods that were read.</param>
internal sealed record Places(EquatableArray<LoopPlace> Loops, EquatableArray<Spot> Marks)
{
    public static readonly Places None = new(EquatableArray<LoopPlace>.Empty, EquatableArray<Spot>.Empty);
}

/// <summary>Where a loop's keyword stands.</summary>
internal sealed record LoopPlace(int LoopId, Spot Spot);
