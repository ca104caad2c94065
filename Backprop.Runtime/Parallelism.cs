namespace Backprop;

/// <summary>How many threads the runtime may use.</summary>
public static class Parallelism
{
    private static int _threads = Environment.ProcessorCount;

    /// <summary>Threads that a product of matrices is shared among, the calling one included; at first, as many as there are processors.</summary>
    /// <remarks>
    /// The bits of a result do not depend on it. Small products stay on the calling thread. The others come from the thread pool; where
    /// that is busy, the calling thread does their part.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public static int Threads
    {
        get => Volatile.Read(ref _threads);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            Volatile.Write(ref _threads, value);
        }
    }
}
