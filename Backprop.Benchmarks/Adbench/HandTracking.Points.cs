namespace Backprop.Benchmarks.Adbench;

/// <content>The errors of one point, of which the Jacobian has three rows.</content>
internal static partial class HandTracking
{
    /// <summary>A measured point less the position of its vertex.</summary>
    [Differentiable]
    private static void SimplePoint(
        ReadOnlySpan<double> theta, ReadOnlySpan<double> transforms, ReadOnlySpan<double> rotation, [NonDifferentiable] ReadOnlySpan<double> vertex,
        ReadOnlySpan<int> influences, [NonDifferentiable] ReadOnlySpan<double> weights, [NonDifferentiable] ReadOnlySpan<double> point, Span<double> err)
    {
        Span<double> position = stackalloc double[3];
        Place(theta, transforms, rotation, vertex, influences, weights, position);
        for (int j = 0; j < 3; j++)
            err[j] = point[j] - position[j];
    }

    /// <summary>A measured point less a point of a triangle.</summary>
    [Differentiable]
    private static void ComplicatedPoint(
        ReadOnlySpan<double> theta, ReadOnlySpan<double> us, ReadOnlySpan<double> transforms, ReadOnlySpan<double> rotation,
        [NonDifferentiable] ReadOnlySpan<double> vertices, ReadOnlySpan<int> influences, [NonDifferentiable] ReadOnlySpan<double> weights,
        [NonDifferentiable] ReadOnlySpan<double> point, Span<double> err)
    {
        Span<double> positions = stackalloc double[9];
        for (int v = 0; v < 3; v++)
        {
            Place(
                theta, transforms, rotation, vertices.Slice(3 * v, 3), influences.Slice(Influences * v, Influences),
                weights.Slice(Influences * v, Influences), positions.Slice(3 * v, 3));
        }

        double u2 = 1.0 - us[0] - us[1];
        for (int j = 0; j < 3; j++)
            err[j] = point[j] - (us[0] * positions[j] + us[1] * positions[3 + j] + u2 * positions[6 + j]);
    }
}
