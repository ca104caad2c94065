using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
        Vector128<float> even01 = Interleaved.Low(r0, r2), odd01 = Interleaved.Low(r1, r3);
        Vector128<float> even23 = Interleaved.High(r0, r2), odd23 = Interleaved.High(r1, r3);
        Interleaved.Low(even01, odd01).Store(target);
        Interleaved.High(even01, odd01).Store(target + targetStep);
        Interleaved.Low(even23, odd23).Store(target + 2 * targetStep);
        Interleaved.High(even23, odd23).Store(target + 3 * targetStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(double* source, nint sourceStep, double* target, nint targetStep)
    {
        Vector128<double> r0 = Vector128.Load(source), r1 = Vector128.Load(source + sourceStep);
        Interleaved.Low(r0, r1).Store(target);
        Interleaved.High(r0, r1).Store(target + targetStep);
    }
}
