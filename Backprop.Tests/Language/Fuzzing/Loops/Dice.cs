namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <summary>Random choices.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public int Below(int count) => _random.Next(count);

    public T Pick<T>(params IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    public T? PickOrNull<T>(IEnumerable<T> choices)
        where T : class
    {
        T[] all = [.. choices];
        return all.Length == 0 ? null : Pick<T>(all);
    }

    /// <summary>Those that a coin lets stand, in a random order.</summary>
    public IReadOnlyList<T> Some<T>(IEnumerable<T> choices, double probability)
    {
        T[] some = [.. choices.Where(_ => Chance(probability))];
        _random.Shuffle(some);
        return some;
    }
}
