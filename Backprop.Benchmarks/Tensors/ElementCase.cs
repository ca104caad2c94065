namespace Backprop.Benchmarks.Tensors;

/// <summary>What is done to all elements of tensors: as generated, and as calls of <c>TensorPrimitives</c>, one an operation.</summary>
internal abstract class ElementCase
{
    public abstract string Name { get; }

    /// <summary>What the forward and the backward pass must read and write, each array once a pass.</summary>
    public abstract long Bytes { get; }

    public abstract void Ours();

    public abstract void OneByOne();

    /// <summary>What both leave behind, to be held against each other: pairs of results.</summary>
    public abstract IEnumerable<(float[] Ours, float[] Theirs)> Results { get; }

    /// <summary>Sums in other orders, and functions within other last places: a few units of float, of the largest result.</summary>
    public void RequireAgreement()
    {
        Ours();
        OneByOne();
        foreach ((float[] ours, float[] theirs) in Results)
        {
            float largest = ours.Max(Math.Abs), difference = ours.Zip(theirs, (a, b) => Math.Abs(a - b)).Max();
            if (!(difference <= 1e-4f * largest))
            {
                throw new InvalidOperationException($"{Name}: the results differ by {difference}, of {largest}.");
            }
        }
    }

    protected static float[] Numbers(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
