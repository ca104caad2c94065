using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.CompilerServices;

/// <summary>The operations of networks and their derivatives, on dense row-major spans of float or double.</summary>
/// <remarks>
/// <para>Used by generated code. A method gets its inputs, then numbers, then dimensions, then outputs. It overwrites its outputs;
/// the methods named Backward add to the cotangents of an input (dx of x), given those of the output (dy of y). Where several inputs
/// have cotangents, each has a method of its own, so that what nobody asks for is not computed.</para>
/// <para>Nothing is allocated once the pool of arrays is warm. Outputs must not overlap inputs or each other. Dimensions may be 0.
/// Of a span that is not as long as its dimensions say, an <see cref="ArgumentException"/> names the parameter.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Kernels
{
    private static void Require<T>(ReadOnlySpan<T> span, long length, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        if (span.Length != length)
        {
            ThrowLength(span.Length, length, name);
        }
    }

    private static void Begin<T>(Span<T> to, bool isAdded)
    {
        if (!isAdded)
        {
            to.Clear();
        }
    }

    /// <summary>How many elements an array of these dimensions has.</summary>
    private static long Count(int first, int second, int third = 1, int fourth = 1)
    {
        if ((first | second | third | fourth) < 0)
        {
            ThrowNegative(first, second, third, fourth);
        }

        return checked((long)first * second * third * fourth);
    }

    private static long Count(ReadOnlySpan<int> lengths)
    {
        long count = 1;
        foreach (int length in lengths)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(lengths));
            count = checked(count * length);
        }

        return count;
    }

    private static T Mean<T>(T sum, long count)
        where T : unmanaged, IFloatingPointIeee754<T> => sum / T.CreateTruncating(count);

    private static void ThrowLength(int found, long expected, string name) =>
        throw new ArgumentException($"It has {found} elements; its dimensions say {expected}.", name);

    private static void ThrowNegative(int first, int second, int third, int fourth) =>
        throw new ArgumentException($"A dimension is negative: {first}, {second}, {third}, {fourth}.");
}
