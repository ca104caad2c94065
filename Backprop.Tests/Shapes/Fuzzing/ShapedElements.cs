using Backprop.Tests.Language.Fuzzing.Loops;

namespace Backprop.Tests.Shapes.Fuzzing;

/// <summary>Random expressions element by element, whose values stay small.</summary>
internal sealed class ShapedElements(Dice dice, ShapedScope scope)
{
    private static readonly string[] Numbers = ["0.5", "1.5", "0.3", "2", "0.1"];

    private static readonly string[] Functions =
    [
        "Tanh({0})", "Sigmoid({0})", "Relu({0})", "LeakyRelu({0}, 0.1)", "Elu({0}, 1.5)", "Gelu({0})", "Silu({0})", "Softplus({0})",
        "Tensor.Exp<double>(Tanh({0}))", "Tensor.Tanh<double>({0})", "Tensor.Sigmoid<double>({0})", "Tensor.Abs<double>({0})", "Tensor.Sin<double>({0})",
        "Tensor.Cos<double>({0})", "Tensor.Sqrt<double>({0} * {0} + 1)", "Tensor.Log<double>({0} * {0} + 0.5)", "Tensor.Pow<double>({0}, 2)",
        "Tensor.Pow<double>(Tensor.Abs<double>({0}), 1.5)", "Tensor.Exp<double>({0} * 0.3)", "Tensor.Max<double>({0}, 0.1)", "Tensor.Min<double>({0}, 0.2)", "(-{0})",
    ];

    /// <summary>A tensor of a shape: one that has a name, or an expression.</summary>
    public string Of(IReadOnlyList<Dim> shape, int depth)
    {
        string[] named = [.. scope.Tensors.Where(t => t.IsOf(shape)).Select(t => t.Text)];
        return (depth <= 0 || dice.Chance(0.3)) && named.Length > 0 ? dice.Pick(named)
            : named.Length == 0 && depth < -3 ? throw new InvalidOperationException("nothing of that shape")
            : dice.Chance(0.5) ? Function(shape, depth - 1)
            : Operation(shape, depth - 1);
    }

    /// <summary>A number that is not the same everywhere.</summary>
    public string Scalar() => scope.Scalars.Count > 0 && dice.Chance(0.6) ? $"Math.Tanh({dice.Pick(scope.Scalars)})" : dice.Pick(Numbers);

    private string Function(IReadOnlyList<Dim> shape, int depth) => dice.Pick(Functions).Replace("{0}", Of(shape, depth));

    /// <remarks>.NET's result has the shape of the operand with more dimensions, of two with as many that of the second.</remarks>
    private string Operation(IReadOnlyList<Dim> shape, int depth)
    {
        string full = Of(shape, depth), other = Other(shape, depth, dice.Chance(0.5), out bool isSecond);
        (string left, string right) = isSecond ? (full, other) : (other, full);
        return dice.Below(7) switch
        {
            0 or 1 => $"({left} * {right})",
            2 => $"({left} + {right})",
            3 => $"({left} - {right})",
            4 => $"({left} / (1.5 + {right} * {right}))",
            5 when IsTensor(other) => $"Tensor.{dice.Pick("Max", "Min")}<double>({left}, {right})",
            _ => $"({left} * {right} * 0.5)",
        };
    }

    private static bool IsTensor(string text) => !text.StartsWith("Math.", StringComparison.Ordinal) && !char.IsDigit(text[0]);

    private string Other(IReadOnlyList<Dim> shape, int depth, bool wantsSecond, out bool isSecond)
    {
        isSecond = wantsSecond;
        if (dice.Chance(0.25))
        {
            return Scalar();
        }

        Shaped? repeated = dice.Chance(0.5) ? dice.PickOrNull(scope.Tensors.Where(t => t.FitsInto(shape) && !t.IsOf(shape))) : null;
        if (repeated is null)
        {
            return Of(shape, depth);
        }

        isSecond = wantsSecond && repeated.Rank < shape.Count;
        return dice.Chance(0.3) ? Function(repeated.Shape, 0) : repeated.Text;
    }
}
