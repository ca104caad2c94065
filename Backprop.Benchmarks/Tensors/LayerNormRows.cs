using System.Numerics.Tensors;

namespace Backprop.Benchmarks.Tensors;

/// <summary>Layer normalization, and what it adds to the cotangents of the rows, the scale and the shift.</summary>
internal sealed class LayerNormRows(int rows, int columns) : ElementCase
{
    private const float Epsilon = 1e-5f;

    private readonly float[] _x = Numbers(rows * columns, 5), _dy = Numbers(rows * columns, 6), _gamma = Numbers(columns, 7), _beta = Numbers(columns, 8);
    private readonly float[] _means = new float[rows], _inverses = new float[rows], _row = new float[columns], _scaled = new float[columns];
    private readonly Outcome _ours = new(rows, columns), _others = new(rows, columns);

    public override string Name => $"layer norm and its gradients, {rows} × {columns}";

    public override long Bytes => 6L * rows * columns * sizeof(float);

    public override void Ours()
    {
        _ours.Clear();
        CompilerServices.Kernels.LayerNorm<float>(_x, _gamma, _beta, Epsilon, rows, columns, _means, _inverses, _ours.Y);
        CompilerServices.Kernels.LayerNormBackwardX<float>(_x, _gamma, _means, _inverses, _dy, rows, columns, _ours.Dx);
        CompilerServices.Kernels.LayerNormBackwardGamma<float>(_x, _means, _inverses, _dy, rows, columns, _ours.Dgamma);
        CompilerServices.Kernels.LayerNormBackwardBeta<float>(_dy, rows, columns, _ours.Dbeta);
    }

    public override void OneByOne()
    {
        _others.Clear();
        for (int row = 0; row < rows; row++)
        {
            Span<float> x = _x.AsSpan(row * columns, columns), y = _others.Y.AsSpan(row * columns, columns), normalized = _row;
            TensorPrimitives.Subtract(x, TensorPrimitives.Sum<float>(x) / columns, normalized);
            float inverse = 1 / MathF.Sqrt((TensorPrimitives.SumOfSquares<float>(normalized) / columns) + Epsilon);
            TensorPrimitives.Multiply(normalized, inverse, normalized);
            TensorPrimitives.MultiplyAdd(normalized, _gamma, _beta, y);

            Span<float> dy = _dy.AsSpan(row * columns, columns), dx = _others.Dx.AsSpan(row * columns, columns), slopes = _scaled;
            TensorPrimitives.Add(_others.Dbeta, dy, _others.Dbeta);
            TensorPrimitives.MultiplyAdd(normalized, dy, _others.Dgamma, _others.Dgamma);
            TensorPrimitives.Multiply(dy, _gamma, slopes);
            float slope = TensorPrimitives.Sum<float>(slopes) / columns, tilt = TensorPrimitives.Dot<float>(slopes, normalized) / columns;
            TensorPrimitives.Subtract(slopes, slope, slopes);
            TensorPrimitives.Multiply(normalized, -tilt, normalized);
            TensorPrimitives.Add(slopes, normalized, slopes);
            TensorPrimitives.MultiplyAdd(slopes, inverse, dx, dx);
        }
    }

    public override IEnumerable<(float[] Ours, float[] Theirs)> Results =>
        [(_ours.Y, _others.Y), (_ours.Dx, _others.Dx), (_ours.Dgamma, _others.Dgamma), (_ours.Dbeta, _others.Dbeta)];

    private sealed class Outcome(int rows, int columns)
    {
        public float[] Y { get; } = new float[rows * columns];

        public float[] Dx { get; } = new float[rows * columns];

        public float[] Dgamma { get; } = new float[columns];

        public float[] Dbeta { get; } = new float[columns];

        public void Clear() => Array.ForEach([Dx, Dgamma, Dbeta], a => a.AsSpan().Clear());
    }
}
