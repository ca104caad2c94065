namespace Backprop.Benchmarks.Adbench;

/// <summary>What a file of HAND holds, with that part of its model that its points ask for.</summary>
/// <param name="Name">The file.</param>
/// <param name="Model">The bones.</param>
/// <param name="Vertices">At rest: the vertex of each point, or the three corners of its triangle.</param>
/// <param name="Influences">The bones that move them.</param>
/// <param name="Weights">By how much.</param>
/// <param name="Points">Three coordinates each.</param>
/// <param name="Us">Two barycentric coordinates a point in a complicated file, else none.</param>
/// <param name="Theta">The pose.</param>
internal sealed record HandInput(
    string Name, HandModel Model, double[] Vertices, int[] Influences, double[] Weights, double[] Points, double[] Us, double[] Theta)
{
    public bool IsComplicated => Us.Length > 0;

    /// <summary>Columns of the Jacobian.</summary>
    public int Width => HandTracking.PoseSize + (IsComplicated ? 2 : 0);

    public static HandInput Read(string name)
    {
        bool complicated = name.Contains("complicated", StringComparison.Ordinal), big = name.Contains("big", StringComparison.Ordinal);
        HandModel model = HandModel.Read(big ? "hand/model_big/vertices.txt.gz" : "hand/model_small/vertices.txt");
        NumberReader reader = new(AdbenchData.Text(Path.Combine("hand", name)));
        int n = reader.Int(), parameters = reader.Int();
        List<int> vertices = [];
        List<double> points = [];
        for (int i = 0; i < n; i++)
        {
            int correspondence = reader.Int();
            vertices.AddRange(complicated ? model.Triangles.AsSpan(3 * correspondence, 3) : [correspondence]);
            points.AddRange(reader.Doubles(3));
        }

        double[] us = reader.Doubles(complicated ? 2 * n : 0), theta = reader.Doubles(parameters);
        return new(
            name, model, Gather(model.Vertices, 3, vertices), Gather(model.Influences, HandTracking.Influences, vertices),
            Gather(model.Weights, HandTracking.Influences, vertices), [.. points], us, theta);
    }

    public void Evaluate(double[] theta, double[] us, double[] err)
    {
        if (IsComplicated)
            HandTracking.Complicated(theta, us, Model.Bases, Model.Inverses, Model.Parents, Vertices, Influences, Weights, Points, err);
        else
            HandTracking.Simple(theta, Model.Bases, Model.Inverses, Model.Parents, Vertices, Influences, Weights, Points, err);
    }

    private static T[] Gather<T>(T[] all, int size, List<int> chosen) => [.. chosen.SelectMany(i => all[(size * i)..(size * (i + 1))])];
}
