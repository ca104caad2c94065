namespace Backprop.Benchmarks.Adbench;

/// <summary>HAND of ADBench: how far the vertices of a hand in a given pose lie from the points where they were measured.</summary>
/// <remarks>
/// Only the vertices that are asked for are skinned, by the four bones at most that move each of them; ADBench's programs
/// skin all 544 or 10,000 vertices by all 22 bones. Matrices are affine and kept as their three upper rows, 12 numbers.
/// </remarks>
internal static partial class HandTracking
{
    /// <summary>Parameters of a pose: global rotation (3) and translation (3), four angles for each of five fingers.</summary>
    public const int PoseSize = 26;

    /// <summary>Bones: the wrist, four for each finger, the forearm.</summary>
    public const int Bones = 22;

    /// <summary>Numbers of an affine matrix.</summary>
    public const int MatrixSize = 12;

    /// <summary>Bones that may move one vertex; where fewer do, the weights of the others are 0.</summary>
    public const int Influences = 4;

    /// <summary>Measured points less the positions of their vertices.</summary>
    /// <param name="theta">The pose.</param>
    /// <param name="bases">Each bone at rest, relative to its parent.</param>
    /// <param name="inverses">The inverse of each bone at rest, absolute.</param>
    /// <param name="parents">Each bone's parent, an earlier bone; -1 for the root.</param>
    /// <param name="vertices">The vertices at rest, 3 for each point.</param>
    /// <param name="influences">The bones that move each vertex, 4 each.</param>
    /// <param name="weights">By how much, 4 each.</param>
    /// <param name="points">The measured points, 3 each.</param>
    /// <param name="err">Overwritten; 3 for each point.</param>
    [Differentiable]
    public static void Simple(
        ReadOnlySpan<double> theta, [NonDifferentiable] ReadOnlySpan<double> bases, [NonDifferentiable] ReadOnlySpan<double> inverses,
        ReadOnlySpan<int> parents, [NonDifferentiable] ReadOnlySpan<double> vertices, ReadOnlySpan<int> influences,
        [NonDifferentiable] ReadOnlySpan<double> weights, [NonDifferentiable] ReadOnlySpan<double> points, Span<double> err)
    {
        Span<double> positions = stackalloc double[points.Length];
        Skin(theta, bases, inverses, parents, vertices, influences, weights, positions);
        for (int i = 0; i < points.Length; i++)
            err[i] = points[i] - positions[i];
    }

    /// <summary>Measured points less points of triangles, which are given by two barycentric coordinates each.</summary>
    /// <param name="theta">The pose.</param>
    /// <param name="us">The coordinates, 2 for each point.</param>
    /// <param name="bases">Each bone at rest, relative to its parent.</param>
    /// <param name="inverses">The inverse of each bone at rest, absolute.</param>
    /// <param name="parents">Each bone's parent, an earlier bone; -1 for the root.</param>
    /// <param name="vertices">The corners of each point's triangle at rest, 9 for each point.</param>
    /// <param name="influences">The bones that move each corner, 4 each.</param>
    /// <param name="weights">By how much, 4 each.</param>
    /// <param name="points">The measured points, 3 each.</param>
    /// <param name="err">Overwritten; 3 for each point.</param>
    [Differentiable]
    public static void Complicated(
        ReadOnlySpan<double> theta, ReadOnlySpan<double> us, [NonDifferentiable] ReadOnlySpan<double> bases,
        [NonDifferentiable] ReadOnlySpan<double> inverses, ReadOnlySpan<int> parents, [NonDifferentiable] ReadOnlySpan<double> vertices,
        ReadOnlySpan<int> influences, [NonDifferentiable] ReadOnlySpan<double> weights, [NonDifferentiable] ReadOnlySpan<double> points,
        Span<double> err)
    {
        Span<double> positions = stackalloc double[3 * points.Length];
        Skin(theta, bases, inverses, parents, vertices, influences, weights, positions);
        for (int i = 0; i < points.Length / 3; i++)
        {
            double u0 = us[2 * i];
            double u1 = us[2 * i + 1];
            double u2 = 1.0 - u0 - u1;
            for (int j = 0; j < 3; j++)
            {
                double position = u0 * positions[9 * i + j] + u1 * positions[9 * i + 3 + j] + u2 * positions[9 * i + 6 + j];
                err[3 * i + j] = points[3 * i + j] - position;
            }
        }
    }

    /// <summary>Where vertices are in a pose.</summary>
    private static void Skin(
        ReadOnlySpan<double> theta, [NonDifferentiable] ReadOnlySpan<double> bases, [NonDifferentiable] ReadOnlySpan<double> inverses,
        ReadOnlySpan<int> parents, [NonDifferentiable] ReadOnlySpan<double> vertices, ReadOnlySpan<int> influences,
        [NonDifferentiable] ReadOnlySpan<double> weights, Span<double> positions)
    {
        Span<double> transforms = stackalloc double[Bones * MatrixSize];
        Span<double> rotation = stackalloc double[9];
        Transform(theta, bases, inverses, parents, transforms);
        Rotate(theta, rotation);
        for (int v = 0; v < vertices.Length / 3; v++)
        {
            Place(
                theta, transforms, rotation, vertices.Slice(3 * v, 3), influences.Slice(Influences * v, Influences),
                weights.Slice(Influences * v, Influences), positions.Slice(3 * v, 3));
        }
    }

    /// <summary>Where one vertex is in a pose.</summary>
    private static void Place(
        ReadOnlySpan<double> theta, ReadOnlySpan<double> transforms, ReadOnlySpan<double> rotation,
        [NonDifferentiable] ReadOnlySpan<double> vertex, ReadOnlySpan<int> influences, [NonDifferentiable] ReadOnlySpan<double> weights,
        Span<double> position)
    {
        double x = 0.0;
        double y = 0.0;
        double z = 0.0;
        for (int e = 0; e < Influences; e++)
        {
            int bone = MatrixSize * influences[e];
            double w = weights[e];
            x += w * (transforms[bone] * vertex[0] + transforms[bone + 1] * vertex[1] + transforms[bone + 2] * vertex[2] + transforms[bone + 3]);
            y += w * (transforms[bone + 4] * vertex[0] + transforms[bone + 5] * vertex[1] + transforms[bone + 6] * vertex[2] + transforms[bone + 7]);
            z += w * (transforms[bone + 8] * vertex[0] + transforms[bone + 9] * vertex[1] + transforms[bone + 10] * vertex[2] + transforms[bone + 11]);
        }

        for (int i = 0; i < 3; i++)
            position[i] = rotation[3 * i] * x + rotation[3 * i + 1] * y + rotation[3 * i + 2] * z + theta[3 + i];
    }

    /// <summary>What each bone does to a vertex at rest: the inverse of the bone at rest, then the bone in its pose.</summary>
    [Differentiable]
    private static void Transform(
        ReadOnlySpan<double> theta, [NonDifferentiable] ReadOnlySpan<double> bases, [NonDifferentiable] ReadOnlySpan<double> inverses,
        ReadOnlySpan<int> parents, Span<double> transforms)
    {
        // Each bone turns about x and z; about y, which ADBench has too, no bone of this hand does.
        Span<double> bends = stackalloc double[Bones];
        Span<double> spreads = stackalloc double[Bones];
        for (int finger = 0; finger < 5; finger++)
        {
            bends[4 * finger + 2] = theta[4 * finger + 6];
            spreads[4 * finger + 2] = theta[4 * finger + 7];
            bends[4 * finger + 3] = theta[4 * finger + 8];
            bends[4 * finger + 4] = theta[4 * finger + 9];
        }

        // The first of the absolute matrices is what the root is relative to.
        Span<double> relative = stackalloc double[MatrixSize];
        Span<double> absolute = stackalloc double[MatrixSize + Bones * MatrixSize];
        absolute[0] = 1.0;
        absolute[5] = 1.0;
        absolute[10] = 1.0;
        for (int bone = 0; bone < Bones; bone++)
        {
            int at = MatrixSize * bone;
            int from = MatrixSize + MatrixSize * parents[bone];
            int to = MatrixSize + at;
            double cosX = Math.Cos(bends[bone]);
            double sinX = Math.Sin(bends[bone]);
            double cosZ = Math.Cos(spreads[bone]);
            double sinZ = Math.Sin(spreads[bone]);
            for (int i = 0; i < MatrixSize; i += 4)
            {
                double turned = bases[at + i + 1] * cosZ - bases[at + i] * sinZ;
                relative[i] = bases[at + i] * cosZ + bases[at + i + 1] * sinZ;
                relative[i + 1] = turned * cosX + bases[at + i + 2] * sinX;
                relative[i + 2] = bases[at + i + 2] * cosX - turned * sinX;
                relative[i + 3] = bases[at + i + 3];
            }

            for (int i = 0; i < MatrixSize; i += 4)
            {
                for (int j = 0; j < 4; j++)
                {
                    absolute[to + i + j] = absolute[from + i] * relative[j] + absolute[from + i + 1] * relative[4 + j]
                        + absolute[from + i + 2] * relative[8 + j];
                }

                absolute[to + i + 3] += absolute[from + i + 3];
            }

            for (int i = 0; i < MatrixSize; i += 4)
            {
                for (int j = 0; j < 4; j++)
                {
                    transforms[at + i + j] = absolute[to + i] * inverses[at + j] + absolute[to + i + 1] * inverses[at + 4 + j]
                        + absolute[to + i + 2] * inverses[at + 8 + j];
                }

                transforms[at + i + 3] += absolute[to + i + 3];
            }
        }
    }

    /// <summary>The matrix, 3 by 3, of the rotation by the angle-axis vector with which a pose begins.</summary>
    [Differentiable]
    private static void Rotate(ReadOnlySpan<double> theta, Span<double> rotation)
    {
        double angle = Math.Sqrt(theta[0] * theta[0] + theta[1] * theta[1] + theta[2] * theta[2]);
        if (angle < 0.0001)
        {
            for (int i = 0; i < 9; i++)
                rotation[i] = i % 4 == 0 ? 1.0 : 0.0;
        }
        else
        {
            double x = theta[0] / angle;
            double y = theta[1] / angle;
            double z = theta[2] / angle;
            double s = Math.Sin(angle);
            double c = Math.Cos(angle);
            rotation[0] = x * x + (1.0 - x * x) * c;
            rotation[1] = x * y * (1.0 - c) - z * s;
            rotation[2] = x * z * (1.0 - c) + y * s;
            rotation[3] = x * y * (1.0 - c) + z * s;
            rotation[4] = y * y + (1.0 - y * y) * c;
            rotation[5] = y * z * (1.0 - c) - x * s;
            rotation[6] = x * z * (1.0 - c) - y * s;
            rotation[7] = y * z * (1.0 - c) + x * s;
            rotation[8] = z * z + (1.0 - z * z) * c;
        }
    }
}
