using System.Runtime.ExceptionServices;

namespace Backprop.Products;

/// <summary>A product whose parts are taken one after the other, by the thread that asks for it and by those of the pool that come.</summary>
/// <remarks>
/// The asking thread waits for nobody to come: where the pool is busy it computes every part. There are as many crews as processors, made
/// once; who finds none free computes alone.
/// </remarks>
internal sealed class Crew<T>
    where T : unmanaged
{
    /// <summary>Members of a crew that is being made ready: no one may join.</summary>
    private const int Closed = -1;

    private static readonly Crew<T>[] _crews = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(static _ => new Crew<T>())];

    private static readonly Helper _helper = new();

    /// <summary>Helpers that were called and have not come yet; they will look at all crews.</summary>
    private static int _called;

    private readonly ManualResetEventSlim _done = new();

    private Factors<T> _product;
    private bool _areDots;
    private int _parts, _next, _unfinished, _members, _mostMembers;
    private ExceptionDispatchInfo? _failure;

    public static void Run(in Factors<T> product, bool areDots, int parts, int threads)
    {
        foreach (Crew<T> crew in _crews)
        {
            if (Interlocked.CompareExchange(ref crew._members, Closed, 0) == 0)
            {
                crew.Open(product, areDots, parts, threads);
                Call(Math.Min(parts, threads) - 1);
                crew.Finish();
                return;
            }
        }

        Managed.Part(product, areDots);
    }

    private static void Call(int helpers)
    {
        while (Volatile.Read(ref _called) < helpers)
        {
            Interlocked.Increment(ref _called);
            ThreadPool.UnsafeQueueUserWorkItem(_helper, preferLocal: false);
        }
    }

    private void Open(in Factors<T> product, bool areDots, int parts, int threads)
    {
        _product = product;
        _areDots = areDots;
        _parts = _unfinished = parts;
        _mostMembers = threads;
        _next = 0;
        _failure = null;
        _done.Reset();
        Volatile.Write(ref _members, 1);
    }

    private void Finish()
    {
        Work();
        _done.Wait();
        ExceptionDispatchInfo? failure = _failure;
        Leave();
        failure?.Throw();
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

    private bool TryJoin()
    {
        for (int members; (members = Volatile.Read(ref _members)) > 0 && members < _mostMembers;)
        {
            if (Interlocked.CompareExchange(ref _members, members + 1, members) == members)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>With the last member gone the crew is free: until then a late one may still look whether there is a part left.</summary>
    private void Leave() => Interlocked.Decrement(ref _members);

    /// <summary>Goes from crew to crew once.</summary>
    private sealed class Helper : IThreadPoolWorkItem
    {
        void IThreadPoolWorkItem.Execute()
        {
            Interlocked.Decrement(ref _called);
            foreach (Crew<T> crew in _crews)
            {
                if (crew.TryJoin())
                {
                    crew.Work();
                    crew.Leave();
                }
            }
        }
    }
}
