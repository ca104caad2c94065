namespace Backprop.Benchmarks.Scalar;

/// <summary>What is known of one subject: the least time of each method over all rounds, in nanoseconds for one point.</summary>
internal sealed class ScalarRow(string name)
{
    private readonly Dictionary<string, double> _least = [];

    public string Name => name;

    public double Value => _least[nameof(Subject.Value)];

    public double Generated => _least[nameof(Subject.Generated)];

    public double HandWritten => _least[nameof(Subject.HandWritten)];

    /// <summary>The most that one call of a gradient allocated, in bytes.</summary>
    public long Allocated { get; private set; }

    public void Add(string method, double nanoseconds, long allocated)
    {
        _least[method] = Math.Min(nanoseconds, _least.GetValueOrDefault(method, double.PositiveInfinity));
        Allocated = Math.Max(Allocated, allocated);
    }
}
