using System.Numerics;
using System.Numerics.Tensors;

namespace Backprop.CompilerServices;

/// <content>Attention to what came before.</content>
public static partial class Kernels
{
    /// <summary>In each head y[t] = Σ weights[t, s]·v[s] over s ≤ t, where weights[t] is the softmax of q[t]·k[s] / √size over s ≤ t.</summary>
    /// <param name="q">[batch, heads, time, size].</param>
    /// <param name="k">Like q.</param>
    /// <param name="v">Like q.</param>
    /// <param name="batch">Sequences.</param>
    /// <param name="heads">Heads of a sequence.</param>
    /// <param name="time">Places of a sequence.</param>
    /// <param name="size">Numbers a head has for each.</param>
    /// <param name="weights">[batch, heads, time, time], for the derivative; 0 where s is after t.</param>
    /// <param name="y">Like q.</param>
    public static void CausalAttention<T>(
        ReadOnlySpan<T> q, ReadOnlySpan<T> k, ReadOnlySpan<T> v, int batch, int heads, int time, int size, Span<T> weights, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(q, Count(batch, heads, time, size));
        Require(k, q.Length);
        Require(v, q.Length);
        Require<T>(weights, Count(batch, heads, time, time));
        Require<T>(y, q.Length);
        T scale = T.One / T.Sqrt(T.CreateTruncating(size));
        weights.Clear();
        y.Clear();
        for (int at = 0; at < batch * heads * time; at++)
        {
            int t = at % time, head = (at - t) * size;
            Span<T> row = weights.Slice(at * time, t + 1), to = y.Slice(at * size, size);
            for (int s = 0; s <= t; s++)
            {
                row[s] = TensorPrimitives.Dot(q.Slice(at * size, size), k.Slice(head + (s * size), size)) * scale;
            }

            SoftmaxRow(row, row);
            for (int s = 0; s <= t; s++)
            {
                Rows.AddMultiple(to, row[s], v.Slice(head + (s * size), size), size);
            }
        }
    }

    /// <summary>
    /// With e[t, s] = weights[t, s]·(dy[t]·v[s] - Σ weights[t, r]·dy[t]·v[r]) / √size over s, r ≤ t:
    /// dq[t] += Σ e[t, s]·k[s], dk[s] += Σ e[t, s]·q[t], dv[s] += Σ weights[t, s]·dy[t].
    /// </summary>
    /// <remarks>One method for all three, since e is most of the work; what is not asked for is an empty span.</remarks>
    /// <param name="q">[batch, heads, time, size].</param>
    /// <param name="k">Like q.</param>
    /// <param name="v">Like q.</param>
    /// <param name="weights">As <see cref="CausalAttention"/> has kept them.</param>
    /// <param name="dy">Like q.</param>
    /// <param name="batch">Sequences.</param>
    /// <param name="heads">Heads of a sequence.</param>
    /// <param name="time">Places of a sequence.</param>
    /// <param name="size">Numbers a head has for each.</param>
    /// <param name="dq">Like q, or empty; added to.</param>
    /// <param name="dk">Like q, or empty; added to.</param>
    /// <param name="dv">Like q, or empty; added to.</param>
    public static void CausalAttentionBackward<T>(
        ReadOnlySpan<T> q, ReadOnlySpan<T> k, ReadOnlySpan<T> v, ReadOnlySpan<T> weights, ReadOnlySpan<T> dy, int batch, int heads,
        int time, int size, Span<T> dq, Span<T> dk, Span<T> dv)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(q, Count(batch, heads, time, size));
        Require(k, q.Length);
        Require(v, q.Length);
        Require(weights, Count(batch, heads, time, time));
        Require(dy, q.Length);
        Require<T>(dq, dq.IsEmpty ? 0 : q.Length);
        Require<T>(dk, dk.IsEmpty ? 0 : q.Length);
        Require<T>(dv, dv.IsEmpty ? 0 : q.Length);
        using Scratch<T> scratch = new(time);
        for (int at = 0; at < batch * heads * time; at++)
        {
            int t = at % time, head = (at - t) * size, length = (t + 1) * size;
            ReadOnlySpan<T> row = weights.Slice(at * time, t + 1), given = dy.Slice(at * size, size);
            if (!dv.IsEmpty)
            {
                AddOuter(row, given, dv.Slice(head, length));
            }

            if (dq.IsEmpty && dk.IsEmpty)
            {
                continue;
            }

            Span<T> slopes = scratch.Span[..(t + 1)];
            AttentionSlopes(row, given, v.Slice(head, length), slopes);
            for (int s = 0; s <= t && !dq.IsEmpty; s++)
            {
                Rows.AddMultiple(dq.Slice(at * size, size), slopes[s], k.Slice(head + (s * size), size), size);
            }

            if (!dk.IsEmpty)
            {
                AddOuter(slopes, q.Slice(at * size, size), dk.Slice(head, length));
            }
        }
    }

    /// <summary>The derivative by each product of q and k, given that by a row of the result.</summary>
    private static void AttentionSlopes<T>(ReadOnlySpan<T> weights, ReadOnlySpan<T> dy, ReadOnlySpan<T> v, Span<T> slopes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int s = 0; s < slopes.Length; s++)
        {
            slopes[s] = TensorPrimitives.Dot(dy, v.Slice(s * dy.Length, dy.Length));
        }

        TensorPrimitives.Subtract(slopes, TensorPrimitives.Dot(weights, slopes), slopes);
        TensorPrimitives.Multiply(slopes, weights, slopes);
        TensorPrimitives.Multiply(slopes, T.One / T.Sqrt(T.CreateTruncating(dy.Length)), slopes);
    }

    /// <summary>Adds to each row a multiple of one row.</summary>
    private static void AddOuter<T>(ReadOnlySpan<T> factors, ReadOnlySpan<T> row, Span<T> to)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int s = 0; s < factors.Length; s++)
        {
            Rows.AddMultiple(to.Slice(s * row.Length, row.Length), factors[s], row, row.Length);
        }
    }
}
