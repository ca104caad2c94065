using FsCheck;
using FsCheck.Fluent;

namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <summary>Says what is wrong with each of some programs; nothing of one that is right.</summary>
internal delegate IReadOnlyDictionary<string, LoopFailure> LoopJudge(IReadOnlyList<string> programs);

/// <summary>
/// What FsCheck draws and shrinks: some programs, since to compile them together takes hardly longer than to compile one. A
/// failing sample shrinks to one program, and that to a shorter one that fails in the same way.
/// </summary>
internal sealed class LoopSample
{
    /// <summary>Reductions that are compiled together.</summary>
    private const int Together = 30;

    private const int MostShown = 10;

    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(2);

    private readonly LoopJudge _judge;
    private readonly IReadOnlyDictionary<string, int> _seeds;
    private readonly Lazy<IReadOnlyDictionary<string, LoopFailure>> _failures;
    private readonly DateTime _until;

    private LoopSample(IReadOnlyDictionary<string, int> seeds, LoopJudge judge)
    {
        (_seeds, _judge) = (seeds, judge);
        _failures = new(() => judge([.. seeds.Keys]));
        _until = DateTime.MaxValue;
    }

    private LoopSample(LoopSample from, string program, LoopFailure failure, int seed)
    {
        (_judge, _seeds) = (from._judge, new Dictionary<string, int> { [program] = seed });
        _failures = new(new Dictionary<string, LoopFailure> { [program] = failure });
        _until = from._until == DateTime.MaxValue ? DateTime.UtcNow + _longest : from._until;
    }

    public IEnumerable<string> Programs => _seeds.Keys;

    public bool Holds => _failures.Value.Count == 0;

    /// <param name="seeds">What each program is written from.</param>
    public static Arbitrary<LoopSample> Arbitrary(Gen<int[]> seeds, Func<int, string> write, LoopJudge judge) =>
        Arb.From(seeds.Select(some => Of(some, write, judge)), sample => sample.Smaller());

    public static LoopSample Of(IEnumerable<int> seeds, Func<int, string> write, LoopJudge judge) =>
        new(seeds.Select(seed => (Seed: seed, Text: write(seed))).DistinctBy(p => p.Text).ToDictionary(p => p.Text, p => p.Seed), judge);

    /// <summary>Samples that fail as this one does, and are known to.</summary>
    public IEnumerable<LoopSample> Smaller()
    {
        if (Holds)
        {
            return []; // a program that is replayed may be right by now
        }

        if (_seeds.Count > 1)
        {
            return _failures.Value.OrderBy(f => f.Key.Length).Select(f => new LoopSample(this, f.Key, f.Value, _seeds[f.Key]));
        }

        (string program, LoopFailure failure) = _failures.Value.Single();
        return Reductions.Of(program).Chunk(Together).TakeWhile(_ => DateTime.UtcNow < _until)
            .SelectMany(some => _judge(some).Where(f => f.Value.Kind == failure.Kind).OrderBy(f => f.Key.Length))
            .Select(f => new LoopSample(this, f.Key, f.Value, _seeds.Values.Single()));
    }

    public override string ToString()
    {
        IEnumerable<string> lines = _failures.Value.OrderBy(f => f.Key.Length).Select(f => $"program {_seeds[f.Key]}: {f.Value}");
        return _seeds.Count == 1 ? $"\n{lines.Single()}\n{_failures.Value.Keys.Single()}"
            : $"\n{_failures.Value.Count} of {_seeds.Count} programs\n" + string.Join("\n", lines.Take(MostShown));
    }
}
