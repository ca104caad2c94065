namespace Backprop.Tests.Seeds;

/// <summary>Points for the annotated methods of the seeds, which the seeds do not have: the same ones at every run.</summary>
internal static class SeedPoints
{
    /// <summary>The shapes of arrays, and the whole numbers that go with them, for methods that take some.</summary>
    private static readonly Dictionary<string, object[]> Shapes = new()
    {
        ["Seed0.MatrixError"] = [new double[2], new double[2, 3], new double[3]],
        ["Seed1.NetworkLoss"] = [new double[2], new double[2, 3], new double[3]],
        ["Seed1.NetworkWeightsLoss"] = [new double[2], new double[2, 3], new double[3]],
        ["Seed2Layers.LoopError"] = [new double[2], new[] { new double[2, 3], new double[3, 4], new double[4, 2] }, new double[2]],
        ["Seed2Layers.WrittenOutError"] = [new double[2], new double[2, 3], new double[3, 4], new double[4, 2], new double[2]],
        ["Seed3Layers.AddBias"] = [new double[2, 3], new double[3], new double[2, 3]],
        ["Seed3Layers.Affine"] = [new double[3, 2], new double[2, 4], new double[4], new double[3, 4]],
        ["Seed3Layers.Relu"] = [new double[4], new double[4]],
        ["Seed3Layers.Sigmoid"] = [new double[4], new double[4]],
        ["Seed3Layers.SkipConnection"] = [new double[4], new double[4]],
        ["Seed3Layers.CrossEntropy"] = [new double[2, 3], new[] { 2, 0 }],
        ["Seed3Layers.HalfSquares"] = [new double[3], new double[3]],
        ["Seed4.MatrixTwoLayers"] = [new double[3, 2], new double[3], new double[2], 0.0],
        ["TwoLayerNet.Loss"] = [new byte[] { 9, 0, 255, 80, 0, 120 }, new byte[] { 2, 0 }, new[] { 1, 0, 1 }, new double[25], 3, 4],
        ["TwoLayerNet.GuardedLoss"] = [new byte[] { 9, 0, 255, 80, 0, 120 }, new byte[] { 2, 0 }, new[] { 1, 0, 1 }, new double[25], 3, 4],
    };

    /// <summary>Between -range and range, some of them at an edge; what goes into a logarithm stays between 0 and 1.</summary>
    public static IEnumerable<object[]> Of(SeedMethod method, int count, double range, double[] edges)
    {
        Random random = new(1);
        object[] shape = Shapes.GetValueOrDefault(method.Name) ?? [.. method.Parameters.Select(p => p.ParameterType == typeof(int) ? null! : (object)0.0)];
        for (int i = 0; i < count; i++)
        {
            yield return [.. method.Parameters.Select(p => shape[p.Position] is { } like ? Harness.Numbers.Replace(like, _ => Number(p.Name!)) : random.Next(3))];
        }

        double Number(string parameter) => edges.Length > 0 && random.Next(4) == 0 ? edges[random.Next(edges.Length)]
            : parameter is "yHat" || method.Name is "Seed3.NegativeLog" or "Seed0.Outer" ? 0.05 + 0.9 * random.NextDouble()
            : range * (2 * random.NextDouble() - 1);
    }
}
