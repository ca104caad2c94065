using System.Numerics;
using System.Numerics.Tensors;
using Backprop.CompilerServices;

namespace Backprop;

/// <content>Attention.</content>
public static partial class Nn
{
    /// <summary>Attention of each place of a sequence to itself and what came before: softmax(q·kᵀ / √S)·v, masked, in each head.</summary>
    /// <param name="q">[B,H,T,S]: B sequences, H heads, T places, S numbers a head.</param>
    /// <param name="k">Of the shape of q.</param>
    /// <param name="v">Of the shape of q.</param>
    /// <returns>Of the shape of q.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes differ; the message says in which lengths.</exception>
    public static Tensor<T> CausalAttention<T>(Tensor<T> q, Tensor<T> k, Tensor<T> v)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireRank(nameof(CausalAttention), q, 4, nameof(q));
        RequireSame(nameof(CausalAttention), q, k, nameof(k));
        RequireSame(nameof(CausalAttention), q, v, nameof(v));
        (int batch, int heads, int time, int size) = (Length(q, 0), Length(q, 1), Length(q, 2), Length(q, 3));
        using Scratch<T> weights = new(checked(batch * heads * time * time));
        Tensor<T> result = Create(q.Lengths, out Span<T> y);
        Kernels.CausalAttention(Elements(q), Elements(k), Elements(v), batch, heads, time, size, weights.Span, y);
        return result;
    }
}
