using System.Numerics.Tensors;

namespace Backprop.Benchmarks.Tensors;

/// <summary>Softmax with cross entropy, and what it adds to the logits' cotangents.</summary>
internal sealed class SoftmaxRows(int rows, int columns) : ElementCase
{
    private readonly float[] _logits = Numbers(rows * columns, 4), _p = new float[rows * columns], _otherP = new float[rows * columns];
    private readonly float[] _d = new float[rows * columns], _otherD = new float[rows * columns];
    private readonly int[] _labels = [.. Enumerable.Range(0, rows).Select(r => r * 7 % columns)];

    public override string Name => $"softmax cross entropy and its gradient, {rows} × {columns}";

    public override long Bytes => 5L * rows * columns * sizeof(float);

    public override void Ours()
    {
        _d.AsSpan().Clear();
        CompilerServices.Kernels.SoftmaxCrossEntropy<float>(_logits, _labels, rows, columns, _p);
        CompilerServices.Kernels.SoftmaxCrossEntropyBackward<float>(_p, _labels, 1, rows, columns, _d);
    }

    public override void OneByOne()
    {
        float loss = 0, share = 1f / rows;
        for (int row = 0; row < rows; row++)
        {
            Span<float> p = _otherP.AsSpan(row * columns, columns), d = _otherD.AsSpan(row * columns, columns);
            TensorPrimitives.SoftMax(_logits.AsSpan(row * columns, columns), p);
            loss -= MathF.Log(p[_labels[row]]);
            d.Clear();
            TensorPrimitives.MultiplyAdd(p, share, d, d);
            d[_labels[row]] -= share;
        }

        _otherP[0] = loss > 0 ? _otherP[0] : float.NaN;
    }

    public override IEnumerable<(float[] Ours, float[] Theirs)> Results => [(_p, _otherP), (_d, _otherD)];
}
