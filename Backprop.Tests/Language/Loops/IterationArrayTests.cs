namespace Backprop.Tests.Language.Loops;

/// <summary>Arrays, slices and rows that belong to one iteration of a loop that is unwound: none of them can be recorded.</summary>
public sealed partial class IterationArrayTests
{
    private static readonly double[] Table = [0.5, -1.25, 2, 0.75];
    private static readonly int[] Starts = [1, 0, 2];
    private static readonly double[] Point = [0.3, 0.7, -0.2, 1.1];

    [Fact]
    public void The_length_of_an_array_of_the_iteration() => Holds(x => Made(x), (x, dx) => MadeGradient(x, dx));

    [Fact]
    public void A_slice_that_a_branch_places() => Holds(x => Placed(x), (x, dx) => PlacedGradient(x, dx));

    [Fact]
    public void A_slice_that_a_table_places() => Holds(x => Looked(x), (x, dx) => LookedGradient(x, dx));

    [Fact]
    public void Rows_whose_elements_change() => Holds(x => Changed(x), (x, dx) => ChangedGradient(x, dx));

    [Fact]
    public void The_rest_of_an_array() => Holds(x => Rest(x), (x, dx) => RestGradient(x, dx));

    private static void Holds(Func<double[], double> value, Func<double[], double[], double> gradient) => GradientCheck.Of(
        p => value(p.ToArray()),
        (p, d) =>
        {
            double[] found = d.ToArray();
            double own = gradient(p.ToArray(), found);
            found.CopyTo(d);
            return own;
        },
        Point).ThrowIfWrong();

    [Differentiable]
    private static double Made(double[] x)
    {
        double s = 0.5;
        for (int r = 0; r < 3; r++)
        {
            double[] own = new double[x.Length];
            for (int i = 0; i < own.Length; i++)
            {
                own[i] = x[i] * s;
            }

            for (int i = 0; i < own.Length; i++)
            {
                s += Math.Sin(own[i]);
            }
        }

        return s;
    }

    [Differentiable]
    private static double Placed(double[] x)
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
            for (int i = 0; i < row.Length; i++)
            {
                s *= row[i] * x[i];
            }
        }

        return s;
    }

    [Differentiable]
    private static double Looked(double[] x)
    {
        double s = 0.5;
        for (int r = 0; r < 3; r++)
        {
            ReadOnlySpan<double> row = Table.AsSpan(Starts[r], 2);
            for (int i = 0; i < row.Length; i++)
            {
                s *= row[i] + x[i];
            }
        }

        return s;
    }

    [Differentiable]
    private static double Changed(double[] x)
    {
        double[][] rows = new double[3][];
        double s = 1;
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = new double[x.Length];
        }

        for (int k = 0; k < 2; k++)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                double[] row = rows[i];
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] = row[j] * s + x[j];
                    s += row[j] * x[0];
                }
            }
        }

        return s;
    }

    [Differentiable]
    private static double Rest(double[] x)
    {
        double s = 0.5;
        for (int i = 0; i < x.Length; i++)
        {
            foreach (double v in x.AsSpan(i))
            {
                s = s * v + x[i];
            }
        }

        return s;
    }
}
