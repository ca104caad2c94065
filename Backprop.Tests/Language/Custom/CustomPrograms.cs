using System.Numerics.Tensors;

namespace Backprop.Tests.Language.Custom;

/// <summary>Methods over arrays that call what has a custom derivative, or none; <c>Held</c> is a method with its stopped parts handed in.</summary>
internal static partial class CustomPrograms
{
    /// <summary>Found by bisection, whose steps have no derivative; the root has: y³ + y = x gives dy = dx / (3y² + 1).</summary>
    public static double Root(double x)
    {
        double low = -10, high = 10;
        while (high - low > 1e-15 * (1 + Math.Abs(low)))
        {
            double middle = low + ((high - low) / 2);
            if (middle == low || middle == high)
            {
                break;
            }

            if ((middle * middle * middle) + middle < x)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    [DerivativeOf(nameof(Root))]
    public static (double Value, double BySum) RootSlope(double x) => Root(x) is var y ? (y, 1 / ((3 * y * y) + 1)) : default;

    /// <summary>One pass: nothing waits.</summary>
    [Differentiable]
    public static double SumOfRoots(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Root(x[i] * x[i]) * x[i];
        }

        return sum;
    }

    /// <summary>Each iteration waits for the one before, and its partials are recorded.</summary>
    [Differentiable]
    public static double ChainOfRoots(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 0)
            {
                s = Root(s + x[i]) * 2;
            }
            else
            {
                s *= x[i];
            }
        }

        return s;
    }

    /// <summary>What an array made here holds goes through a method with a custom derivative.</summary>
    [Differentiable]
    public static double LayersOfRoots(double[] w, double[] x)
    {
        double[] h = new double[w.Length];
        for (int i = 0; i < w.Length; i++)
        {
            double z = 0;
            for (int j = 0; j < x.Length; j++)
            {
                z += w[i] * x[j];
            }

            h[i] = Root(z);
        }

        double sum = 0;
        foreach (double v in h)
        {
            sum += v * v;
        }

        return sum;
    }

    /// <summary>The norm is computed outside, and only divides.</summary>
    [Differentiable]
    public static double Scaled(double[] x)
    {
        double norm = Norm(x);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i] / norm;
        }

        return sum;
    }

    /// <summary>The same by .NET's own method, inside a stop.</summary>
    [Differentiable]
    public static double ScaledByPrimitives(double[] x)
    {
        double norm = Gradient.Stop(TensorPrimitives.Norm<double>(x));
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i] / norm;
        }

        return sum;
    }

    public static double ScaledHeld(double[] x, double norm)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i] / norm;
        }

        return sum;
    }

    [NonDifferentiable]
    public static double Norm(ReadOnlySpan<double> x)
    {
        lock (typeof(CustomPrograms))
        {
            double sum = 0;
            foreach (double v in x)
            {
                sum += v * v;
            }

            return Math.Sqrt(sum);
        }
    }

    /// <summary>Targets that move with the elements, and are held still: as in a bootstrapped loss.</summary>
    [Differentiable]
    public static double Bootstrapped(ReadOnlySpan<double> x)
    {
        double loss = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double target = Gradient.Stop(0.9 * x[i + 1] + 0.1);
            double e = x[i] - target;
            loss += e * e;
        }

        return loss;
    }

    public static double BootstrappedHeld(ReadOnlySpan<double> x, ReadOnlySpan<double> at)
    {
        double loss = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double e = x[i] - (0.9 * at[i + 1] + 0.1);
            loss += e * e;
        }

        return loss;
    }

    /// <summary>A recurrence that hands on its state without its derivative.</summary>
    [Differentiable]
    public static double Truncated(ReadOnlySpan<double> x)
    {
        double s = 0, sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s = Math.Tanh(Gradient.Stop(s) + x[i]) * x[i];
            sum += s * s;
        }

        return sum;
    }

    public static double TruncatedHeld(ReadOnlySpan<double> x, ReadOnlySpan<double> at)
    {
        double s = 0, sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double held = s;
            s = Math.Tanh(s + at[i]) * at[i];
            double own = Math.Tanh(held + x[i]) * x[i];
            sum += own * own;
        }

        return sum;
    }
}
