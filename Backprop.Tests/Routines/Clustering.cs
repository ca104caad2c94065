using System;

namespace Backprop.Tests.Routines;

/// <summary>Points and their centers.</summary>
internal static partial class Clustering
{
    /// <summary>The sum of the squared distances of points to the nearest of the centers.</summary>
    [Differentiable]
    public static double KMeansEnergy(double[,] points, double[,] centers)
    {
        double energy = 0;
        for (int i = 0; i < points.GetLength(0); i++)
            energy += SquaredDistance(points, i, centers, Nearest(points, i, centers));
        return energy;
    }

    /// <summary>The same after rounds of Lloyd: each center moves into the mean of the points that are nearest to it.</summary>
    [Differentiable]
    public static double Lloyd(double[,] points, double[,] start, int rounds)
    {
        double[,] centers = (double[,])start.Clone();
        int[] counts = new int[centers.GetLength(0)], labels = new int[points.GetLength(0)];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < labels.Length; i++)
                labels[i] = Nearest(points, i, centers);

            Array.Clear(centers);
            Array.Clear(counts);
            for (int i = 0; i < labels.Length; i++)
            {
                counts[labels[i]]++;
                for (int d = 0; d < centers.GetLength(1); d++)
                    centers[labels[i], d] += points[i, d];
            }

            for (int c = 0; c < counts.Length; c++)
            {
                if (counts[c] == 0)
                    continue;
                for (int d = 0; d < centers.GetLength(1); d++)
                    centers[c, d] /= counts[c];
            }
        }

        return KMeansEnergy(points, centers);
    }

    /// <summary>The log-likelihood of data under a mixture of normal distributions, by log-sum-exp.</summary>
    [Differentiable]
    public static double MixtureLogLikelihood(
        ReadOnlySpan<double> weights, ReadOnlySpan<double> means, ReadOnlySpan<double> deviations,
        [NonDifferentiable] ReadOnlySpan<double> data)
    {
        Span<double> logs = stackalloc double[weights.Length];
        double total = 0;
        foreach (double x in data)
        {
            double max = double.NegativeInfinity;
            for (int k = 0; k < weights.Length; k++)
            {
                double z = (x - means[k]) / deviations[k];
                logs[k] = Math.Log(weights[k]) - 0.5 * z * z - Math.Log(deviations[k]) - 0.5 * Math.Log(2 * Math.PI);
                max = Math.Max(max, logs[k]);
            }

            double sum = 0;
            foreach (double log in logs)
                sum += Math.Exp(log - max);
            total += max + Math.Log(sum);
        }

        return total;
    }

    private static int Nearest(double[,] points, int i, double[,] centers)
    {
        int nearest = -1;
        double least = double.PositiveInfinity;
        for (int c = 0; c < centers.GetLength(0); c++)
        {
            double distance = SquaredDistance(points, i, centers, c);
            if (distance < least)
            {
                least = distance;
                nearest = c;
            }
        }

        return nearest;
    }

    private static double SquaredDistance(double[,] points, int i, double[,] centers, int c)
    {
        double sum = 0;
        for (int d = 0; d < points.GetLength(1); d++)
        {
            double difference = points[i, d] - centers[c, d];
            sum += difference * difference;
        }

        return sum;
    }
}
