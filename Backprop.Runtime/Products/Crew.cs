using System.Runtime.ExceptionServices;

namespace Backprop.Products;

/// <summary>A product whose parts are taken, one after the other, by the thread that asks for it and by those of the pool that come.</summary>
/// <remarks>The asking thread waits for no one to come: where the pool is busy it computes every part. Kept for the next product.</remarks>
internal sealed class Crew<T> : IThreadPoolWorkItem
    where T : unmanaged
{
    private static Crew<T>? _spare;

    private readonly ManualResetEventSlim _done = new();

    private Factors<T> _product;
    private bool _areDots;
    private int _parts, _next, _unfinished, _members;
    private ExceptionDispatchInfo? _failure;

    public static void Run(in Factors<T> product, bool areDots, int parts, int threads)
    {
        Crew<T> crew = Interlocked.Exchange(ref _spare, null) ?? new();
        int members = Math.Min(parts, threads);
        crew.Begin(product, areDots, parts, members);
        for (int i = 1; i < members; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(crew, preferLocal: false);
        }

        crew.Work();
        crew._done.Wait();
        ExceptionDispatchInfo? failure = crew._failure;
        crew.Leave();
        failure?.Throw();
    }

    void IThreadPoolWorkItem.Execute()
    {
        Work();
        Leave();
    }

    private void Begin(in Factors<T> product, bool areDots, int parts, int members)
    {
        _product = product;
        _areDots = areDots;
        _parts = _unfinished = parts;
        _members = members;
        _next = 0;
        _failure = null;
        _done.Reset();
    }

    private void Work()
    {
        for (int part; (part = Interlocked.Increment(ref _next) - 1) < _parts;)
        {
            try
            {
                Managed.Part(Parts.Part(_product, part, _parts), _areDots);
            }
            catch (Exception e)
            {
                // Thrown by the thread that asks: on one of the pool it would end the program.
                _failure = ExceptionDispatchInfo.Capture(e);
            }

            if (Interlocked.Decrement(ref _unfinished) == 0)
            {
                _done.Set();
            }
        }
    }

    /// <summary>Who leaves last puts the crew back: until then a late member may still look whether there is a part left.</summary>
    private void Leave()
    {
        if (Interlocked.Decrement(ref _members) == 0)
        {
            Volatile.Write(ref _spare, this);
        }
    }
}
