namespace Backprop.Benchmarks.Scalar;

/// <summary>One formula: its value, its generated gradient and one written by hand, over the same points.</summary>
public abstract class Subject
{
    /// <summary>How many points one invocation works through: enough to hide the call, few enough to stay in the first-level cache.</summary>
    public const int Count = 256;

    public abstract double Value();

    public abstract double Generated();

    public abstract double HandWritten();

    /// <summary>Fails unless both gradients agree with each other and with differences of the value.</summary>
    public abstract void Check();

    protected static T[] Points<T>(Func<Random, T> point)
    {
        Random random = new(20260101);
        return [.. Enumerable.Range(0, Count).Select(_ => point(random))];
    }

    protected static double Between(Random random, double low, double high) => low + random.NextDouble() * (high - low);
}
