using System.Numerics;

namespace Backprop.CompilerServices;

/// <content>Operations whose result and what their derivatives read besides lie in one piece of memory, the result first; of normalizations
/// the means follow, then the inverses of the deviations.</content>
public static partial class Kernels
{
    /// <summary>LayerNorm, kept together.</summary>
    /// <param name="x">[rows, columns].</param>
    /// <param name="gamma">[columns].</param>
    /// <param name="beta">[columns].</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="rows">Rows of x.</param>
    /// <param name="columns">Columns of x.</param>
    /// <param name="kept">[rows, columns] of the result, then twice [rows].</param>
    public static void LayerNormKept<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> beta, T epsilon, int rows, int columns, Span<T> kept)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LayerNorm(x, gamma, beta, epsilon, rows, columns, kept.Slice(rows * columns, rows), kept[((rows * columns) + rows)..], kept[..(rows * columns)]);

    /// <summary>Adds to the cotangents of x, given what was kept and the cotangents of it.</summary>
    public static void LayerNormKeptBackwardX<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> kept, ReadOnlySpan<T> dkept, int rows, int columns, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LayerNormBackwardX(x, gamma, kept.Slice(rows * columns, rows), kept[((rows * columns) + rows)..], dkept[..(rows * columns)], rows, columns, dx);

    /// <summary>Adds to the cotangents of gamma.</summary>
    public static void LayerNormKeptBackwardGamma<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> kept, ReadOnlySpan<T> dkept, int rows, int columns, Span<T> dgamma)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LayerNormBackwardGamma(x, kept.Slice(rows * columns, rows), kept[((rows * columns) + rows)..], dkept[..(rows * columns)], rows, columns, dgamma);

    /// <summary>Adds to the cotangents of beta.</summary>
    public static void LayerNormKeptBackwardBeta<T>(ReadOnlySpan<T> dkept, int rows, int columns, Span<T> dbeta)
        where T : unmanaged, IFloatingPointIeee754<T> => LayerNormBackwardBeta(dkept[..(rows * columns)], rows, columns, dbeta);

    /// <summary>RmsNorm, kept together.</summary>
    /// <param name="x">[rows, columns].</param>
    /// <param name="gamma">[columns].</param>
    /// <param name="epsilon">Added to the mean of the squares.</param>
    /// <param name="rows">Rows of x.</param>
    /// <param name="columns">Columns of x.</param>
    /// <param name="kept">[rows, columns] of the result, then [rows].</param>
    public static void RmsNormKept<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> gamma, T epsilon, int rows, int columns, Span<T> kept)
        where T : unmanaged, IFloatingPointIeee754<T> => RmsNorm(x, gamma, epsilon, rows, columns, kept[(rows * columns)..], kept[..(rows * columns)]);

    /// <summary>Adds to the cotangents of x, given what was kept and the cotangents of it.</summary>
    public static void RmsNormKeptBackwardX<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> kept, ReadOnlySpan<T> dkept, int rows, int columns, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T> => RmsNormBackwardX(x, gamma, kept[(rows * columns)..], dkept[..(rows * columns)], rows, columns, dx);

    /// <summary>Adds to the cotangents of gamma.</summary>
    public static void RmsNormKeptBackwardGamma<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> kept, ReadOnlySpan<T> dkept, int rows, int columns, Span<T> dgamma)
        where T : unmanaged, IFloatingPointIeee754<T> => RmsNormBackwardGamma(x, kept[(rows * columns)..], dkept[..(rows * columns)], rows, columns, dgamma);

    /// <summary>BatchNorm, kept together.</summary>
    /// <param name="x">[batch, channels, inner].</param>
    /// <param name="gamma">[channels].</param>
    /// <param name="beta">[channels].</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="batch">Examples.</param>
    /// <param name="channels">Channels of an example.</param>
    /// <param name="inner">Places of a channel.</param>
    /// <param name="kept">[batch, channels, inner] of the result, then twice [channels].</param>
    public static void BatchNormKept<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> beta, T epsilon, int batch, int channels, int inner, Span<T> kept)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        BatchNorm(x, gamma, beta, epsilon, batch, channels, inner, kept.Slice(x.Length, channels), kept[(x.Length + channels)..], kept[..x.Length]);

    /// <summary>Adds to the cotangents of x, given what was kept and the cotangents of it.</summary>
    public static void BatchNormKeptBackwardX<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> kept, ReadOnlySpan<T> dkept, int batch, int channels, int inner, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        BatchNormBackwardX(x, gamma, kept.Slice(x.Length, channels), kept[(x.Length + channels)..], dkept[..x.Length], batch, channels, inner, dx);

    /// <summary>Adds to the cotangents of gamma.</summary>
    public static void BatchNormKeptBackwardGamma<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> kept, ReadOnlySpan<T> dkept, int batch, int channels, int inner, Span<T> dgamma)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        BatchNormBackwardGamma(x, kept.Slice(x.Length, channels), kept[(x.Length + channels)..], dkept[..x.Length], batch, channels, inner, dgamma);

    /// <summary>Adds to the cotangents of beta.</summary>
    public static void BatchNormKeptBackwardBeta<T>(ReadOnlySpan<T> dkept, int batch, int channels, int inner, Span<T> dbeta)
        where T : unmanaged, IFloatingPointIeee754<T> => BatchNormBackwardBeta(dkept[..(batch * channels * inner)], batch, channels, inner, dbeta);

    /// <summary>CausalAttention, kept together: the result, then the weights.</summary>
    /// <param name="q">[batch, heads, time, size].</param>
    /// <param name="k">Of the shape of q.</param>
    /// <param name="v">Of the shape of q.</param>
    /// <param name="batch">Sequences.</param>
    /// <param name="heads">Heads of a sequence.</param>
    /// <param name="time">Places.</param>
    /// <param name="size">Numbers a place has in a head.</param>
    /// <param name="kept">[batch, heads, time, size] of the result, then [batch, heads, time, time].</param>
    public static void CausalAttentionKept<T>(
        ReadOnlySpan<T> q, ReadOnlySpan<T> k, ReadOnlySpan<T> v, int batch, int heads, int time, int size, Span<T> kept)
        where T : unmanaged, IFloatingPointIeee754<T> => CausalAttention(q, k, v, batch, heads, time, size, kept[q.Length..], kept[..q.Length]);

    /// <summary>Adds to the cotangents of q, given what was kept and the cotangents of it.</summary>
    public static void CausalAttentionKeptBackwardQ<T>(
        ReadOnlySpan<T> q, ReadOnlySpan<T> k, ReadOnlySpan<T> v, ReadOnlySpan<T> kept, ReadOnlySpan<T> dkept, int batch, int heads, int time, int size, Span<T> dq)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        CausalAttentionBackward(q, k, v, kept[q.Length..], dkept[..q.Length], batch, heads, time, size, dq, default, default);

    /// <summary>Adds to the cotangents of k.</summary>
    public static void CausalAttentionKeptBackwardK<T>(
        ReadOnlySpan<T> q, ReadOnlySpan<T> k, ReadOnlySpan<T> v, ReadOnlySpan<T> kept, ReadOnlySpan<T> dkept, int batch, int heads, int time, int size, Span<T> dk)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        CausalAttentionBackward(q, k, v, kept[q.Length..], dkept[..q.Length], batch, heads, time, size, default, dk, default);

    /// <summary>Adds to the cotangents of v.</summary>
    public static void CausalAttentionKeptBackwardV<T>(
        ReadOnlySpan<T> q, ReadOnlySpan<T> k, ReadOnlySpan<T> v, ReadOnlySpan<T> kept, ReadOnlySpan<T> dkept, int batch, int heads, int time, int size, Span<T> dv)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        CausalAttentionBackward(q, k, v, kept[q.Length..], dkept[..q.Length], batch, heads, time, size, default, default, dv);
}
