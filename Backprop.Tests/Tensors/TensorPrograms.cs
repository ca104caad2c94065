using System.Numerics.Tensors;

namespace Backprop.Tests.Tensors;

/// <summary><see cref="TensorPrimitives"/> as people use it: in loops, in place, on slices and rows, in helpers.</summary>
internal static partial class TensorPrograms
{
    private static readonly double[] Table = [0.5, -1.25, 2, 0.75];

    [Differentiable]
    public static double InPlace(double[] x)
    {
        TensorPrimitives.Multiply(x, 1.5, x);
        TensorPrimitives.Sin(x, x);
        TensorPrimitives.Multiply(x, x, x);
        TensorPrimitives.Add(x, x.Length, x);
        TensorPrimitives.Log(x, x);
        TensorPrimitives.SoftMax(x, x);
        TensorPrimitives.Subtract(1, x, x);
        TensorPrimitives.Negate(x, x);
        return TensorPrimitives.SumOfSquares<double>(x) * x[1];
    }

    [Differentiable]
    public static double InPlaceUnderTwoNames(double[] x)
    {
        Span<double> first = x.AsSpan(0, 3), again = x.AsSpan()[..3];
        TensorPrimitives.Exp(first, again);
        TensorPrimitives.MultiplyAdd(again, x.AsSpan(3), first, again);
        TensorPrimitives.Add(first, first, again);
        return TensorPrimitives.Dot<double>(x.AsSpan(0, 3), x.AsSpan(1, 3));
    }

    [Differentiable]
    public static double Unwound(Span<double> x)
    {
        double s = 0.3;
        for (int k = 0; k < 3; k++)
        {
            TensorPrimitives.Multiply(x, 1 + s, x);
            s += TensorPrimitives.Norm<double>(x) * s;
            TensorPrimitives.Tanh(x, x);
            if (s > 2.5)
            {
                TensorPrimitives.AddMultiply(x, s, x, x);
            }
        }

        return s + TensorPrimitives.Sum<double>(x);
    }

    [Differentiable]
    public static double ArraysOfAnIteration(double[] x)
    {
        double s = 0.5;
        for (int r = 0; r < 4; r++)
        {
            double[] own = new double[x.Length], other = new double[own.Length];
            TensorPrimitives.Subtract(x, s, own);
            TensorPrimitives.Sigmoid(own, other);
            for (int i = 0; i < other.Length; i++)
            {
                own[i] *= other[i];
            }

            s += TensorPrimitives.Sum<double>(own) * 0.1;
        }

        return s * s;
    }

    [Differentiable]
    public static double Fused(ReadOnlySpan<double> x)
    {
        double s = 0;
        double[] t = new double[x.Length];
        for (int r = 0; r < 3; r++)
        {
            TensorPrimitives.Multiply(x, r - 0.5, t);
            TensorPrimitives.Cos(t, t);
            s += TensorPrimitives.Dot(t, x);
        }

        return s;
    }

    [Differentiable]
    public static double PartlyFilled(double[] x)
    {
        double s = 0;
        double[] t = new double[x.Length + 2];
        for (int r = 0; r < 3; r++)
        {
            TensorPrimitives.Multiply(x, t[^1] + 1, t);
            t[^1] += x[r];
            s += TensorPrimitives.SumOfSquares<double>(t) * x[0];
        }

        return s;
    }

    [Differentiable]
    public static double Matrix(double[] x)
    {
        Span<double> hidden = stackalloc double[2];
        ReadOnlySpan<double> input = [0.5, -0.75, 1.5];
        for (int r = 0; r < hidden.Length; r++)
        {
            hidden[r] = TensorPrimitives.Dot(x.AsSpan(r * 3, 3), input);
        }

        TensorPrimitives.Tanh(hidden, hidden);
        double[] output = new double[2];
        TensorPrimitives.SoftMax(hidden, output);
        TensorPrimitives.Log(output, output);
        return output[0] * hidden[1] + TensorPrimitives.Average<double>(output);
    }

    [Differentiable]
    public static double SlicesOfATable(double[] x)
    {
        double s = 0.5;
        for (int r = 0; r < 3; r++)
        {
            int start;
            if (x[r] > 0.5)
            {
                start = 1;
            }
            else
            {
                start = 2;
            }

            ReadOnlySpan<double> row = Table.AsSpan(start, 2);
            s *= TensorPrimitives.Dot<double>(row, x.AsSpan(start, 2)) + s;
            for (int i = 0; i < row.Length; i++)
            {
                s += row[i] * x[i] * s;
            }
        }

        return s;
    }

    [Differentiable]
    public static double Destinations(double[] x)
    {
        double[] all = new double[12];
        for (int k = 0; k < 3; k++)
        {
            TensorPrimitives.Exp(x.AsSpan(k, 3), all.AsSpan(3 * k, 3));
            TensorPrimitives.Divide(1, x, all.AsSpan(6));
        }

        return TensorPrimitives.Product(all.AsSpan(0, 6)) + TensorPrimitives.Distance(all.AsSpan(0, 6), all.AsSpan(6));
    }

    [Differentiable]
    public static double LongerDestinations(double[] x)
    {
        double[] all = new double[10];
        TensorPrimitives.Exp(x, all);
        double s = TensorPrimitives.Sum(all.AsSpan(2, 5));
        TensorPrimitives.Multiply(x, s, all);
        TensorPrimitives.SoftMax(x.AsSpan(1), all.AsSpan(0, 5));
        TensorPrimitives.Exp(all.AsSpan(0, 4), all.AsSpan(5));
        return TensorPrimitives.SumOfSquares<double>(all) * s;
    }

    [Differentiable]
    public static double Rows(double[] x)
    {
        double[][] rows = new double[3][];
        double s = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = new double[x.Length];
            TensorPrimitives.Pow(x, 2, rows[i]);
        }

        for (int i = 1; i < rows.Length; i++)
        {
            TensorPrimitives.Add(rows[i], rows[i - 1], rows[i]);
            s += TensorPrimitives.CosineSimilarity<double>(rows[i], x);
        }

        return s * TensorPrimitives.Max<double>(rows[2]) + TensorPrimitives.Sum<double>(rows[1]);
    }

    [Differentiable]
    public static double Helpers(double[] x)
    {
        Normalize(x);
        double[] squares = Squares(x);
        double s = Length(squares) + Spread(x[0]) + Weighted(x[1]);
        Normalize(squares.AsSpan(1, 3));
        return s * squares[2];
    }

    [Differentiable]
    public static double Branches(double[] x)
    {
        double[] t = new double[x.Length];
        if (TensorPrimitives.Sum<double>(x) > 1)
        {
            TensorPrimitives.Sqrt(x.AsSpan(0, 2), t);
        }
        else if (!TensorPrimitives.IsNaNAny<double>(x))
        {
            TensorPrimitives.Abs(x, t);
            TensorPrimitives.Multiply(t, x, t);
        }

        for (int k = 0; k < 2; k++)
        {
            if (x[k] > 0)
            {
                TensorPrimitives.Hypot(t, x, x);
            }
        }

        return t[TensorPrimitives.IndexOfMax<double>(x)] + x[TensorPrimitives.IndexOfMin<double>(t)] * TensorPrimitives.StdDev<double>(x);
    }

    [Differentiable]
    public static double Early(double[] x)
    {
        double s = 1;
        int k = 0;
        while (true)
        {
            TensorPrimitives.Lerp(x, x.AsSpan(), 0.5, x);
            s += TensorPrimitives.SumOfMagnitudes<double>(x);
            if (s > 6)
            {
                return s * TensorPrimitives.ProductOfSums<double>(x.AsSpan(0, 2), x.AsSpan(2, 2));
            }

            if (++k > 5)
            {
                break;
            }

            TensorPrimitives.Multiply(x, s * x[1], x);
        }

        return s;
    }

    [Differentiable]
    public static double PowerIteration(double[] x)
    {
        Span<double> own = stackalloc double[2], before = stackalloc double[2];
        own[0] = 1;
        int trips = 0;
        while (trips < 2 || TensorPrimitives.Distance<double>(own, before) > 0.05)
        {
            own.CopyTo(before);
            for (int r = 0; r < own.Length; r++)
            {
                own[r] = TensorPrimitives.Dot(x.AsSpan(2 * r, 2), before) + x[4] * before[r];
            }

            TensorPrimitives.Divide(own, TensorPrimitives.Norm<double>(own), own);
            if (++trips == 6)
            {
                break;
            }
        }

        return own[0] * own[1] + TensorPrimitives.CosineSimilarity<double>(own, before);
    }

    [Differentiable]
    public static double SoftmaxOfRows(double[] x)
    {
        double loss = 0;
        double[] p = new double[x.Length];
        for (int r = 0; r < 2; r++)
        {
            Span<double> row = p.AsSpan(3 * r, 3);
            TensorPrimitives.SoftMax(x.AsSpan(3 * r, 3), row);
            loss -= Math.Log(row[r]);
        }

        TensorPrimitives.Multiply(p, p, p);
        return loss * TensorPrimitives.Sum<double>(p);
    }

    [Differentiable]
    public static double Precisions(double[] x)
    {
        float[] singles = new float[x.Length];
        double[] back = new double[x.Length];
        TensorPrimitives.ConvertTruncating<double, float>(x, singles);
        TensorPrimitives.ConvertChecked<float, double>(singles, back);
        return TensorPrimitives.Dot<double>(back, back);
    }

    [Differentiable]
    public static double Numbers(double[] x)
    {
        double[] t = new double[x.Length];
        double a = x[0] * x[1];
        TensorPrimitives.Clamp(x, -a - 0.5, x[3], t);
        TensorPrimitives.FusedMultiplyAdd(t, a, t, t);
        TensorPrimitives.Subtract(a, t, t);
        double s = TensorPrimitives.Min<double>(t);
        for (int k = 0; k < 2; k++)
        {
            TensorPrimitives.MultiplyAdd(t, s + k, t, t);
            a *= TensorPrimitives.ProductOfDifferences(t.AsSpan(0, 3), x.AsSpan(3));
        }

        return TensorPrimitives.Sum<double>(t) + a;
    }

    [Differentiable]
    public static double Overwritten(double[] x)
    {
        double[] t = new double[x.Length];
        TensorPrimitives.Exp(x, t);
        double s = TensorPrimitives.Sum<double>(t);
        TensorPrimitives.Add(Ones, 1, t);
        s += TensorPrimitives.Dot<double>(t, x);
        t.AsSpan().Clear();
        TensorPrimitives.Round(x, t);
        return s + TensorPrimitives.Sum<double>(t);
    }

    private static readonly double[] Ones = [1, 1, 1, 1, 1, 1];

    private static void Normalize(Span<double> a) => TensorPrimitives.Divide(a, TensorPrimitives.Norm<double>(a), a);

    private static double[] Squares(ReadOnlySpan<double> a)
    {
        double[] squares = new double[a.Length];
        TensorPrimitives.Multiply(a, a, squares);
        return squares;
    }

    private static double Length(ReadOnlySpan<double> a) => TensorPrimitives.Norm(a);

    private static double Spread(double a)
    {
        double[] t = [a, 2 * a, a * a];
        return TensorPrimitives.StdDev<double>(t);
    }

    private static double Weighted(double a) => TensorPrimitives.Sum<double>(Table) * a;
}
