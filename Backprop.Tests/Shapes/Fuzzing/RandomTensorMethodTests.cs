using System.Globalization;
using Backprop.Tests.Language.Fuzzing.Loops;
using FsCheck;
using FsCheck.Fluent;

namespace Backprop.Tests.Shapes.Fuzzing;

/// <summary>
/// Random methods of tensors. In the environment, <c>FUZZ=20000</c> tries that many, drawn from <c>FUZZ_SEED=1</c>;
/// <c>FUZZ_PROGRAM=123</c> tries and shrinks the one that a failure has named. Programs that the generator refuses pass, unless
/// <c>FUZZ_REFUSALS=0</c> asks for them.
/// </summary>
public sealed class RandomTensorMethodTests
{
    private const int Fewest = 60, Together = 30;

    [Fact]
    public void Value_and_gradient_are_those_of_the_method_itself()
    {
        bool passesRefused = Variable("FUZZ_REFUSALS") != "0";
        ShapedBatch batch = new();
        int refused = 0;
        int count = Number("FUZZ") ?? Fewest, size = Math.Min(Together, count);
        Gen<int[]> seeds = Number("FUZZ_PROGRAM") is { } program ? Gen.Constant(new[] { program }) : Gen.Choose(0, int.MaxValue).ArrayOf(size);
        Random spread = new(Number("FUZZ_SEED") ?? 1); // FsCheck draws nearly the same numbers from neighbouring seeds
        Config config = Config.QuickThrowOnFailure.WithMaxTest((count + size - 1) / size).WithReplay((ulong)spread.NextInt64(), (ulong)spread.NextInt64() | 1);
        try
        {
            Prop.ForAll(LoopSample.Arbitrary(seeds, seed => new ShapedProgramWriter(seed).Write(), Judge), sample => sample.Holds).Check(config);
        }
        finally
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{batch.Ran} ran, {refused} refused, {batch.Invalid} no C#; {batch.Compared} slopes compared, {batch.Undecided} undecided");
        }

        IReadOnlyDictionary<string, LoopFailure> Judge(IReadOnlyList<string> programs)
        {
            Dictionary<string, LoopFailure> failures = batch.Judge(programs).ToDictionary();
            refused += failures.Count(f => f.Value.IsRefusal);
            return failures.Where(f => !passesRefused || !f.Value.IsRefusal).ToDictionary();
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    private static int? Number(string variable) => int.TryParse(Variable(variable), CultureInfo.InvariantCulture, out int number) ? number : null;
}
