using System.Globalization;

namespace Backprop.Tests.Language.Fuzzing;

/// <summary>
/// Random programs against an interpreter of dual numbers. <c>FUZZ=20000</c> in the environment tries that many, from a seed
/// of their own in <c>FUZZ_SEED</c>.
/// </summary>
public sealed class RandomProgramTests
{
    private const int Size = 100;

    [Fact]
    public void Value_and_gradient_are_those_of_an_interpreter() => Hold(300, seed => new ProgramWriter(seed).Write());

    [Fact]
    public void Helpers_of_short_lines_are_right() => Hold(300, seed => new ChainWriter(seed).Write());

    [Fact]
    public void Jacobians_have_the_rows_of_their_results() => Hold(200, seed => new ProgramWriter(seed).WriteResults(), programs => Batch.Failures(programs, Jacobians.Check));

    private static void Hold(int fewest, Func<int, string> write) => Hold(fewest, write, Batch.Failures);

    private static void Hold(int fewest, Func<int, string> write, Func<IReadOnlyList<string>, IReadOnlyDictionary<string, string>> find)
    {
        int count = Number("FUZZ", fewest), seed = Number("FUZZ_SEED", 1);
        List<string> failures = [];
        for (int first = 0; first < count; first += Size)
        {
            string[] programs = [.. Enumerable.Range(first, Math.Min(Size, count - first)).Select(i => write((seed * 1_000_000) + i))];
            failures.AddRange(find(Batch.Valid(programs)).Select(f => f.Value + "\n" + f.Key));
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {count} programs\n" + string.Join("\n", failures.OrderBy(f => f.Length).Take(5)));
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
