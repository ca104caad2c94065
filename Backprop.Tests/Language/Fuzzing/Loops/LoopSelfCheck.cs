namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <summary>
/// The interpreter against the compiled method, with no generator in between: its values and exceptions against the
/// method's own, its slopes against differences of that. What it says of a generated gradient is worth what this finds.
/// </summary>
internal sealed class LoopSelfCheck
{
    private const int Trials = 3;
    private const double LargestSize = 1e8;

    /// <summary>Trials whose slopes differences agreed with.</summary>
    public int Right { get; private set; }

    /// <summary>Trials whose slopes differences cannot tell: near a kink, or lost in rounding.</summary>
    public int Undecided { get; private set; }

    public int Thrown { get; private set; }

    public int TooLong { get; private set; }

    public LoopFailure? Check(LoopSubject subject, int seed)
    {
        Random random = new(seed);
        for (int trial = 0; trial < Trials; trial++)
        {
            object[] arguments = LoopArguments.For(subject.Symbol, random);
            if (Check(subject, arguments, random) is { } failure)
            {
                return failure with { Text = $"F({LoopArguments.Show(arguments)}) {failure.Text}" };
            }
        }

        return null;
    }

    private LoopFailure? Check(LoopSubject subject, object[] arguments, Random random)
    {
        LoopOracle? oracle = subject.Interpret(arguments);
        if (oracle is null)
        {
            TooLong++;
            return null;
        }

        if (oracle.DifferenceTo(subject.Call(arguments)) is { } difference)
        {
            return new("Interpreter", difference + " by the compiled method");
        }

        if (oracle.Thrown is not null)
        {
            Thrown++;
            return null;
        }

        return oracle.HasKink ? Unsure() : CheckSlopes(subject, arguments, oracle, random);
    }

    /// <summary>All slopes at once, along a random direction. A float cannot move by as little as differences need.</summary>
    private LoopFailure? CheckSlopes(LoopSubject subject, object[] arguments, LoopOracle oracle, Random random)
    {
        List<double> direction = [];
        foreach ((int i, object argument) in arguments.Index().Where(a => subject.IsActive[a.Index]))
        {
            direction.AddRange(LoopArguments.Leaves(argument).Select(leaf => leaf is double ? (random.NextDouble() * 2) - 1 : 0));
        }

        Dual expected = oracle.Expected!;
        double slope = expected.Slopes.Zip(direction, (s, d) => s * d).Sum(), size = expected.Sizes.Zip(direction, (s, d) => s * Math.Abs(d)).Sum();
        if (!(size < LargestSize) || !double.IsFinite(expected.Value))
        {
            return Unsure();
        }

        double along(double t) => Convert.ToDouble(subject.Call(Moved(subject, arguments, direction, t)).Value ?? double.NaN);
        (GradientCheckVerdict verdict, double numeric) = oracle.HasSingle ? Coarse(along, slope, size) : Fine(along, slope);
        switch (verdict)
        {
            case GradientCheckVerdict.Wrong:
                return new("Slope", $"has slope {slope:R} (size {size:R}) along a direction, by differences {numeric:R}");
            case GradientCheckVerdict.Right:
                Right++;
                return null;
            default:
                return Unsure();
        }
    }

    private static (GradientCheckVerdict Verdict, double Numeric) Fine(Func<double, double> along, double slope)
    {
        GradientCheckReport report = GradientCheck.Of(t => along(t[0]), [0.0], [slope], ["t"], new() { RelativeTolerance = 1e-6 });
        return (report.Entries[0].Verdict, report.Entries[0].Numeric);
    }

    /// <summary>A function that rounds to float is a staircase: steps are long, and both sides have to agree.</summary>
    private static (GradientCheckVerdict Verdict, double Numeric) Coarse(Func<double, double> along, double slope, double size)
    {
        const double Step = 0.004;
        double middle = along(0), right = (along(Step) - middle) / Step, left = (middle - along(-Step)) / Step, far = (along(2 * Step) - middle) / (2 * Step);
        double doubt = Math.Abs(right - left) + Math.Abs(far - right), allowed = 0.03 * (size + Math.Abs(slope)) + 1e-3, numeric = (right + left) / 2;
        return (!(doubt < allowed) ? GradientCheckVerdict.Undecided
            : Math.Abs(numeric - slope) < allowed ? GradientCheckVerdict.Right
            : GradientCheckVerdict.Wrong, numeric);
    }

    private static object[] Moved(LoopSubject subject, object[] arguments, List<double> direction, double t)
    {
        int next = 0;
        return [.. arguments.Select((a, i) => subject.IsActive[i] ? LoopArguments.Map(a, number => number + (t * direction[next++])) : a)];
    }

    private LoopFailure? Unsure()
    {
        Undecided++;
        return null;
    }
}
