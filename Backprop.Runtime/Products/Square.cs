using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Products;

/// <summary>A square of as many rows and columns as a vector of 128 bits has elements: what is transposed in registers.</summary>
internal static unsafe class Square<T>
    where T : unmanaged
{
    public static int Size => Vector128<T>.Count;

    /// <summary>Writes the square's columns as rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(T* source, nint sourceStep, T* target, nint targetStep)
    {
        if (typeof(T) == typeof(float))
        {
            Turn((float*)source, sourceStep, (float*)target, targetStep);
        }
        else
        {
            Turn((double*)source, sourceStep, (double*)target, targetStep);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(float* source, nint sourceStep, float* target, nint targetStep)
    {
        Vector128<float> r0 = Vector128.Load(source), r1 = Vector128.Load(source + sourceStep);
        Vector128<float> r2 = Vector128.Load(source + 2 * sourceStep), r3 = Vector128.Load(source + 3 * sourceStep);
        Vector128<float> even01 = Low(r0, r2), odd01 = Low(r1, r3), even23 = High(r0, r2), odd23 = High(r1, r3);
        Low(even01, odd01).Store(target);
        High(even01, odd01).Store(target + targetStep);
        Low(even23, odd23).Store(target + 2 * targetStep);
        High(even23, odd23).Store(target + 3 * targetStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(double* source, nint sourceStep, double* target, nint targetStep)
    {
        Vector128<double> r0 = Vector128.Load(source), r1 = Vector128.Load(source + sourceStep);
        Low(r0, r1).Store(target);
        High(r0, r1).Store(target + targetStep);
    }

    /// <summary>The first halves of two vectors, element by element in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.UnpackLow(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(x, y)
        : Vector128.Create(x[0], y[0], x[1], y[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Low(Vector128<double> x, Vector128<double> y) =>
        Sse2.IsSupported ? Sse2.UnpackLow(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(x, y)
        : Vector128.Create(x[0], y[0]);

    /// <summary>The second halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.UnpackHigh(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(x, y)
        : Vector128.Create(x[2], y[2], x[3], y[3]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> High(Vector128<double> x, Vector128<double> y) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(x, y)
        : Vector128.Create(x[1], y[1]);
}
