using System.Buffers;

namespace Backprop.Benchmarks.Adbench;

/// <content>The gradient, written by hand.</content>
/// <remarks>
/// The forward pass keeps what every activation gave: σ' = y(1 - y) and tanh' = 1 - y² need nothing else, so that the backward
/// pass calls no function. It goes back through the whole sequence layer by layer. What is kept of a layer at a step is a
/// block of <see cref="Rows"/> by b; before the first step stand blocks with the state from which the sequence starts.
/// </remarks>
internal static partial class Lstm
{
    /// <summary>Of a block: forget, in, out and change gate, tanh of the cell, cell, hidden.</summary>
    private const int Rows = 7;

    /// <summary>The value of <see cref="Loss"/> and its gradient; the spans are overwritten.</summary>
    public static double LossGradientByHand(
        ReadOnlySpan<double> main, ReadOnlySpan<double> extra, ReadOnlySpan<double> state, ReadOnlySpan<double> sequence,
        int l, int c, int b, Span<double> dmain, Span<double> dextra)
    {
        dmain.Clear();
        dextra.Clear();
        int kept = c * l * Rows * b, flow = (c - 1) * b;
        double[] rented = ArrayPool<double>.Shared.Rent(kept + flow);
        Span<double> blocks = rented.AsSpan(0, kept), doutputs = rented.AsSpan(kept, flow);
        double total = Forward(main, extra, state, sequence, l, c, b, blocks, doutputs, dextra);
        Backward(main, extra, sequence, l, c, b, blocks, doutputs, dmain, dextra);
        ArrayPool<double>.Shared.Return(rented);
        return -total / ((c - 1) * b);
    }

    /// <summary>Fills the blocks and, for each step, the derivatives by the top layer's hidden values.</summary>
    private static double Forward(
        ReadOnlySpan<double> main, ReadOnlySpan<double> extra, ReadOnlySpan<double> state, ReadOnlySpan<double> sequence,
        int l, int c, int b, Span<double> blocks, Span<double> doutputs, Span<double> dextra)
    {
        int block = Rows * b, step = l * block;
        for (int q = 0; q < l; q++)
        {
            state.Slice(2 * q * b + b, b).CopyTo(blocks.Slice(q * block + 5 * b, b));
            state.Slice(2 * q * b, b).CopyTo(blocks.Slice(q * block + 6 * b, b));
        }

        Span<double> first = stackalloc double[b], exponentials = stackalloc double[b];
        double total = 0.0, scale = -1.0 / ((c - 1) * b);
        for (int t = 0; t < c - 1; t++)
        {
            Multiply(sequence.Slice(t * b, b), extra, first);
            ReadOnlySpan<double> input = first;
            for (int q = 0; q < l; q++)
            {
                Span<double> now = blocks.Slice((t + 1) * step + q * block, block);
                Step(main.Slice(8 * q * b, 8 * b), input, blocks.Slice(t * step + q * block, block), now);
                input = now.Slice(6 * b);
            }

            total = AddOutput(extra, input, sequence.Slice((t + 1) * b, b), total, scale, exponentials, doutputs.Slice(t * b, b), dextra);
        }

        return total;
    }

    /// <summary>One layer at one step.</summary>
    private static void Step(ReadOnlySpan<double> gates, ReadOnlySpan<double> input, ReadOnlySpan<double> before, Span<double> now)
    {
        int b = input.Length;
        ReadOnlySpan<double> hidden = before.Slice(6 * b, b), cell = before.Slice(5 * b, b);
        Span<double> forget = now.Slice(0, b), ingate = now.Slice(b, b), outgate = now.Slice(2 * b, b), change = now.Slice(3 * b, b);
        for (int j = 0; j < forget.Length; j++)
            forget[j] = Sigmoid(input[j] * gates[j] + gates[4 * b + j]);
        for (int j = 0; j < ingate.Length; j++)
            ingate[j] = Sigmoid(hidden[j] * gates[b + j] + gates[5 * b + j]);
        for (int j = 0; j < outgate.Length; j++)
            outgate[j] = Sigmoid(input[j] * gates[2 * b + j] + gates[6 * b + j]);
        for (int j = 0; j < change.Length; j++)
            change[j] = Math.Tanh(hidden[j] * gates[3 * b + j] + gates[7 * b + j]);
        for (int j = 0; j < forget.Length; j++)
        {
            double remembered = cell[j] * forget[j] + ingate[j] * change[j];
            double squashed = Math.Tanh(remembered);
            now[4 * b + j] = squashed;
            now[5 * b + j] = remembered;
            now[6 * b + j] = outgate[j] * squashed;
        }
    }

    /// <summary>Adds what one character is predicted with to the total, and the derivatives by the output's weights and bias.</summary>
    private static double AddOutput(
        ReadOnlySpan<double> extra, ReadOnlySpan<double> top, ReadOnlySpan<double> character, double total, double scale,
        Span<double> exponentials, Span<double> dtop, Span<double> dextra)
    {
        int b = top.Length;
        double sum = 0.0, bits = 0.0;
        for (int j = 0; j < top.Length; j++)
        {
            dtop[j] = top[j] * extra[b + j] + extra[2 * b + j];
            exponentials[j] = Math.Exp(dtop[j]);
            sum += exponentials[j];
            bits += character[j];
        }

        double logSum = Math.Log(2.0 + sum), share = bits / (2.0 + sum);
        for (int j = 0; j < top.Length; j++)
        {
            total += character[j] * (dtop[j] - logSum);
            double doutput = scale * (character[j] - share * exponentials[j]);
            dextra[b + j] += doutput * top[j];
            dextra[2 * b + j] += doutput;
            dtop[j] = doutput * extra[b + j];
        }

        return total;
    }

    /// <summary>Goes back through the layers; what comes in as derivatives by a layer's output becomes those by its input.</summary>
    private static void Backward(
        ReadOnlySpan<double> main, ReadOnlySpan<double> extra, ReadOnlySpan<double> sequence, int l, int c, int b,
        ReadOnlySpan<double> blocks, Span<double> doutputs, Span<double> dmain, Span<double> dextra)
    {
        int block = Rows * b, step = l * block;
        Span<double> first = stackalloc double[b], dhidden = stackalloc double[b], dcell = stackalloc double[b];
        for (int q = l - 1; q >= 0; q--)
        {
            dhidden.Clear();
            dcell.Clear();
            for (int t = c - 2; t >= 0; t--)
            {
                int now = (t + 1) * step + q * block;
                ReadOnlySpan<double> input = first;
                if (q == 0)
                    Multiply(sequence.Slice(t * b, b), extra, first);
                else
                    input = blocks.Slice(now - b, b);
                StepBack(
                    main.Slice(8 * q * b, 8 * b), input, blocks.Slice(now - step, block), blocks.Slice(now, block),
                    doutputs.Slice(t * b, b), dhidden, dcell, dmain.Slice(8 * q * b, 8 * b));
            }
        }

        for (int t = 0; t < c - 1; t++)
        {
            for (int j = 0; j < b; j++)
                dextra[j] += sequence[t * b + j] * doutputs[t * b + j];
        }
    }

    private static void StepBack(
        ReadOnlySpan<double> gates, ReadOnlySpan<double> input, ReadOnlySpan<double> before, ReadOnlySpan<double> now,
        Span<double> doutput, Span<double> dhidden, Span<double> dcell, Span<double> dgates)
    {
        int b = input.Length;
        for (int j = 0; j < input.Length; j++)
        {
            double forget = now[j], ingate = now[b + j], outgate = now[2 * b + j], change = now[3 * b + j], squashed = now[4 * b + j];
            double y = input[j], hidden = before[6 * b + j];
            double dout = doutput[j] + dhidden[j];
            double dc = dcell[j] + dout * outgate * (1.0 - squashed * squashed);
            double doutgate = dout * squashed * outgate * (1.0 - outgate);
            double dforget = dc * before[5 * b + j] * forget * (1.0 - forget);
            double dingate = dc * change * ingate * (1.0 - ingate);
            double dchange = dc * ingate * (1.0 - change * change);
            dcell[j] = dc * forget;
            doutput[j] = dforget * gates[j] + doutgate * gates[2 * b + j];
            dhidden[j] = dingate * gates[b + j] + dchange * gates[3 * b + j];
            dgates[j] += dforget * y;
            dgates[b + j] += dingate * hidden;
            dgates[2 * b + j] += doutgate * y;
            dgates[3 * b + j] += dchange * hidden;
            dgates[4 * b + j] += dforget;
            dgates[5 * b + j] += dingate;
            dgates[6 * b + j] += doutgate;
            dgates[7 * b + j] += dchange;
        }
    }

    private static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> product)
    {
        for (int j = 0; j < product.Length; j++)
            product[j] = a[j] * b[j];
    }
}
