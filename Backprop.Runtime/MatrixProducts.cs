using Backprop.Products;

namespace Backprop;

/// <summary>Says who multiplies matrices.</summary>
public static class MatrixProducts
{
    private static SystemBlas? _system;

    /// <summary>Who multiplies matrices from now on; at first <see cref="MatrixLibrary.Managed"/>.</summary>
    /// <remarks>
    /// Of the system's library's results nothing is promised: its bits may depend on the number of threads. It is looked for once, and
    /// asked to use no more threads than <see cref="Parallelism.Threads"/>, where it lets itself be asked.
    /// </remarks>
    /// <exception cref="DllNotFoundException">The system has no such library; the message says which names were tried, and what to install.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the named ones.</exception>
    public static MatrixLibrary Library
    {
        get => System is null ? MatrixLibrary.Managed : MatrixLibrary.System;
        set => Volatile.Write(ref _system, value switch
        {
            MatrixLibrary.Managed => null,
            MatrixLibrary.System => SystemBlas.Found(),
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such library."),
        });
    }

    /// <summary>The library that was chosen in place of ours.</summary>
    internal static SystemBlas? System => Volatile.Read(ref _system);
}
