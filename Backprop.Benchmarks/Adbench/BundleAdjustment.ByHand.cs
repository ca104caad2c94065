using System.Runtime.CompilerServices;

namespace Backprop.Benchmarks.Adbench;

/// <content>The Jacobian of one observation, written by hand.</content>
/// <remarks>
/// A change dr of the rotation vector moves a turned point p by (J dr) × p, with the left Jacobian of the rotations
/// J = sin(θ)/θ I + (1 - sin(θ)/θ) a aᵀ + (1 - cos(θ))/θ [a]×. So a row whose derivatives by p are g has Jᵀ (p × g) by the
/// rotation vector and Rᵀ g by the point (Barfoot, State Estimation for Robotics, §7.1). Without a rotation, cos = sin = 1
/// and a = r make of all formulas those of p = x + r × x.
/// </remarks>
internal static partial class BundleAdjustment
{
    /// <summary>Entries of a row: by the camera, the point and the weight.</summary>
    public const int RowSize = CameraSize + 3 + 1;

    /// <summary>The reprojection error of <see cref="Project"/> and its two rows of derivatives; both spans are overwritten.</summary>
    public static void ProjectJacobianByHand(
        ReadOnlySpan<double> cam, ReadOnlySpan<double> point, double w, ReadOnlySpan<double> feat, Span<double> err, Span<double> rows)
    {
        double x = point[0] - cam[3], y = point[1] - cam[4], z = point[2] - cam[5];
        double ax = cam[0], ay = cam[1], az = cam[2];
        double square = ax * ax + ay * ay + az * az;
        double cos = 1.0, sin = 1.0, inverse = 1.0;
        if (square != 0.0)
        {
            double angle = Math.Sqrt(square);
            cos = Math.Cos(angle);
            sin = Math.Sin(angle);
            inverse = 1.0 / angle;
            ax *= inverse;
            ay *= inverse;
            az *= inverse;
        }

        double along = (ax * x + ay * y + az * z) * (1.0 - cos);
        double px = x * cos + (ay * z - az * y) * sin + ax * along;
        double py = y * cos + (az * x - ax * z) * sin + ay * along;
        double pz = z * cos + (ax * y - ay * x) * sin + az * along;
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
        Span<double> row = rows.Slice(0, RowSize);
        WriteMotion(ax, ay, az, cos, sin, inverse, px, py, pz, dx, dmixed, -(dx * u + dmixed * v), row);
        WriteLens(w * ud, w, 0.0, wf * u * rsq, rsq, errorX, row);
        row = rows.Slice(RowSize, RowSize);
        WriteMotion(ax, ay, az, cos, sin, inverse, px, py, pz, dmixed, dy, -(dmixed * u + dy * v), row);
        WriteLens(w * vd, 0.0, w, wf * v * rsq, rsq, errorY, row);
    }

    /// <summary>Writes a row's derivatives by rotation, centre and point; g are those by the turned point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteMotion(
        double ax, double ay, double az, double cos, double sin, double inverse, double px, double py, double pz,
        double gx, double gy, double gz, Span<double> row)
    {
        double tx = py * gz - pz * gy, ty = pz * gx - px * gz, tz = px * gy - py * gx;
        double even = sin * inverse, odd = (1.0 - cos) * inverse, along = (1.0 - even) * (ax * tx + ay * ty + az * tz);
        row[0] = even * tx + along * ax - odd * (ay * tz - az * ty);
        row[1] = even * ty + along * ay - odd * (az * tx - ax * tz);
        row[2] = even * tz + along * az - odd * (ax * ty - ay * tx);

        along = (ax * gx + ay * gy + az * gz) * (1.0 - cos);
        double dx = gx * cos - (ay * gz - az * gy) * sin + ax * along;
        double dy = gy * cos - (az * gx - ax * gz) * sin + ay * along;
        double dz = gz * cos - (ax * gy - ay * gx) * sin + az * along;
        row[3] = -dx;
        row[4] = -dy;
        row[5] = -dz;
        row[11] = dx;
        row[12] = dy;
        row[13] = dz;
    }

    /// <summary>Writes a row's derivatives by focal length, principal point, distortion and weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteLens(double dfocal, double dcentreX, double dcentreY, double dk1, double rsq, double dweight, Span<double> row)
    {
        row[6] = dfocal;
        row[7] = dcentreX;
        row[8] = dcentreY;
        row[9] = dk1;
        row[10] = dk1 * rsq;
        row[14] = dweight;
    }
}
