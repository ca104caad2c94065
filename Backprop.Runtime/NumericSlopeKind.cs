namespace Backprop;

/// <summary>What a function does on one side of a point.</summary>
internal enum NumericSlopeKind
{
    /// <summary>It has a one-sided derivative.</summary>
    Regular,

    /// <summary>It reaches its value with infinite slope, as the square root does at 0.</summary>
    Infinite,

    /// <summary>It does not reach its value: the point belongs to the other side.</summary>
    Jump,

    /// <summary>It is not finite right beside the point.</summary>
    NotFinite,

    /// <summary>None of these can be told from the samples.</summary>
    Unclear,
}
