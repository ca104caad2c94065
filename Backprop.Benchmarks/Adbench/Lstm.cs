namespace Backprop.Benchmarks.Adbench;

/// <summary>LSTM of ADBench: how badly a small network predicts the next character of a text.</summary>
/// <remarks>All weights are vectors and all products element by element: bit j of a layer sees bit j alone of the one below.</remarks>
internal static partial class Lstm
{
    /// <summary>The mean over the predicted bits of the negative logarithm of their probability.</summary>
    /// <param name="main">l layers of 8 by b: the weights of the forget, in, out and change gates, then their biases.</param>
    /// <param name="extra">3 by b: the weights of the input and of the output, and the output's bias.</param>
    /// <param name="state">l layers of 2 by b: hidden values and cells from which the sequence starts.</param>
    /// <param name="sequence">The characters, c by b, each bit 0 or 1.</param>
    /// <param name="l">Layers.</param>
    /// <param name="c">Characters.</param>
    /// <param name="b">Bits of a character.</param>
    [Differentiable]
    public static double Loss(
        ReadOnlySpan<double> main, ReadOnlySpan<double> extra, [NonDifferentiable] ReadOnlySpan<double> state,
        [NonDifferentiable] ReadOnlySpan<double> sequence, int l, int c, int b)
    {
        Span<double> hidden = stackalloc double[l * b], cell = stackalloc double[l * b];
        for (int q = 0; q < l; q++)
        {
            for (int j = 0; j < b; j++)
            {
                hidden[q * b + j] = state[2 * q * b + j];
                cell[q * b + j] = state[2 * q * b + b + j];
            }
        }

        Span<double> input = stackalloc double[b], output = stackalloc double[b];
        Span<double> forget = stackalloc double[b], ingate = stackalloc double[b];
        Span<double> outgate = stackalloc double[b], change = stackalloc double[b];
        double total = 0.0;
        for (int t = 0; t < c - 1; t++)
        {
            for (int j = 0; j < b; j++)
                input[j] = sequence[t * b + j] * extra[j];

            // Gate after gate rather than bit after bit: calls that do not wait for each other's results overlap.
            for (int q = 0; q < l; q++)
            {
                int own = q * b;
                int gate = 8 * q * b;
                for (int j = 0; j < b; j++)
                    forget[j] = Sigmoid(input[j] * main[gate + j] + main[gate + 4 * b + j]);
                for (int j = 0; j < b; j++)
                    ingate[j] = Sigmoid(hidden[own + j] * main[gate + b + j] + main[gate + 5 * b + j]);
                for (int j = 0; j < b; j++)
                    outgate[j] = Sigmoid(input[j] * main[gate + 2 * b + j] + main[gate + 6 * b + j]);
                for (int j = 0; j < b; j++)
                    change[j] = Math.Tanh(hidden[own + j] * main[gate + 3 * b + j] + main[gate + 7 * b + j]);
                for (int j = 0; j < b; j++)
                {
                    cell[own + j] = cell[own + j] * forget[j] + ingate[j] * change[j];
                    hidden[own + j] = outgate[j] * Math.Tanh(cell[own + j]);
                    input[j] = hidden[own + j];
                }
            }

            double sum = 0.0;
            for (int j = 0; j < b; j++)
            {
                output[j] = input[j] * extra[b + j] + extra[2 * b + j];
                sum += Math.Exp(output[j]);
            }

            double logSum = Math.Log(2.0 + sum);
            for (int j = 0; j < b; j++)
                total += sequence[(t + 1) * b + j] * (output[j] - logSum);
        }

        return -total / ((c - 1) * b);
    }

    private static double Sigmoid(double x) => 1.0 / (1.0 + Math.Exp(-x));
}
