using System;

namespace Backprop.Tests.Routines;

/// <summary>Energies of particles.</summary>
internal static partial class Physics
{
    /// <summary>Lennard-Jones over all pairs nearer than a cutoff; a row is a particle.</summary>
    [Differentiable]
    public static double LennardJones(double depth, double size, double[,] positions, [NonDifferentiable] double cutoff)
    {
        double energy = 0;
        for (int i = 0; i < positions.GetLength(0); i++)
        {
            for (int j = 0; j < i; j++)
            {
                double r2 = 0;
                for (int d = 0; d < positions.GetLength(1); d++)
                    r2 += Math.Pow(positions[i, d] - positions[j, d], 2);
                if (r2 > cutoff * cutoff)
                    continue;

                double s2 = size * size / r2, s6 = s2 * s2 * s2;
                energy += 4 * depth * (s6 * s6 - s6);
            }
        }

        return energy;
    }
}
