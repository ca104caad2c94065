using System.Diagnostics.Tracing;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Language.Checkpoints;

/// <summary>How much memory loops marked [Checkpoint] take from the pools, and that all of it goes back.</summary>
public sealed class CheckpointMemoryTests
{
    private const int Million = 1_000_000;

    private const string Counted = "[Checkpoint, Differentiable] public static double F(double[] x, int n) { double y = x[0]; for (int i = 0; i < n; i++) y += 1e-6 * Math.Sin(x[1] * y); return y; }";

    private const string Uncounted = "[Checkpoint, Differentiable] public static double F(double[] x, int n) { double y = x[0]; int k = 0; while (k < n && y > -1) { y += 1e-6 * Math.Sin(x[1] * y); k++; } return y; }";

    private const string Nested = """
        [Checkpoint, Differentiable] public static double F(double[] x, int n)
        {
            double y = x[0];
            for (int i = 0; i < n / 4; i++) { double z = y; for (int k = 0; k < 4; k++) z = Math.Sin(z + 1e-6 * x[1]); y = z + 0.1; }
            return y;
        }
        """;

    private const string Guarded = """
        [Checkpoint, Differentiable] public static double F(double[] x, int n)
        {
            for (int i = 0; i < n; i++) { if (x[0] > 100) throw new ArithmeticException(); x[0] = Math.Sin(x[0]) + x[1] * x[0] * 2; x[1] *= 1.01; }
            return x[0];
        }
        """;

    public static TheoryData<string> Programs => [Counted, Uncounted, Nested];

    [Theory, MemberData(nameof(Programs))]
    public void A_million_iterations_keep_thousands_of_values(string program)
    {
        CheckpointRun marked = CheckpointRun.Marked(program), plain = CheckpointRun.Plain(program);
        double[] dx = new double[2], expected = new double[2];
        long all = Rented(() => plain.AtOnce([0.5, 0.8], Million, expected)).Taken;

        // Two or three records of 1414 states, and as many of up to 1414 iterations, in arrays that double as they grow.
        const int most = 30_000;
        Assert.True(all > Million, $"{all}");
        foreach (CheckpointRun.Gradient gradient in new[] { marked.AtOnce, marked.InHalves })
        {
            Array.Clear(dx);
            long taken = Rented(() => gradient([0.5, 0.8], Million, dx)).Taken;
            Assert.InRange(taken, 1000, most);
            Assert.Equal(expected, dx);
        }
    }

    [Fact]
    public void The_number_of_states_grows_as_the_square_root()
    {
        CheckpointRun run = CheckpointRun.Marked(Counted);
        double[] dx = new double[2];
        long hundred = Rented(() => run.AtOnce([0.5, 0.8], 10_000, dx)).Taken, thousand = Rented(() => run.AtOnce([0.5, 0.8], Million, dx)).Taken;
        Assert.InRange(thousand, hundred * 5, hundred * 20); // 10, but for arrays that come in powers of two
    }

    [Fact]
    public void All_of_it_goes_back()
    {
        foreach (string program in new[] { Counted, Uncounted, Nested, Guarded })
        {
            CheckpointRun run = CheckpointRun.Marked(program);
            (long taken, long returned) = Rented(() => run.AtOnce([0.5, 0.01], 200, new double[2]) + run.InHalves([0.5, 0.01], 200, new double[2]));
            Assert.NotEqual(0, taken);
            Assert.Equal(taken, returned);
        }
    }

    [Fact]
    public void All_of_it_goes_back_when_an_exception_passes_through()
    {
        CheckpointRun run = CheckpointRun.Marked(Guarded);
        foreach (CheckpointRun.Gradient gradient in new[] { run.AtOnce, run.InHalves })
        {
            (long taken, long returned) = Rented(() => Assert.Throws<ArithmeticException>(() => gradient([0.5, 0.8], 200, new double[2])));
            Assert.NotEqual(0, taken);
            Assert.Equal(taken, returned);
        }
    }

    [Fact]
    public void Nothing_is_allocated_once_warm()
    {
        CheckpointRun run = CheckpointRun.Marked(Counted);
        double[] x = [0.5, 0.8], dx = new double[2];
        run.AtOnce(x, 1000, dx);
        long before = GC.GetAllocatedBytesForCurrentThread();
        run.AtOnce(x, 1000, dx);
        run.InHalves(x, 1000, dx);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200); // the delegates' own
    }

    private static (long Taken, long Returned) Rented(Action call)
    {
        using PoolListener pool = new();
        call();
        return (pool.Taken, pool.Returned);
    }

    private static (long Taken, long Returned) Rented<T>(Func<T> call) => Rented(() => { call(); });

    /// <summary>Counts the elements of the arrays that this thread takes from pools, and gives back.</summary>
    private sealed class PoolListener : EventListener
    {
        private const int RentedEvent = 1, ReturnedEvent = 3;

        private readonly int _thread = Environment.CurrentManagedThreadId;

        public long Taken { get; private set; }

        public long Returned { get; private set; }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "System.Buffers.ArrayPoolEventSource")
            {
                EnableEvents(eventSource, EventLevel.Verbose);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (Environment.CurrentManagedThreadId != _thread)
            {
                return;
            }

            if (eventData.EventId == RentedEvent)
            {
                Taken += (int)eventData.Payload![1]!;
            }
            else if (eventData.EventId == ReturnedEvent)
            {
                Returned += (int)eventData.Payload![1]!;
            }
        }
    }
}
