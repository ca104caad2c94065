namespace Backprop.Benchmarks.Adbench;

/// <summary>A hand at rest.</summary>
/// <param name="Parents">Each bone's parent, -1 for the root.</param>
/// <param name="Bases">Each bone relative to its parent, <see cref="HandTracking.MatrixSize"/> numbers.</param>
/// <param name="Inverses">The inverse of each bone, absolute; as many.</param>
/// <param name="Triangles">Three vertices each.</param>
/// <param name="Vertices">Three coordinates each.</param>
/// <param name="Influences">The bones that move each vertex in rising order, then bone 0 up to <see cref="HandTracking.Influences"/>.</param>
/// <param name="Weights">By how much; 0 for the bones that fill up.</param>
internal sealed record HandModel(
    int[] Parents, double[] Bases, double[] Inverses, int[] Triangles, double[] Vertices, int[] Influences, double[] Weights)
{
    /// <summary>The model whose vertices a file holds; all models have the small one's bones and triangles.</summary>
    public static HandModel Read(string vertices)
    {
        List<int> parents = [], triangles = [], influences = [];
        List<double> bases = [], inverses = [], positions = [], weights = [];
        NumberReader bone = new(AdbenchData.Text("hand/model_small/bones.txt"), ':');
        while (!bone.AtEnd)
        {
            _ = bone.Word();
            parents.Add(bone.Int());
            bases.AddRange(bone.Doubles(16).AsSpan(0, HandTracking.MatrixSize));
            inverses.AddRange(bone.Doubles(16).AsSpan(0, HandTracking.MatrixSize));
        }

        NumberReader corner = new(AdbenchData.Text("hand/model_small/triangles.txt"), ':');
        while (!corner.AtEnd)
            triangles.Add(corner.Int());

        NumberReader vertex = new(AdbenchData.Text(vertices), ':');
        while (!vertex.AtEnd)
        {
            positions.AddRange(vertex.Doubles(3));
            _ = vertex.Doubles(5);
            (int Bone, double Weight)[] pairs = new (int, double)[vertex.Int()];
            for (int i = 0; i < pairs.Length; i++)
                pairs[i] = (vertex.Int(), vertex.Double());

            Array.Sort(pairs);
            Array.Resize(ref pairs, HandTracking.Influences);
            influences.AddRange(pairs.Select(p => p.Bone));
            weights.AddRange(pairs.Select(p => p.Weight));
        }

        return new([.. parents], [.. bases], [.. inverses], [.. triangles], [.. positions], [.. influences], [.. weights]);
    }
}
