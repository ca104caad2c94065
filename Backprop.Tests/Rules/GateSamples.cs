namespace Backprop.Tests.Rules;

/// <summary>Every gate as C# spells it, with places where the chain rule alone would do and places where it would not.</summary>
public static class GateSamples
{
    private const double NaN = double.NaN;
    private const string StableLog = "Math.Log(1.0 + Math.Exp(-Math.Abs(x)))", StableLogP1 = "double.LogP1(Math.Exp(-Math.Abs(x)))";

    private const string Sigmoid = "1.0 / (1.0 + Math.Exp(-x))";

    private static readonly double[] Anywhere = [-30, -3.5, -1, -0.2, 0, 0.4, 2, 5, 31];
    private static readonly double[] Smooth = [-30, -3.5, -1, -0.2, 0.4, 2, 5, 31];
    private static readonly double[][] Pairs = [[1, 2], [-3, 0.5], [0.2, -4], [20, 21]];
    private static readonly double[][] Labelled = [[0, 2], [1, 2], [0, -3], [1, 0.5], [0.3, -1]];

    public static readonly RuleSample[] All =
    [
        One("sigmoid", "1.0 / (1.0 + Math.Exp(-x))", Anywhere, (-1000, 0), (1000, 0), (0, 0.25), (NaN, NaN)),
        One("sigmoid", "Math.Exp(x) / (1.0 + Math.Exp(x))", Anywhere, (-1000, 0), (0, 0.25), (NaN, NaN)),
        One("falling sigmoid", "1.0 / (1.0 + Math.Exp(x))", Anywhere, (-1000, 0), (1000, 0), (0, -0.25), (NaN, NaN)),
        new("logistic", "a / (c + Math.Exp(x))", "double a, double c, double x", [[1, 2, 0.3], [-4, 0.5, 3], [7, 100, -5]],
            [new([5, 2, -1000], [0.5, -1.25, 0]), new([5, 2, 1000], [0, 0, 0]), new([5, 2, NaN], [NaN, NaN, NaN])]),
        One("log of sigmoid", "Math.Log(1.0 / (1.0 + Math.Exp(-x)))", [-30, -3.5, -1, 0, 0.4, 2, 5], (-1000, 1), (1000, 0), (NaN, NaN)),
        One("log of 1 - sigmoid", "Math.Log(1.0 - 1.0 / (1.0 + Math.Exp(-x)))", [-5, -1, 0, 0.4, 2], (-1000, 0), (1000, -1), (NaN, NaN)),

        new("cross-entropy of sigmoid", $"-t * Math.Log({Sigmoid}) - (1.0 - t) * Math.Log(1.0 - {Sigmoid})", "double t, double x", Labelled,
            [new([0, 1000], [double.NegativeInfinity, 1]), new([1, 1000], [double.NegativeInfinity, 0]), new([0, -1000], [double.PositiveInfinity, 0]),
                new([1, -1000], [double.PositiveInfinity, -1]), new([0.25, 0], [0, 0.25])]),
        new("log-likelihood of sigmoid", $"t * Math.Log({Sigmoid}) + (1.0 - t) * Math.Log(1.0 - {Sigmoid})", "double t, double x", Labelled,
            [new([0, 1000], [double.PositiveInfinity, -1]), new([1, 1000], [double.PositiveInfinity, 0]), new([0, -1000], [double.NegativeInfinity, 0]),
                new([1, -1000], [double.NegativeInfinity, 1]), new([0.25, 0], [0, -0.25])]),

        One("tanh", "(Math.Exp(x) - Math.Exp(-x)) / (Math.Exp(x) + Math.Exp(-x))", Anywhere, (0, 1), (300, 0), (NaN, NaN)),
        One("tanh of x / 2", "(Math.Exp(x) - 1.0) / (Math.Exp(x) + 1.0)", Anywhere, (0, 0.5), (-1000, 0), (NaN, NaN)),
        One("tanh of -x / 2", "(1.0 - Math.Exp(x)) / (1.0 + Math.Exp(x))", Anywhere, (0, -0.5), (-1000, 0), (NaN, NaN)),

        One("softplus", "Math.Log(1.0 + Math.Exp(x))", [-3.5, -1, 0, 0.4, 2, 31], (-1000, 0), (1000, 1), (NaN, NaN)),
        One("softplus", "double.LogP1(Math.Exp(x))", [-3.5, -1, 0, 0.4, 2, 31], (-1000, 0), (1000, 1), (NaN, NaN)),
        .. new[] { StableLog, StableLogP1 }.SelectMany(log => new[]
        {
            One("softplus", "Math.Max(x, 0.0) + " + log, [-3.5, -1, 0, 0.4, 2, 31], (0, 0.5), (-1000, 0), (1000, 1), (NaN, NaN)),
            One("softplus of -x", "Math.Max(-x, 0.0) + " + log, [-31, -3.5, -1, 0, 0.4, 2], (0, -0.5), (-1000, -1), (1000, 0), (NaN, NaN)),
            new("softplus less a", "Math.Max(x, 0.0) - a + " + log, "double x, double a", [[0, 1], [2, 3], [-3, 1]],
                [new([0, 0], [0.5, -1]), new([-1000, 0], [0, -1]), new([1000, 0], [1, -1])]),
        }),

        new("log-sum-exp", "Math.Log(Math.Exp(a) + Math.Exp(b))", "double a, double b", Pairs,
            [new([-1000, 1000], [0, 1]), new([1000, -1000], [1, 0]), new([1000, 1000], [0.5, 0.5]), new([-1000, -1000], [0.5, 0.5])]),
        .. new[] { "Math.Log(1.0 + Math.Exp(-Math.Abs(a - b)))", "double.LogP1(Math.Exp(-Math.Abs(a - b)))" }.Select(log =>
            new RuleSample("log-sum-exp", "Math.Max(a, b) + " + log, "double a, double b", [.. Pairs, [1, 1]],
                [new([-1000, 1000], [0, 1]), new([1000, -1000], [1, 0]), new([3, 3], [0.5, 0.5])])),

        new("log-sum-exp", "Math.Max(a, b) + Math.Log(Math.Exp(a - Math.Max(a, b)) + Math.Exp(b - Math.Max(a, b)))", "double a, double b", [.. Pairs, [1, 1]],
            [new([-1000, 1000], [0, 1]), new([1000, -1000], [1, 0]), new([1000, 1000], [0.5, 0.5])]),

        One("length", "Math.Sqrt(x * x)", Smooth, (0, 0), (-3, -1), (NaN, NaN)),
        new("length", "Math.Sqrt(a * a + b * b)", "double a, double b", Pairs, [new([0, 0], [0, 0]), new([0, -2], [0, -1])]),
        new("length", "Math.Sqrt(a * a + b * b + c * c)", "double a, double b, double c", [[1, 2, 3], [-1, 0.5, 0.2]],
            [new([0, 0, 0], [0, 0, 0]), new([0, -2, 0], [0, -1, 0])]),
        new("log of a quotient", "Math.Log(a / b)", "double a, double b", [[1, 2], [3, 0.5], [20, 21]],
            [new([0, 2], [double.PositiveInfinity, -0.5]), new([-4, -2], [-0.25, 0.5])]),
        new("log of a product", "Math.Log(a * b)", "double a, double b", [[1, 2], [3, 0.5], [20, 21]],
            [new([0, 2], [double.PositiveInfinity, 0.5]), new([-4, -2], [-0.25, -0.5])]),
        One("reciprocal", "1.0 / x", Smooth, (0, double.NegativeInfinity), (double.PositiveInfinity, 0), (NaN, NaN)),
    ];

    private static RuleSample One(string name, string code, double[] points, params (double At, double Partial)[] edges) =>
        new(name, code, "double x", [.. points.Select(p => new[] { p })], [.. edges.Select(e => new Edge([e.At], [e.Partial]))]);
}
