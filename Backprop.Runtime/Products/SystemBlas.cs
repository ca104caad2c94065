using System.Runtime.InteropServices;

namespace Backprop.Products;

/// <summary>The system's BLAS, by its C interface.</summary>
internal sealed unsafe class SystemBlas
{
    private const int RowMajor = 101, AsGiven = 111, Transposed = 112;

    /// <summary>OpenBLAS as Linux, Windows and Homebrew name it, then MKL, then what every Mac has.</summary>
    private static readonly string[] _names =
    [
        "libopenblas.so.0", "libopenblas.so", "libopenblas.dll", "openblas.dll", "libopenblas.dylib", "libmkl_rt.so.2", "libmkl_rt.so",
        "mkl_rt.2.dll", "mkl_rt.dll", "/System/Library/Frameworks/Accelerate.framework/Accelerate",
    ];

    private static readonly Lazy<SystemBlas?> _found = new(static () => Find(_names));

    private readonly nint _ofFloats, _ofDoubles;

    /// <summary>0 where the library has no such function.</summary>
    private readonly nint _setThreads;

    private int _threads;

    private SystemBlas(nint ofFloats, nint ofDoubles, nint setThreads) =>
        (_ofFloats, _ofDoubles, _setThreads) = (ofFloats, ofDoubles, setThreads);

    /// <exception cref="DllNotFoundException">There is none.</exception>
    public static SystemBlas Found() => _found.Value ?? throw new DllNotFoundException(
        $"The system has no BLAS that could be loaded; tried {string.Join(", ", _names)}. Install OpenBLAS (Debian and Ubuntu: " +
        "'apt-get install libopenblas0', Fedora: 'dnf install openblas', macOS: 'brew install openblas', Windows: libopenblas.dll beside " +
        "the program), or leave MatrixProducts.Library at MatrixLibrary.Managed.");

    /// <summary>C = start + A·B.</summary>
    public void Run<T>(in Factors<T> factors, bool isATransposed, bool isBTransposed)
        where T : unmanaged
    {
        bool isAdded = factors.Start.Column != 0;
        if (isAdded && factors.Start.Origin != factors.C.Origin)
        {
            Packing.Rows(factors.Start, factors.Rows, factors.Columns, factors.C.Origin, factors.C.Row);
        }

        SetThreads(Parallelism.Threads);
        int m = factors.Rows, n = factors.Columns, k = factors.Depth;
        int a = isATransposed ? Transposed : AsGiven, b = isBTransposed ? Transposed : AsGiven;
        int rowOfA = isATransposed ? m : k, rowOfB = isBTransposed ? k : n, sum = isAdded ? 1 : 0;
        if (typeof(T) == typeof(float))
        {
            var multiply = (delegate* unmanaged[Cdecl]<
                int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)_ofFloats;
            multiply(
                RowMajor, a, b, m, n, k, 1, (float*)factors.A.Origin, rowOfA, (float*)factors.B.Origin, rowOfB, sum,
                (float*)factors.C.Origin, n);
        }
        else
        {
            var multiply = (delegate* unmanaged[Cdecl]<
                int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void>)_ofDoubles;
            multiply(
                RowMajor, a, b, m, n, k, 1, (double*)factors.A.Origin, rowOfA, (double*)factors.B.Origin, rowOfB, sum,
                (double*)factors.C.Origin, n);
        }
    }

    private static SystemBlas? Find(string[] names)
    {
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out nint library)
                && NativeLibrary.TryGetExport(library, "cblas_sgemm", out nint ofFloats)
                && NativeLibrary.TryGetExport(library, "cblas_dgemm", out nint ofDoubles))
            {
                if (!NativeLibrary.TryGetExport(library, "openblas_set_num_threads", out nint setThreads))
                {
                    _ = NativeLibrary.TryGetExport(library, "MKL_Set_Num_Threads", out setThreads);
                }

                return new(ofFloats, ofDoubles, setThreads);
            }
        }

        return null;
    }

    /// <summary>Asks for so many threads, once for each number: OpenBLAS takes a lock for it.</summary>
    private void SetThreads(int threads)
    {
        if (_setThreads != 0 && Interlocked.Exchange(ref _threads, threads) != threads)
        {
            ((delegate* unmanaged[Cdecl]<int, void>)_setThreads)(threads);
        }
    }
}
