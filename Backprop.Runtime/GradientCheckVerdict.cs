namespace Backprop;

/// <summary>What a gradient check found of one partial derivative.</summary>
public enum GradientCheckVerdict
{
    /// <summary>It agrees with the numeric derivative.</summary>
    Right,

    /// <summary>
    /// Right, but a kink, a jump or the edge of the domain is near: it agrees with the numeric derivative of the side on
    /// which the point lies. Exactly at a kink: it lies between the derivatives of the two sides.
    /// </summary>
    Kink,

    /// <summary>It contradicts the numeric derivative.</summary>
    Wrong,

    /// <summary>The function does not tell: it is not finite, or rounding hides its derivative. The note says which.</summary>
    Undecided,
}
