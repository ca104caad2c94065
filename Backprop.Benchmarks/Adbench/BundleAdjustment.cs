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
    /// <remarks>
    /// The rotation by the vector r itself: x cos(θ) + r × x sin(θ)/θ + r (r·x) (1 - cos(θ))/θ², whose three factors have limits where
    /// θ is 0. A unit axis would be as fast, but three numbers more would depend on the angle, and both cases on all of the point.
    /// </remarks>
    [Differentiable(Derivatives.Jacobian)]
    public static void Project(
        ReadOnlySpan<double> cam, ReadOnlySpan<double> point, double w, [NonDifferentiable] ReadOnlySpan<double> feat, Span<double> err)
    {
        double rx = cam[0], ry = cam[1], rz = cam[2];
        double x = point[0] - cam[3], y = point[1] - cam[4], z = point[2] - cam[5];
        double square = rx * rx + ry * ry + rz * rz;
        double cos = 1.0, across = 1.0, along = 0.5;
        if (square != 0.0)
        {
            double angle = Math.Sqrt(square);
            double inverse = 1.0 / angle;
            cos = Math.Cos(angle);
            across = Math.Sin(angle) * inverse;
            along = (1.0 - cos) * (inverse * inverse);
        }

        double share = (rx * x + ry * y + rz * z) * along;
        double turnedX = x * cos + (ry * z - rz * y) * across + rx * share;
        double turnedY = y * cos + (rz * x - rx * z) * across + ry * share;
        double turnedZ = z * cos + (rx * y - ry * x) * across + rz * share;
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
