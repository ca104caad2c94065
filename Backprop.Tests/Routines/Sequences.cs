using System;

namespace Backprop.Tests.Routines;

/// <summary>Sequences compared and explained by dynamic programming.</summary>
internal static partial class Sequences
{
    /// <summary>The least sum of squared differences along a warping path.</summary>
    [Differentiable]
    public static double TimeWarping(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double[,] cost = new double[a.Length + 1, b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
            cost[i, 0] = double.PositiveInfinity;
        for (int j = 1; j <= b.Length; j++)
            cost[0, j] = double.PositiveInfinity;

        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                double difference = a[i - 1] - b[j - 1];
                double best = Math.Min(cost[i - 1, j - 1], Math.Min(cost[i - 1, j], cost[i, j - 1]));
                cost[i, j] = best + difference * difference;
            }
        }

        return cost[a.Length, b.Length];
    }

    /// <summary>The logarithm of the probability of what was observed, by the forward algorithm, scaled at each step.</summary>
    [Differentiable]
    public static double HiddenMarkov(double[] start, double[,] transition, double[,] emission, int[] observations)
    {
        int n = start.Length;
        double[] alpha = new double[n], next = new double[n];
        for (int i = 0; i < n; i++)
            alpha[i] = start[i] * emission[i, observations[0]];

        double logLikelihood = 0;
        foreach (int observation in observations[1..])
        {
            logLikelihood += Normalize(alpha);
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int i = 0; i < n; i++)
                    sum += alpha[i] * transition[i, j];
                next[j] = sum * emission[j, observation];
            }

            Array.Copy(next, alpha, n);
        }

        return logLikelihood + Normalize(alpha);
    }

    /// <summary>The logarithm of the probability of the likeliest path.</summary>
    [Differentiable]
    public static double Viterbi(double[] start, double[,] transition, double[,] emission, ReadOnlySpan<int> observations)
    {
        int n = start.Length;
        Span<double> score = stackalloc double[n], next = stackalloc double[n];
        for (int i = 0; i < n; i++)
            score[i] = Math.Log(start[i]) + Math.Log(emission[i, observations[0]]);

        for (int t = 1; t < observations.Length; t++)
        {
            for (int j = 0; j < n; j++)
            {
                int best = 0;
                for (int i = 1; i < n; i++)
                {
                    if (score[i] + Math.Log(transition[i, j]) > score[best] + Math.Log(transition[best, j]))
                        best = i;
                }

                next[j] = score[best] + Math.Log(transition[best, j]) + Math.Log(emission[j, observations[t]]);
            }

            next.CopyTo(score);
        }

        double most = double.NegativeInfinity;
        foreach (double s in score)
            most = Math.Max(most, s);
        return most;
    }

    /// <summary>The least cost of turning one word into another.</summary>
    [Differentiable]
    public static double EditDistance(double insertion, double deletion, double substitution, string from, string to)
    {
        double[] previous = new double[to.Length + 1], current = new double[to.Length + 1];
        for (int j = 1; j <= to.Length; j++)
            previous[j] = previous[j - 1] + insertion;

        for (int i = 1; i <= from.Length; i++)
        {
            current[0] = previous[0] + deletion;
            for (int j = 1; j <= to.Length; j++)
            {
                if (from[i - 1] == to[j - 1])
                {
                    current[j] = previous[j - 1];
                    continue;
                }

                double best = previous[j - 1] + substitution;
                if (previous[j] + deletion < best)
                    best = previous[j] + deletion;
                if (current[j - 1] + insertion < best)
                    best = current[j - 1] + insertion;
                current[j] = best;
            }

            (previous, current) = (current, previous);
        }

        return previous[^1];
    }

    /// <summary>Makes the sum 1 and returns the logarithm of what it was.</summary>
    private static double Normalize(double[] alpha)
    {
        double sum = 0;
        foreach (double a in alpha)
            sum += a;
        for (int i = 0; i < alpha.Length; i++)
            alpha[i] /= sum;
        return Math.Log(sum);
    }
}
