using System.Numerics.Tensors;
using static Backprop.Nn;

namespace Backprop.Benchmarks.Tensors;

/// <summary>Σ σ(x·w + b) and its gradient: one generated loop.</summary>
internal sealed partial class SigmoidChain(int count) : ElementCase
{
    private readonly float[] _x = Numbers(count, 1), _w = Numbers(count, 2), _b = Numbers(count, 3), _s = new float[count], _slope = new float[count];
    private readonly float[] _dx = new float[count], _dw = new float[count], _db = new float[count];
    private readonly float[] _otherDx = new float[count], _otherDw = new float[count], _otherDb = new float[count];
    private readonly float[] _value = new float[1], _otherValue = new float[1];

    public override string Name => $"Σ σ(x·w + b), its gradient, n {count:N0}";

    public override long Bytes => 6L * count * sizeof(float);

    [Differentiable]
    public static float Value([Shape("N")] Tensor<float> x, [Shape("N")] Tensor<float> w, [Shape("N")] Tensor<float> b) => Tensor.Sum<float>(Sigmoid(x * w + b));

    public override void Ours() => _value[0] = ValueGradient(_x, _w, _b, count, _dx, _dw, _db);

    public override void OneByOne()
    {
        TensorPrimitives.Multiply(_x, _w, _s);
        TensorPrimitives.Add(_s, _b, _s);
        TensorPrimitives.Sigmoid(_s, _s);
        _otherValue[0] = TensorPrimitives.Sum<float>(_s);
        TensorPrimitives.Subtract(1f, _s, _slope);
        TensorPrimitives.Multiply(_slope, _s, _otherDb);
        TensorPrimitives.Multiply(_w, _otherDb, _otherDx);
        TensorPrimitives.Multiply(_x, _otherDb, _otherDw);
    }

    public override IEnumerable<(float[] Ours, float[] Theirs)> Results => [(_dx, _otherDx), (_dw, _otherDw), (_db, _otherDb), (_value, _otherValue)];
}
