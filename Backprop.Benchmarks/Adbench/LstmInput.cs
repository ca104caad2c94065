using Backprop.Benchmarks.Gradients;

namespace Backprop.Benchmarks.Adbench;

/// <summary>What a file of LSTM holds.</summary>
internal sealed record LstmInput(string Name, int L, int C, int B, double[] Main, double[] Extra, double[] State, double[] Sequence)
{
    public static LstmInput Read(string name)
    {
        NumberReader reader = new(AdbenchData.Text(Path.Combine("lstm", name)));
        int l = reader.Int(), c = reader.Int(), b = reader.Int();
        return new(name, l, c, b, reader.Doubles(8 * l * b), reader.Doubles(3 * b), reader.Doubles(2 * l * b), reader.Doubles(c * b));
    }

    /// <summary>The loss on the first characters alone.</summary>
    public FlatMethod Loss(int characters)
    {
        int extra = Main.Length, end = extra + Extra.Length;
        return new(
            AdbenchFiles.Title(Name),
            [.. Main, .. Extra],
            [0, extra],
            p => Lstm.Loss(p.AsSpan(0..extra), p.AsSpan(extra..end), State, Sequence, L, characters, B),
            (p, dp) => Lstm.LossGradientByHand(
                p.AsSpan(0..extra), p.AsSpan(extra..end), State, Sequence, L, characters, B, dp.AsSpan(0..extra), dp.AsSpan(extra..end)),
            (p, dp) => Lstm.LossGradient(
                p.AsSpan(0..extra), p.AsSpan(extra..end), State, Sequence, L, characters, B, dp.AsSpan(0..extra), dp.AsSpan(extra..end)));
    }
}
