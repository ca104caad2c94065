using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <summary>
/// Random programs of loops and arrays against an interpreter of dual numbers. In the environment, <c>FUZZ=20000</c> tries
/// that many, drawn from <c>FUZZ_SEED=1</c>; <c>FUZZ_PROGRAM=123</c> tries and shrinks the one that a failure has named;
/// <c>FUZZ_WITHOUT=Jagged,Aliases</c> leaves out <see cref="LoopFeatures"/>. Programs that the generator refuses pass,
/// unless <c>FUZZ_REFUSALS=0</c> asks for them.
/// </summary>
public sealed class RandomLoopTests
{
    private const int Size = 50;

    [Fact]
    public void The_interpreter_runs_programs_as_the_compiler_does_and_its_slopes_are_those_of_differences()
    {
        LoopSelfCheck check = new();
        Hold(200, false, programs => LoopBatch.OfInterpreter(programs, check));
        string counts = $"{check.Right} right, {check.Undecided} undecided, {check.Thrown} thrown, {check.TooLong} too long";
        TestContext.Current.TestOutputHelper?.WriteLine(counts);
        Assert.True(check.Right > 3 * (check.Undecided + check.Thrown + check.TooLong) || Variable("FUZZ_PROGRAM") is not null, counts);
    }

    [Fact]
    public void Value_and_gradient_of_loops_are_those_of_an_interpreter() => HoldGenerated(isCheckpointed: false);

    [Fact]
    public void Value_and_gradient_of_loops_are_the_same_with_checkpoints() => HoldGenerated(isCheckpointed: true);

    private static void HoldGenerated(bool isCheckpointed)
    {
        bool passesRefused = Variable("FUZZ_REFUSALS") != "0";
        int refused = 0;
        Hold(
            100, isCheckpointed, programs =>
        {
            Dictionary<string, LoopFailure> failures = LoopBatch.OfGenerator(programs).ToDictionary();
            refused += failures.Count(f => f.Value.IsRefusal);
            return failures.Where(f => !passesRefused || !f.Value.IsRefusal).ToDictionary();
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{refused} refused");
    }

    private static void Hold(int fewest, bool isCheckpointed, LoopJudge judge)
    {
        Enum.TryParse(Variable("FUZZ_WITHOUT"), out LoopFeatures without);
        int count = Number("FUZZ") ?? fewest, size = Math.Min(Size, count);
        Gen<int[]> seeds = Number("FUZZ_PROGRAM") is { } program ? Gen.Constant(new[] { program }) : Gen.Choose(0, int.MaxValue).ArrayOf(size);

        // FsCheck steps through its numbers from what it is given: neighbouring seeds, taken as they are, give nearly the same programs.
        Random spread = new(Number("FUZZ_SEED") ?? 1);
        Config config = Config.QuickThrowOnFailure.WithMaxTest((count + size - 1) / size).WithReplay((ulong)spread.NextInt64(), (ulong)spread.NextInt64() | 1);
        Prop.ForAll(LoopSample.Arbitrary(seeds, seed => new LoopProgramWriter(seed, without) { IsCheckpointed = isCheckpointed }.Write(), judge), sample => sample.Holds).Check(config);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    private static int? Number(string variable) => int.TryParse(Variable(variable), CultureInfo.InvariantCulture, out int number) ? number : null;
}
