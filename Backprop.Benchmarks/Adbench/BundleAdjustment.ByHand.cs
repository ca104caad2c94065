using System.Runtime.CompilerServices;

namespace Backprop.Benchmarks.Adbench;

/// <content>The Jacobian of one observation, written by hand.</content>
/// <remarks>
/// A change dr of the rotation vector moves a turned point p by (J dr) × p, with the left Jacobian of the rotations
/// J = sin(θ)/θ I + (1 - cos(θ))/θ² [r]× + (1 - sin(θ)/θ)/θ² r rᵀ. So a row whose derivatives by p are g has Jᵀ (p × g) by the
/// rotation vector and Rᵀ g by the point (Barfoot, State Estimation for Robotics, §7.1). Without a rotation r is 0, and so are
/// all terms but the first, whatever their factors.
/// </remarks>
internal static partial class BundleAdjustment
{
    /// <summary>The reprojection error of <see cref="Project"/> and its derivatives; both spans are overwritten.</summary>
    public static void ProjectBlockByHand(
        ReadOnlySpan<double> cam, ReadOnlySpan<double> point, double w, ReadOnlySpan<double> feat, Span<double> err, Span<double> block)
    {
        double x = point[0] - cam[3], y = point[1] - cam[4], z = point[2] - cam[5];
        double rx = cam[0], ry = cam[1], rz = cam[2];
        double square = rx * rx + ry * ry + rz * rz;
        double cos = 1.0, across = 1.0, along = 0.5, third = 0.0;
        if (square != 0.0)
        {
            double angle = Math.Sqrt(square);
            double inverse = 1.0 / angle;
            cos = Math.Cos(angle);
            across = Math.Sin(angle) * inverse;
            along = (1.0 - cos) * (inverse * inverse);
            third = (1.0 - across) * (inverse * inverse);
        }

        double share = (rx * x + ry * y + rz * z) * along;
        double px = x * cos + (ry * z - rz * y) * across + rx * share;
        double py = y * cos + (rz * x - rx * z) * across + ry * share;
        double pz = z * cos + (rx * y - ry * x) * across + rz * share;
        double u = px / pz, v = py / pz;
        double rsq = u * u + v * v, focal = cam[6], k1 = cam[9], k2 = cam[10];
        double distortion = 1.0 + k1 * rsq + k2 * rsq * rsq;
        double ud = u * distortion, vd = v * distortion;
        double errorX = ud * focal + cam[7] - feat[0], errorY = vd * focal + cam[8] - feat[1];
        err[0] = w * errorX;
        err[1] = w * errorY;

        // Both rows go through u and v: the 2 by 2 block of derivatives by them is symmetric.
        double wf = w * focal, slope = 2.0 * wf * (k1 + 2.0 * k2 * rsq), level = wf * distortion, depth = 1.0 / pz;
        double dx = (level + u * u * slope) * depth, dmixed = u * v * slope * depth, dy = (level + v * v * slope) * depth;
        block = block.Slice(0, BlockSize);
        WriteMotion(rx, ry, rz, cos, across, along, third, px, py, pz, dx, dmixed, -(dx * u + dmixed * v), 0, block);
        WriteLens(w * ud, w, 0.0, wf * u * rsq, rsq, errorX, 0, block);
        WriteMotion(rx, ry, rz, cos, across, along, third, px, py, pz, dmixed, dy, -(dmixed * u + dy * v), 1, block);
        WriteLens(w * vd, 0.0, w, wf * v * rsq, rsq, errorY, 1, block);
    }

    /// <summary>Writes a row's derivatives by rotation, centre and point; g are those by the turned point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteMotion(
        double rx, double ry, double rz, double cos, double across, double along, double third, double px, double py, double pz,
        double gx, double gy, double gz, int row, Span<double> block)
    {
        double tx = py * gz - pz * gy, ty = pz * gx - px * gz, tz = px * gy - py * gx, share = third * (rx * tx + ry * ty + rz * tz);
        block[CameraSize * row + 0] = across * tx + share * rx - along * (ry * tz - rz * ty);
        block[CameraSize * row + 1] = across * ty + share * ry - along * (rz * tx - rx * tz);
        block[CameraSize * row + 2] = across * tz + share * rz - along * (rx * ty - ry * tx);

        share = (rx * gx + ry * gy + rz * gz) * along;
        double dx = gx * cos - (ry * gz - rz * gy) * across + rx * share;
        double dy = gy * cos - (rz * gx - rx * gz) * across + ry * share;
        double dz = gz * cos - (rx * gy - ry * gx) * across + rz * share;
        block[CameraSize * row + 3] = -dx;
        block[CameraSize * row + 4] = -dy;
        block[CameraSize * row + 5] = -dz;
        block[PointBlock + 3 * row + 0] = dx;
        block[PointBlock + 3 * row + 1] = dy;
        block[PointBlock + 3 * row + 2] = dz;
    }

    /// <summary>Writes a row's derivatives by focal length, principal point, distortion and weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteLens(double dfocal, double dcentreX, double dcentreY, double dk1, double rsq, double dweight, int row, Span<double> block)
    {
        block[CameraSize * row + 6] = dfocal;
        block[CameraSize * row + 7] = dcentreX;
        block[CameraSize * row + 8] = dcentreY;
        block[CameraSize * row + 9] = dk1;
        block[CameraSize * row + 10] = dk1 * rsq;
        block[WeightBlock + row] = dweight;
    }
}
