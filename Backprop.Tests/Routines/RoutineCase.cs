namespace Backprop.Tests.Routines;

/// <summary>A routine at some points away from its kinks, as a function of one row of numbers: see <see cref="Flat"/>.</summary>
/// <param name="Name">Class and method; what follows a comma says what is special about the points.</param>
/// <param name="Value">The routine, of fresh arrays at every call, since some overwrite theirs.</param>
internal sealed record RoutineCase(string Name, Func<double[], double> Value, params double[][] Points)
{
    /// <summary>The generated gradient: the value, then the derivatives in the order of the arguments; null while there is none.</summary>
    public Func<double[], double[]>? Gradient { get; init; }

    /// <summary>The derivatives by a formula of their own, true at all points; NaN where there is none for an argument.</summary>
    public Func<double[], double[]>? Exact { get; init; }

    /// <summary>How far the gradient may be from <see cref="Exact"/>, relative to it.</summary>
    public double ExactTolerance { get; init; } = 1e-10;

    /// <summary>Class and method.</summary>
    public string Routine => Name.Split(',')[0];

    /// <summary>
    /// Whether a derivative is that of differences, with no kink about. One that is 0 up to rounding on both sides counts: no
    /// difference can confirm it.
    /// </summary>
    public static bool Agrees(GradientCheckEntry entry) =>
        entry.Verdict == GradientCheckVerdict.Right
        || (entry.Verdict == GradientCheckVerdict.Undecided && Math.Max(entry.Error, Math.Abs(entry.Analytic - entry.Numeric)) < 1e-12);
}
