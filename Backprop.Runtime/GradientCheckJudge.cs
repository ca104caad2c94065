using System.Globalization;
using static Backprop.GradientCheckVerdict;

namespace Backprop;

/// <summary>Judges one partial derivative.</summary>
internal static class GradientCheckJudge
{
    /// <summary>More steps than this over one stretch are rounding; a function of decimal places has fewer.</summary>
    private const double ManyStairs = 1e10;

    /// <summary>The verdict on the derivative <paramref name="analytic"/> of the sampled function.</summary>
    /// <param name="samples">The function.</param>
    /// <param name="analytic">The derivative that is checked.</param>
    /// <param name="tolerance">The relative difference that is let pass.</param>
    public static GradientCheckFinding Judge(NumericSamples samples, double analytic, double tolerance)
    {
        GradientCheckFinding fine = Read(samples, 0, analytic, tolerance);
        if (samples.Stairs() is > 0 and double stairs)
        {
            // Short steps show the stairs, not the slope. Read them again, with the stairs for noise.
            GradientCheckFinding coarse = Read(samples, stairs, analytic, tolerance);
            string note = string.Create(CultureInfo.InvariantCulture, $"values move in steps of {stairs:G2}");
            // Or are they stairs, as a rounding to so many places makes them? Unless there are very many, nobody can tell.
            bool mayBeMeant = samples.Slope(0) * samples.Right.Distance(0) < ManyStairs * stairs;
            if (mayBeMeant && analytic == 0 && fine.Verdict is Right or Kink && coarse.Verdict == Wrong)
                return coarse with { Verdict = Undecided, Note = $"{note}, and are flat in between" };
            return coarse with { Note = coarse.Note.Length == 0 ? note : $"{coarse.Note}; {note}" };
        }
        if (fine.Verdict == Wrong && samples.NoiseLevel() is > 0 and double level)
        {
            // Between the jumps of its noise the function may have another slope, which is what short steps show.
            GradientCheckFinding coarse = Read(samples, level, analytic, tolerance);
            if (coarse.IsNear) return coarse with { Verdict = Undecided, Note = "the values scatter too much" };
        }
        if (fine.Verdict == Wrong && Math.Abs(samples.Value) * GradientCheckOptions.SingleEpsilon is > 0 and double inSingle
            && NumericNoise.Scatters(samples.Left, inSingle) && NumericNoise.Scatters(samples.Right, inSingle))
        {
            // A part computed in float stands still under short steps, and the rest moves on: seen with that noise the function
            // may contradict its own short steps.
            GradientCheckFinding coarse = Read(samples, inSingle, analytic, tolerance);
            if (coarse.IsNear && Read(samples, inSingle, fine.Numeric, tolerance).Verdict == Wrong)
                return coarse with { Verdict = Undecided, Note = "a part may be computed in float; say Epsilon = 1.2e-7" };
        }
        return fine;
    }

    private static GradientCheckFinding Read(NumericSamples samples, double noise, double analytic, double tolerance) =>
        new GradientCheckReading(samples, noise, analytic, tolerance).Find();
}
