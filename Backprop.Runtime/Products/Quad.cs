using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Products;

/// <summary>Sums of the elements of one vector of 128 bits, or of four, in the same order: those two apart first.</summary>
internal static unsafe class Quad<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum(Vector128<T> value, T* start, T* target)
    {
        if (typeof(T) == typeof(float))
        {
            Vector128<float> x = value.AsSingle();
            *(float*)target = *(float*)start + ((x[0] + x[2]) + (x[1] + x[3]));
        }
        else
        {
            Vector128<double> x = value.AsDouble();
            *(double*)target = *(double*)start + (x[0] + x[1]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sums(Vector128<T> first, Vector128<T> second, Vector128<T> third, Vector128<T> fourth, T* start, T* target)
    {
        if (typeof(T) == typeof(float))
        {
            Vector128<float> even = Pairs(first.AsSingle(), third.AsSingle()), odd = Pairs(second.AsSingle(), fourth.AsSingle());
            (Vector128.Load((float*)start) + Pairs(even, odd)).Store((float*)target);
        }
        else
        {
            Vector128<double> low = Pairs(first.AsDouble(), second.AsDouble()), high = Pairs(third.AsDouble(), fourth.AsDouble());
            (Vector128.Load((double*)start) + low).Store((double*)target);
            (Vector128.Load((double*)start + 2) + high).Store((double*)target + 2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Pairs(Vector128<float> x, Vector128<float> y) => Interleaved.Low(x, y) + Interleaved.High(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Pairs(Vector128<double> x, Vector128<double> y) => Interleaved.Low(x, y) + Interleaved.High(x, y);
}
