namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <summary>
/// What was generated for a program against the interpreter: value, exception and contents of arrays to the bit, gradient to
/// rounding. Each call is made twice, so that nothing that one leaves behind gets into the next.
/// </summary>
internal static class LoopGradientCheck
{
    private const int Trials = 4;
    private const double Tolerance = 1e-11, SingleTolerance = 1e-4, LargestSize = 1e200, LargestSingleSize = 1e20;

    public static LoopFailure? Check(LoopSubject subject, int seed)
    {
        Random random = new(seed);
        for (int trial = 0; trial < Trials; trial++)
        {
            object[] arguments = LoopArguments.For(subject.Symbol, random);
            if (Check(subject, arguments) is { } failure)
            {
                return failure with { Text = $"F({LoopArguments.Show(arguments)}) {failure.Text}" };
            }
        }

        return null;
    }

    private static LoopFailure? Check(LoopSubject subject, object[] arguments)
    {
        if (subject.Interpret(arguments) is not { } oracle)
        {
            return null;
        }

        if (oracle.DifferenceTo(subject.Call(arguments)) is { } wrong)
        {
            return new("Interpreter", wrong + " by the compiled method");
        }

        LoopOutcome gradient = subject.Gradient(arguments, double.NaN), again = subject.Gradient(arguments, 12345);
        return Check(oracle, gradient, "FGradient") ?? Check(oracle, again, "FGradient, called again,")
            ?? Compare(gradient, again)
            ?? (subject.HasHalves ? Check(oracle, subject.Halves(arguments), "the pair of halves") : null);
    }

    private static LoopFailure? Compare(LoopOutcome first, LoopOutcome again) =>
        LoopOracle.DifferenceOf([.. first.Gradient.Cast<object>()], [.. again.Gradient.Cast<object>()]) is { } change
            ? new LoopFailure("Second call", $"has another gradient when FGradient is called again: {change}")
            : null;

    private static LoopFailure? Check(LoopOracle oracle, LoopOutcome actual, string member)
    {
        if (oracle.DifferenceTo(actual) is { } difference)
        {
            string kind = oracle.Thrown is not null || actual.Thrown is not null ? "Exception"
                : LoopOracle.IsSame(oracle.Expected!.Value, actual.Value!) ? "Contents"
                : "Value";
            return new(kind, $"{difference} by {member}{(actual.Thrown is { } thrown ? "\n" + thrown : "")}");
        }

        if (oracle.Thrown is not null || oracle.HasKink || !double.IsFinite(oracle.Expected!.Value))
        {
            return null;
        }

        Dual expected = oracle.Expected;
        if (actual.Gradient.Length != expected.Slopes.Length)
        {
            return new("Gradient", $"has {expected.Slopes.Length} partials, {member} gives {actual.Gradient.Length}");
        }

        for (int i = 0; i < expected.Slopes.Length; i++)
        {
            (double slope, double size) = (expected.Slopes[i], expected.Sizes[i]);
            double allowed = (oracle.HasSingle ? SingleTolerance : Tolerance) * (size + 1e-9);
            if (size < (oracle.HasSingle ? LargestSingleSize : LargestSize) && !(Math.Abs(slope - actual.Gradient[i]) <= allowed))
            {
                return new("Gradient", $"has slope {slope:R} by real number {i} of its arguments (size {size:R}), {member} says {actual.Gradient[i]:R}");
            }
        }

        return null;
    }
}
