namespace Backprop.Benchmarks.Gradients;

/// <summary>A method of several spans, seen as one of a single array: all its differentiable parameters one after another.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Point">Where it is checked and timed.</param>
/// <param name="Starts">Where in the array each parameter begins.</param>
/// <param name="Value">The method.</param>
/// <param name="ByHand">Returns the value and overwrites its second array with the gradient, by code written by hand.</param>
/// <param name="Generated">The same by generated code; null where there is none.</param>
internal sealed record FlatMethod(
    string Name, double[] Point, int[] Starts, Func<double[], double> Value, Func<double[], double[], double> ByHand,
    Func<double[], double[], double>? Generated = null)
{
    /// <summary>What is timed of it.</summary>
    public GradientCase Case()
    {
        double[] partials = new double[Point.Length];
        Func<double>? timed = Generated is { } generated ? () => generated(Point, partials) : null;
        return new(Name, () => Value(Point), () => ByHand(Point, partials), timed);
    }

    /// <summary>The value and the gradient by hand.</summary>
    /// <exception cref="InvalidOperationException">A gradient has another value than the method, or they do not agree.</exception>
    public (double Value, double[] Gradient) Agreed()
    {
        double value = Value(Point);
        double[] byHand = new double[Point.Length], generated = new double[Point.Length];
        Closeness.RequireSame($"{Name}: value by hand", value, ByHand(Point, byHand));
        if (Generated is not null)
        {
            Closeness.RequireSame($"{Name}: generated value", value, Generated(Point, generated));
            Closeness.Require($"{Name}: generated gradient", byHand, generated);
        }

        return (value, byHand);
    }

    /// <summary>Compares some entries of the gradient by hand with numeric derivatives, each of which takes ninety values.</summary>
    /// <param name="count">How many of each parameter, drawn by a fixed seed.</param>
    /// <exception cref="GradientCheckException">An entry is wrong.</exception>
    public void RequireDifferences(int count)
    {
        int[] places = [.. Starts.SelectMany((start, i) => Draw(start, i + 1 < Starts.Length ? Starts[i + 1] : Point.Length, count))];
        double[] gradient = Agreed().Gradient, moved = [.. Point];
        GradientCheck.Of(
            values =>
            {
                for (int i = 0; i < places.Length; i++)
                    moved[places[i]] = values[i];
                return Value(moved);
            },
            [.. places.Select(p => Point[p])],
            [.. places.Select(p => gradient[p])],
            [.. places.Select(p => $"{Name}[{p}]")]).ThrowIfWrong();
    }

    private static int[] Draw(int start, int end, int count)
    {
        int[] places = [.. Enumerable.Range(start, end - start)];
        new Random(20260101).Shuffle(places);
        return places[..Math.Min(count, places.Length)];
    }
}
