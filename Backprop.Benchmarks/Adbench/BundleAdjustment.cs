namespace Backprop.Benchmarks.Adbench;

/// <summary>BA of ADBench: how far the images of points that cameras are said to see lie from where they were seen.</summary>
internal static partial class BundleAdjustment
{
    /// <summary>A camera: rotation as an angle-axis vector (3), centre (3), focal length, principal point (2), radial distortion (2).</summary>
    public const int CameraSize = 11;

    /// <summary>The reprojection error of one observation, two numbers.</summary>
    /// <param name="cam">The camera.</param>
    /// <param name="point">The point, 3.</param>
    /// <param name="w">The observation's weight.</param>
    /// <param name="feat">Where the point was seen, 2.</param>
    /// <param name="err">Overwritten.</param>
    [Differentiable]
    public static void Project(
        ReadOnlySpan<double> cam, ReadOnlySpan<double> point, double w, [NonDifferentiable] ReadOnlySpan<double> feat, Span<double> err)
    {
        double x = point[0] - cam[3];
        double y = point[1] - cam[4];
        double z = point[2] - cam[5];
        double turnedX, turnedY, turnedZ;
        double square = cam[0] * cam[0] + cam[1] * cam[1] + cam[2] * cam[2];
        if (square != 0.0)
        {
            double angle = Math.Sqrt(square);
            double cos = Math.Cos(angle);
            double sin = Math.Sin(angle);
            double inverse = 1.0 / angle;
            double ax = cam[0] * inverse;
            double ay = cam[1] * inverse;
            double az = cam[2] * inverse;
            double along = (ax * x + ay * y + az * z) * (1.0 - cos);
            turnedX = x * cos + (ay * z - az * y) * sin + ax * along;
            turnedY = y * cos + (az * x - ax * z) * sin + ay * along;
            turnedZ = z * cos + (ax * y - ay * x) * sin + az * along;
        }
        else
        {
            turnedX = x + (cam[1] * z - cam[2] * y);
            turnedY = y + (cam[2] * x - cam[0] * z);
            turnedZ = z + (cam[0] * y - cam[1] * x);
        }

        double u = turnedX / turnedZ;
        double v = turnedY / turnedZ;
        double rsq = u * u + v * v;
        double distortion = 1.0 + cam[9] * rsq + cam[10] * rsq * rsq;
        err[0] = w * (u * distortion * cam[6] + cam[7] - feat[0]);
        err[1] = w * (v * distortion * cam[6] + cam[8] - feat[1]);
    }

    /// <summary>The error of a weight, which is to be 1 or -1.</summary>
    public static double WeightError(double w) => 1.0 - w * w;
}
