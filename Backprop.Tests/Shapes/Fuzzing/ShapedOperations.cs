using Backprop.Tests.Language.Fuzzing.Loops;

namespace Backprop.Tests.Shapes.Fuzzing;

/// <summary>Random operations on tensors of a scope.</summary>
internal sealed class ShapedOperations(Dice dice, ShapedScope scope)
{
    private const int MostRank = 4, MostElements = 2500;

    private readonly ShapedElements _elements = new(dice, scope);

    /// <summary>An operation that fits a tensor that is there.</summary>
    public Shaped Next()
    {
        while (true)
        {
            Shaped x = dice.Pick(scope.Tensors);
            if (Of(x, dice.Below(26)) is { } made && made.Rank <= MostRank && Elements(made.Shape) <= MostElements)
            {
                return dice.Chance(0.25) ? made with { Text = $"Tanh({made.Text})" } : made;
            }
        }
    }

    /// <summary>A tensor, by its name most of the time.</summary>
    public string Operand(IReadOnlyList<Dim> shape) => _elements.Of(shape, dice.Chance(0.6) ? 0 : 1);

    /// <summary>A tensor with a name; null where there is none such.</summary>
    public string? Named(params IReadOnlyList<Dim> shape) => dice.PickOrNull(scope.Tensors.Where(t => t.IsOf(shape)))?.Text;

    private static int Elements(IReadOnlyList<Dim> shape) => shape.Aggregate(1, (count, d) => count * d.With(_ => Dim.Of(4)).Number!.Value);

    private Shaped? Of(Shaped x, int choice) => choice switch
    {
        0 or 1 or 2 or 3 => new(_elements.Of(x.Shape, 2), x.Shape),
        4 or 5 => Product(x),
        6 or 7 => Affine(x),
        8 => new($"{dice.Pick("Softmax", "LogSoftmax")}({Operand(x.Shape)})", x.Shape),
        9 or 10 => Along(x),
        11 or 12 => Normalized(x),
        13 or 14 => Window(x),
        15 => new($"Dropout({Operand(x.Shape)}, 0.3, {dice.Below(100)})", x.Shape),
        16 => Picked(x),
        17 or 18 => Joined(x),
        19 => Turned(x),
        20 => x.Rank < 2 ? null : new($"Tensor.Transpose<double>({Operand(x.Shape)})", [.. x.Shape.SkipLast(2), x.Shape[^1], x.Shape[^2]]),
        21 => Reshaped(x),
        22 => new($"Flatten({Operand(x.Shape)})", [x.Shape[0], Product(x.Shape.Skip(1))]),
        23 => x.Rank != 4 ? null : new($"CausalAttention({Operand(x.Shape)}, {Operand(x.Shape)}, {Operand(x.Shape)})", x.Shape),
        _ => Called(x),
    };

    private static Dim Product(IEnumerable<Dim> lengths) => lengths.Aggregate(Dim.Of(1), (a, b) => a * b);

    private Shaped? Product(Shaped x)
    {
        if (x.Rank != 2)
        {
            return null;
        }

        Shaped? y = dice.PickOrNull(scope.Tensors.Where(t => t.Rank == 2 && t.Shape[0].Equals(x.Last)));
        return dice.Below(4) switch
        {
            0 => new($"MatMul(Tensor.Transpose<double>({x.Text}), {x.Text})", [x.Last, x.Last]),
            1 => new($"MatMul({x.Text}, Tensor.Transpose<double>({Operand(x.Shape)}))", [x.Shape[0], x.Shape[0]]),
            _ => y is null ? null : new($"MatMul({Operand(x.Shape)}, {Operand(y.Shape)})", [x.Shape[0], y.Last]),
        };
    }

    private Shaped? Affine(Shaped x)
    {
        Shaped? w = dice.PickOrNull(scope.Tensors.Where(t => t.Rank == 2 && t.Shape[0].Equals(x.Last)));
        return w is null || Named(w.Last) is not { } b ? null : new($"Affine({Operand(x.Shape)}, {Operand(w.Shape)}, {b})", Shaped.With(x.Shape, x.Rank - 1, w.Last));
    }

    private Shaped Along(Shaped x)
    {
        int dimension = dice.Below(x.Rank);
        return new($"{dice.Pick("SumAlong", "MeanAlong", "MaxAlong")}({Operand(x.Shape)}, {dimension})", x.Rank == 1 ? [Dim.Of(1)] : Shaped.With(x.Shape, dimension));
    }

    private Shaped? Normalized(Shaped x)
    {
        bool isBatch = x.Rank > 1 && dice.Chance(0.4);
        return Named(isBatch ? x.Shape[1] : x.Last) is not { } g || Named(isBatch ? x.Shape[1] : x.Last) is not { } b ? null
            : new(isBatch ? $"BatchNorm({Operand(x.Shape)}, {g}, {b}, 0.1)" : dice.Chance(0.5) ? $"LayerNorm({Operand(x.Shape)}, {g}, {b}, 0.1)" : $"RmsNorm({Operand(x.Shape)}, {g}, 0.1)", x.Shape);
    }

    private Shaped? Window(Shaped x)
    {
        if (x.Rank != 4 || x.Shape[2].Number is not (>= 2 and { } height) || x.Last.Number is not (>= 2 and { } width))
        {
            return null;
        }

        Shaped? w = dice.PickOrNull(scope.Tensors.Where(t => t.Rank == 4 && t.Shape[1].Equals(x.Shape[1]) && t.Shape[2].Number <= height && t.Last.Number <= width));
        if (w is null || dice.Chance(0.4))
        {
            int step = dice.Pick(1, 2);
            return new($"{dice.Pick("MaxPool2D", "AveragePool2D")}({Operand(x.Shape)}, 2, {step})", [x.Shape[0], x.Shape[1], Moved(height, 2, step, 0), Moved(width, 2, step, 0)]);
        }

        string bias = Named(w.Shape[0]) is { } b && dice.Chance(0.5) ? b : "null";
        (int stride, int padding) = (dice.Pick(1, 2), dice.Pick(0, 1));
        return new(
            $"Conv2D({Operand(x.Shape)}, {Operand(w.Shape)}, {bias}, {stride}, {padding})",
            [x.Shape[0], w.Shape[0], Moved(height, w.Shape[2].Number!.Value, stride, padding), Moved(width, w.Last.Number!.Value, stride, padding)]);
    }

    private static Dim Moved(int length, int window, int stride, int padding) => Dim.Of(((length + (2 * padding) - window) / stride) + 1);

    private Shaped? Picked(Shaped x) => dice.PickOrNull(scope.Labels.Where(l => x.Shape[0].Number >= l.Below)) is { } labels
        ? new($"{(x.Rank == 2 ? dice.Pick("Embedding", "Gather") : "Gather")}({Operand(x.Shape)}, {labels.Name})", [.. labels.Shape, .. x.Shape.Skip(1)])
        : null;

    private Shaped Joined(Shaped x)
    {
        int dimension = dice.Below(x.Rank);
        Shaped y = dice.Pick([.. scope.Tensors.Where(t => t.Rank == x.Rank && Shaped.With(t.Shape, dimension, x.Shape[dimension]).SequenceEqual(x.Shape))]);
        return dice.Chance(0.2)
            ? new($"Concat({dimension}, {Operand(x.Shape)}, {y.Text}, {x.Text})", Shaped.With(x.Shape, dimension, x.Shape[dimension] + y.Shape[dimension] + x.Shape[dimension]))
            : new($"Concat({dimension}, {Operand(x.Shape)}, {Operand(y.Shape)})", Shaped.With(x.Shape, dimension, x.Shape[dimension] + y.Shape[dimension]));
    }

    private Shaped Turned(Shaped x)
    {
        IReadOnlyList<int> order = dice.Some(Enumerable.Range(0, x.Rank), 1);
        return new($"Permute({Operand(x.Shape)}, {string.Join(", ", order)})", [.. order.Select(d => x.Shape[d])]);
    }

    /// <summary>Neighbouring dimensions as one, or all as one, where their lengths can be written.</summary>
    private Shaped? Reshaped(Shaped x)
    {
        int first = dice.Below(x.Rank), count = dice.Below(x.Rank - first) + 1;
        IReadOnlyList<Dim> shape = dice.Chance(0.2) ? [.. x.Shape, Dim.Of(1)] : [.. x.Shape.Take(first), Product(x.Shape.Skip(first).Take(count)), .. x.Shape.Skip(first + count)];
        bool canBeWritten = shape.All(d => d.Number is not null || d.ToString().Split(' ').All(word => !char.IsLetter(word[0]) || scope.Numbers.Contains(word)));
        return canBeWritten ? new($"Tensor.Reshape<double>({Operand(x.Shape)}, [{string.Join(", ", shape)}])", shape) : null;
    }

    private Shaped? Called(Shaped first)
    {
        ShapedHelper? helper = dice.PickOrNull(scope.Helpers.Where(h => h.Result is not null));
        return helper is not null && Call(helper, first) is var (text, shape) ? new(text, shape!) : null;
    }

    /// <summary>A call with a tensor as the first argument; null where that, or no other, fits.</summary>
    public (string Text, IReadOnlyList<Dim>? Shape)? Call(ShapedHelper helper, Shaped first)
    {
        Dictionary<string, Dim> lengths = [];
        List<string> arguments = [];
        foreach (IReadOnlyList<Dim> parameter in helper.Parameters)
        {
            IEnumerable<Shaped> fitting = (arguments.Count == 0 ? [first] : scope.Tensors.AsEnumerable()).Where(t => Fits(parameter, t.Shape, new(lengths)));
            if (dice.PickOrNull(fitting) is not { } argument)
            {
                return null;
            }

            Fits(parameter, argument.Shape, lengths);
            arguments.Add(dice.Chance(0.3) ? Operand(argument.Shape) : argument.Text);
        }

        return ($"{helper.Name}({string.Join(", ", arguments)})", helper.Result is null ? null : [.. helper.Result.Select(d => d.With(n => lengths[n]))]);
    }

    /// <summary>Whether a shape is what a helper says, which binds the names that it has not met.</summary>
    private static bool Fits(IReadOnlyList<Dim> said, IReadOnlyList<Dim> given, Dictionary<string, Dim> lengths) => said.Count == given.Count && said.Zip(given).All(pair =>
    {
        if (pair.First.Number is not null)
        {
            return pair.First.Equals(pair.Second);
        }

        lengths.TryAdd(pair.First.ToString(), pair.Second);
        return lengths[pair.First.ToString()].Equals(pair.Second);
    });
}
