namespace Backprop.Tests.Products;

/// <summary>A number of threads, until disposed of.</summary>
internal sealed class ThreadSetting : IDisposable
{
    private readonly int _before = Parallelism.Threads;

    public ThreadSetting(int threads) => Parallelism.Threads = threads;

    public void Dispose() => Parallelism.Threads = _before;
}
