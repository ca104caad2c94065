namespace Backprop.Benchmarks.Tensors;

/// <summary>A product of an (m, k) and a (k, n) matrix, either of which may be given as its transpose.</summary>
internal sealed record ProductShape(int M, int K, int N, bool IsATransposed = false, bool IsBTransposed = false)
{
    /// <summary>Multiplications and additions.</summary>
    public double Operations => 2.0 * M * K * N;

    public override string ToString() =>
        $"{M} × {K} × {N}{(IsATransposed ? ", Aᵀ given" : "")}{(IsBTransposed ? ", Bᵀ given" : "")}";
}
