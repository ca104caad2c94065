namespace Backprop.Benchmarks.Adbench;

/// <content>The Jacobian, by generated code in reverse: from the errors to the bones, then from the bones to the pose.</content>
/// <remarks>
/// Each row of a point reaches the few bones that move it; what the bones have of the pose is computed once. Fingers share
/// no angle, so that one backward part gives a row for each of the five, and an angle moves the bones from its own on only:
/// 36 backward parts make up the derivatives of 264 numbers.
/// </remarks>
internal static partial class HandTracking
{
    /// <summary>Angles of a finger, and bones.</summary>
    private const int FingerSize = 4;

    private const int Fingers = 5;

    /// <summary>Where in a pose the angles begin.</summary>
    private const int FirstAngle = 6;

    /// <summary>Overwrites the errors and the Jacobian, row after row.</summary>
    /// <param name="input">The pose and the points; with barycentric coordinates, whose two columns come first, or without.</param>
    /// <param name="err">3 for each point.</param>
    /// <param name="rows">As many rows of <see cref="HandInput.Width"/> numbers.</param>
    public static void Jacobian(HandInput input, Span<double> err, Span<double> rows)
    {
        HandModel model = input.Model;
        Span<double> transforms = stackalloc double[Bones * MatrixSize], rotation = stackalloc double[9];
        Span<double> byAngles = stackalloc double[Bones * MatrixSize * FingerSize], byAxis = stackalloc double[9 * 3];
        TransformJacobian(input.Theta, model, transforms, byAngles);
        RotateJacobian(input.Theta, rotation, byAxis);

        int width = input.Width, first = width - PoseSize, corners = input.IsComplicated ? 3 : 1;
        Span<double> dtransforms = stackalloc double[Bones * MatrixSize], drotation = stackalloc double[9], derr = stackalloc double[3];
        rows.Clear();
        dtransforms.Clear();
        derr.Clear();
        for (int i = 0; i < input.Points.Length / 3; i++)
        {
            ReadOnlySpan<double> vertices = input.Vertices.AsSpan(3 * corners * i, 3 * corners), point = input.Points.AsSpan(3 * i, 3);
            ReadOnlySpan<int> influences = input.Influences.AsSpan(Influences * corners * i, Influences * corners);
            ReadOnlySpan<double> weights = input.Weights.AsSpan(Influences * corners * i, Influences * corners);
            Span<double> own = err.Slice(3 * i, 3);
            if (!input.IsComplicated)
            {
                SimplePointForward(input.Theta, transforms, rotation, vertices, influences, weights, point, own, out SimplePointSaved saved);
                for (int j = 0; j < 3; j++)
                {
                    Span<double> row = rows.Slice(width * (3 * i + j), width);
                    drotation.Clear();
                    derr[j] = 1.0;
                    SimplePointSaved again = saved;
                    SimplePointBackward(ref again, row, dtransforms, drotation, derr);
                    Reach(row, influences, dtransforms, drotation, byAngles, byAxis);
                }

                saved.Dispose();
            }
            else
            {
                ReadOnlySpan<double> us = input.Us.AsSpan(2 * i, 2);
                ComplicatedPointForward(input.Theta, us, transforms, rotation, vertices, influences, weights, point, own, out ComplicatedPointSaved saved);
                for (int j = 0; j < 3; j++)
                {
                    Span<double> row = rows.Slice(width * (3 * i + j), width);
                    drotation.Clear();
                    derr[j] = 1.0;
                    ComplicatedPointSaved again = saved;
                    ComplicatedPointBackward(ref again, row.Slice(first), row.Slice(0, first), dtransforms, drotation, derr);
                    Reach(row.Slice(first), influences, dtransforms, drotation, byAngles, byAxis);
                }

                saved.Dispose();
            }
        }
    }

    /// <summary>Hands a row on from bones and rotation to the pose, and leaves the derivatives by the bones zero.</summary>
    private static void Reach(
        Span<double> row, ReadOnlySpan<int> influences, Span<double> dtransforms, ReadOnlySpan<double> drotation, ReadOnlySpan<double> byAngles,
        ReadOnlySpan<double> byAxis)
    {
        for (int i = 0; i < 9; i++)
        {
            for (int a = 0; a < 3; a++)
                row[a] += drotation[i] * byAxis[3 * i + a];
        }

        foreach (int bone in influences)
        {
            Span<double> dbone = dtransforms.Slice(MatrixSize * bone, MatrixSize);
            if (bone is > 0 and <= Fingers * FingerSize)
            {
                Span<double> angles = row.Slice(FirstAngle + (bone - 1) / FingerSize * FingerSize, FingerSize);
                for (int e = 0; e < MatrixSize; e++)
                {
                    for (int a = 0; a < FingerSize; a++)
                        angles[a] += dbone[e] * byAngles[(MatrixSize * bone + e) * FingerSize + a];
                }
            }

            dbone.Clear();
        }
    }

    /// <summary>The bones in their pose, and the derivative of each of their numbers by the four angles of its finger.</summary>
    private static void TransformJacobian(ReadOnlySpan<double> theta, HandModel model, Span<double> transforms, Span<double> byAngles)
    {
        Span<double> dtheta = stackalloc double[PoseSize], dtransforms = stackalloc double[Bones * MatrixSize];
        TransformForward(theta, model.Bases, model.Inverses, model.Parents, transforms, out TransformSaved saved);
        byAngles.Clear();
        for (int bone = 1; bone < FingerSize; bone++)
        {
            for (int e = 0; e < MatrixSize; e++)
            {
                dtheta.Clear();
                dtransforms.Clear();
                for (int finger = 0; finger < Fingers; finger++)
                    dtransforms[MatrixSize * (1 + FingerSize * finger + bone) + e] = 1.0;

                TransformSaved again = saved; // what it records stays
                TransformBackward(ref again, dtheta, dtransforms);
                for (int finger = 0; finger < Fingers; finger++)
                {
                    dtheta.Slice(FirstAngle + FingerSize * finger, FingerSize)
                        .CopyTo(byAngles.Slice((MatrixSize * (1 + FingerSize * finger + bone) + e) * FingerSize, FingerSize));
                }
            }
        }

        saved.Dispose();
    }

    /// <summary>The rotation, and the derivative of each of its numbers by the three of its axis.</summary>
    private static void RotateJacobian(ReadOnlySpan<double> theta, Span<double> rotation, Span<double> byAxis)
    {
        Span<double> dtheta = stackalloc double[PoseSize], drotation = stackalloc double[9];
        RotateForward(theta, rotation, out RotateSaved saved);
        drotation.Clear();
        for (int i = 0; i < 9; i++)
        {
            dtheta.Clear();
            drotation[i] = 1.0;
            RotateSaved again = saved;
            RotateBackward(ref again, dtheta, drotation);
            dtheta.Slice(0, 3).CopyTo(byAxis.Slice(3 * i, 3));
        }
    }
}
