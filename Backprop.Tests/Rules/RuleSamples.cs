namespace Backprop.Tests.Rules;

/// <summary>Every row of the rule tables: a call of it, points in its domain, and what its partials are at the edges.</summary>
public static class RuleSamples
{
    private const double Inf = double.PositiveInfinity, NaN = double.NaN;
    private const double Ln2 = 0.69314718055994531, Ln10 = 2.3025850929940457, Pi = Math.PI;
    private const double Constant = 1.25; // where a parameter c is one

    public static IEnumerable<RuleSample> All =>
        [.. Operators, .. Exponentials, .. Powers, .. Circular, .. Hyperbolic, .. Selections, .. Clamps, .. Arithmetic, .. Steps];

    private static readonly double[] Anywhere = [-700.5, -20, -3.25, -1, -0.3, -1e-5, 1e-8, 0.01, 0.7, 1.5, 4, 30, 701];
    private static readonly double[] Positive = [1e-300, 1e-8, 0.02, 0.5, 1, 1.7, 3, 55, 1e10, 1e300];
    private static readonly double[] MoreThanMinusOne = [-0.999, -0.5, -1e-3, 1e-3, 0.3, 1, 8, 1e6, 1e200];
    private static readonly double[] BetweenMinusOneAndOne = [-0.999, -0.75, -0.3, -1e-4, 1e-4, 0.2, 0.6, 0.99];
    private static readonly (double, double)[] Pairs =
        [(1, 2), (-1.5, 0.3), (0.2, -4), (-3, -2.5), (1e-5, 7), (-1e4, 3), (1e-150, 3e-150), (2e150, -1e150)];

    public static readonly RuleSample[] Operators =
    [
        One("+", "+x", Anywhere, (0, 1), (Inf, 1), (NaN, 1)),
        One("-", "-x", Anywhere, (0, -1), (Inf, -1), (NaN, -1)),
        Two("+", "a + b", Pairs, ((0, 0), (1, 1)), ((Inf, NaN), (1, 1))),
        Two("-", "a - b", Pairs, ((0, 0), (1, -1)), ((Inf, NaN), (1, -1))),
        Two("*", "a * b", Pairs, ((0, 0), (0, 0)), ((0, Inf), (Inf, 0)), ((3, NaN), (NaN, 3))),
        Two("/", "a / b", Pairs, ((1, 0), (Inf, -Inf)), ((-1, 0), (Inf, Inf)), ((3, Inf), (0, 0)), ((0, 4), (0.25, 0)), ((0, 0), (Inf, NaN))),
        Two("%", "a % b", [(7.5, 2), (-7.5, 2), (7.5, -2), (0.3, 5), (100.3, 3.7)],
            ((6, 2), (1, -3)), ((-6, 2), (1, 3)), ((1, 0.1), (1, -9)), ((0, 2), (1, 0)), ((3, Inf), (1, 0)), ((1, 0), (1, NaN)), ((NaN, 2), (1, NaN))),
    ];

    public static readonly RuleSample[] Exponentials =
    [
        One("Exp", "Math.Exp(x)", Anywhere, (0, 1), (-Inf, 0), (Inf, Inf), (NaN, NaN)),
        One("Exp2", "double.Exp2(x)", Anywhere, (0, Ln2), (-Inf, 0), (Inf, Inf), (NaN, NaN)),
        One("Exp10", "double.Exp10(x)", [-300, -7, -0.2, 0.3, 2, 300], (0, Ln10), (-Inf, 0), (Inf, Inf), (NaN, NaN)),
        One("ExpM1", "double.ExpM1(x)", [-5, -0.3, 1e-5, 2, 700], (0, 1), (-Inf, 0), (Inf, Inf), (NaN, NaN)),
        One("Exp2M1", "double.Exp2M1(x)", [-5, -0.3, 1e-5, 2, 1000], (0, Ln2), (-Inf, 0), (Inf, Inf), (NaN, NaN)),
        One("Exp10M1", "double.Exp10M1(x)", [-5, -0.3, 1e-5, 2, 300], (0, Ln10), (-Inf, 0), (Inf, Inf), (NaN, NaN)),
        One("Log", "Math.Log(x)", Positive, (0, Inf), (Inf, 0), (NaN, NaN)),
        One("Log2", "Math.Log2(x)", Positive, (0, Inf), (Inf, 0), (NaN, NaN)),
        One("Log10", "Math.Log10(x)", Positive, (0, Inf), (Inf, 0), (NaN, NaN)),
        One("LogP1", "double.LogP1(x)", MoreThanMinusOne, (-1, Inf), (0, 1), (Inf, 0), (NaN, NaN)),
        One("Log2P1", "double.Log2P1(x)", MoreThanMinusOne, (-1, Inf), (0, 1 / Ln2), (Inf, 0), (NaN, NaN)),
        One("Log10P1", "double.Log10P1(x)", MoreThanMinusOne, (-1, Inf), (0, 1 / Ln10), (Inf, 0), (NaN, NaN)),
        Two("Log", "Math.Log(x, b)", [(2, 10), (0.3, 2), (1e-200, 5), (1e200, 0.2), (7, 1.01)],
            ((1, 10), (1 / Ln10, 0)), ((0, 10), (Inf, Inf)), ((Inf, 10), (0, -Inf)), ((NaN, 10), (NaN, NaN))),
    ];

    public static readonly RuleSample[] Powers =
    [
        Two("Pow", "Math.Pow(x, y)", [(2, 3), (0.3, -1.5), (5, 0.2), (1e-8, 2), (30, -4), (1e100, 2.5)],
            ((0, 2), (0, 0)), ((0, 1), (1, 0)), ((0, 0.5), (Inf, 0)), ((0, -1), (-Inf, -Inf)), ((0, 0), (0, -Inf)), ((3, 0), (0, Math.Log(3))),
            ((Inf, -2), (0, 0)), ((Inf, 2), (Inf, Inf)), ((-2, 3), (12, NaN)), ((NaN, 2), (NaN, NaN)), ((2, NaN), (NaN, NaN))),
        One("Pow", "Math.Pow(x, 0)", Anywhere, (0, 0), (Inf, 0), (NaN, 0)),
        One("Pow", "Math.Pow(x, 1)", Anywhere, (0, 1), (Inf, 1), (NaN, 1)),
        One("Pow", "Math.Pow(x, 2)", Anywhere, (0, 0), (-3, -6), (Inf, Inf), (-Inf, -Inf), (NaN, NaN)),
        One("Pow", "Math.Pow(x, 3)", Anywhere, (0, 0), (-2, 12), (-Inf, Inf), (NaN, NaN)),
        One("Pow", "Math.Pow(x, 0.5)", Positive, (0, Inf), (Inf, 0), (-1, NaN), (NaN, NaN)),
        One("Pow", "Math.Pow(x, 2.5)", [1e-100, 0.2, 3, 1e100], (0, 0), (Inf, Inf), (-1, NaN), (NaN, NaN)),
        One("Pow", "Math.Pow(x, 0.2)", Positive, (0, Inf), (Inf, 0), (-1, NaN), (NaN, NaN)),
        One("Pow", "Math.Pow(x, 4.0)", [-3, 0.2, 1e76], (0, 0), (1e77, 4e231), (Inf, Inf), (NaN, NaN)),
        One("Pow", "Math.Pow(x, -1)", [-1e100, -0.2, 1e-100, 3, 1e100], (0, -Inf), (Inf, 0), (NaN, NaN)),
        One("Pow", "Math.Pow(x, -2)", [-1e100, -0.2, 1e-100, 3, 1e100], (0, -Inf), (1e-200, -Inf), (1e200, 0), (Inf, 0), (-Inf, 0), (NaN, NaN)),
        One("Pow", "Math.Pow(x, -0.5)", Positive[1..], (0, -Inf), (1e-300, -Inf), (Inf, 0), (NaN, NaN)),
        One("Pow", "Math.Pow(2, x)", Anywhere, (0, Ln2), (-Inf, 0), (Inf, Inf), (NaN, NaN)),
        One("Pow", "Math.Pow(0, x)", [0.3, 2], (1, 0), (-1, -Inf)),
        One("Sqrt", "Math.Sqrt(x)", Positive, (0, Inf), (Inf, 0), (-1, NaN), (NaN, NaN)),
        One("Cbrt", "Math.Cbrt(x)", [-1e300, -8, -0.1, .. Positive], (0, Inf), (-Inf, 0), (Inf, 0), (NaN, NaN)),
        new("RootN", "double.RootN(x, n)", "double x, int n",
            [[5, 2], [1e-300, 2], [-8, 3], [1e300, 3], [0.3, 7], [2, -1], [-3, -3], [0.2, -2], [4, 1], [2.5, 40]],
            [new([0, 2], [Inf]), new([0, 3], [Inf]), new([0, 1], [1]), new([0, -1], [-Inf]), new([Inf, 3], [0]), new([-1, 2], [NaN]), new([NaN, 3], [NaN])]),
        Two("Hypot", "double.Hypot(a, b)", [.. Pairs, (0, 2), (2, 0)],
            ((0, 0), (0, 0)), ((0, -3), (0, -1)), ((1e-320, 0), (1, 0)), ((1e200, 0), (1, 0)), ((NaN, 1), (NaN, NaN))),
        One("ReciprocalEstimate", "Math.ReciprocalEstimate(x)", [], (0.3, -1 / 0.09), (-4, -0.0625), (2e10, -2.5e-21)) with { Tolerance = 0.02 },
        One("ReciprocalSqrtEstimate", "Math.ReciprocalSqrtEstimate(x)", [], (0.25, -4), (4, -0.0625), (1e10, -5e-16)) with { Tolerance = 0.02 },
    ];

    public static readonly RuleSample[] Circular =
    [
        One("Sin", "Math.Sin(x)", Anywhere, (0, 1), (Inf, NaN), (NaN, NaN)),
        One("Cos", "Math.Cos(x)", Anywhere, (0, 0), (Inf, NaN), (NaN, NaN)),
        One("Tan", "Math.Tan(x)", Anywhere, (0, 1), (Inf, NaN), (NaN, NaN)),
        One("Asin", "Math.Asin(x)", BetweenMinusOneAndOne, (0, 1), (1, Inf), (-1, Inf), (1.5, NaN), (NaN, NaN)),
        One("Acos", "Math.Acos(x)", BetweenMinusOneAndOne, (0, -1), (1, -Inf), (-1, -Inf), (1.5, NaN), (NaN, NaN)),
        One("Atan", "Math.Atan(x)", Anywhere, (0, 1), (Inf, 0), (-Inf, 0), (1e200, 0), (NaN, NaN)),
        Two("Atan2", "Math.Atan2(y, x)", [.. Pairs, (1e-200, 1e-200), (3e200, -2e200), (2, 1e-3), (2, 1e-300), (1e-300, -2)],
            ((0, 0), (0, 0)), ((1e-200, 0), (0, -1e200)), ((0, -1e-200), (-1e200, 0)), ((2, 0), (0, -0.5)), ((0, 2), (0.5, 0)),
            ((1e300, 1e-300), (0, -1e-300)), ((1, Inf), (0, 0)), ((Inf, 1), (0, 0)), ((Inf, Inf), (NaN, NaN)), ((NaN, 1), (NaN, NaN))),
        One("SinPi", "double.SinPi(x)", [-3.3, -0.2, 1e-8, 0.4, 7.8], (0, Pi), (0.5, 0), (1, -Pi), (Inf, NaN), (NaN, NaN)),
        One("CosPi", "double.CosPi(x)", [-3.3, -0.2, 1e-8, 0.4, 7.8], (0, 0), (0.5, -Pi), (1, 0), (Inf, NaN), (NaN, NaN)),
        One("TanPi", "double.TanPi(x)", [-3.3, -0.2, 1e-8, 0.4, 7.8], (0, Pi), (0.5, Inf), (1, Pi), (Inf, NaN), (NaN, NaN)),
        One("AsinPi", "double.AsinPi(x)", BetweenMinusOneAndOne, (0, 1 / Pi), (1, Inf), (-1, Inf), (1.5, NaN), (NaN, NaN)),
        One("AcosPi", "double.AcosPi(x)", BetweenMinusOneAndOne, (0, -1 / Pi), (1, -Inf), (-1, -Inf), (1.5, NaN), (NaN, NaN)),
        One("AtanPi", "double.AtanPi(x)", Anywhere, (0, 1 / Pi), (Inf, 0), (-Inf, 0), (NaN, NaN)),
        Two("Atan2Pi", "double.Atan2Pi(y, x)", [.. Pairs, (1e-200, 1e-200), (3e200, -2e200), (2, 1e-3)],
            ((0, 0), (0, 0)), ((1e-200, 0), (0, -1e200 / Pi)), ((0, -1e-200), (-1e200 / Pi, 0)), ((1, Inf), (0, 0)), ((NaN, 1), (NaN, NaN))),
        One("DegreesToRadians", "double.DegreesToRadians(x)", Anywhere, (0, Pi / 180), (Inf, Pi / 180), (NaN, Pi / 180)),
        One("RadiansToDegrees", "double.RadiansToDegrees(x)", Anywhere, (0, 180 / Pi), (Inf, 180 / Pi), (NaN, 180 / Pi)),
    ];

    public static readonly RuleSample[] Hyperbolic =
    [
        One("Sinh", "Math.Sinh(x)", Anywhere, (0, 1), (Inf, Inf), (-Inf, Inf), (NaN, NaN)),
        One("Cosh", "Math.Cosh(x)", Anywhere, (0, 0), (Inf, Inf), (-Inf, -Inf), (NaN, NaN)),
        One("Tanh", "Math.Tanh(x)", Anywhere, (0, 1), (Inf, 0), (-Inf, 0), (1000, 0), (NaN, NaN)),
        One("Asinh", "Math.Asinh(x)", [-1e300, .. Anywhere, 1e200], (0, 1), (Inf, 0), (-Inf, 0), (NaN, NaN)),
        One("Acosh", "Math.Acosh(x)", [1.001, 1.5, 30, 1e200], (1, Inf), (Inf, 0), (0.5, NaN), (-2, NaN), (NaN, NaN)),
        One("Atanh", "Math.Atanh(x)", BetweenMinusOneAndOne, (0, 1), (1, Inf), (-1, Inf), (NaN, NaN)),
    ];

    public static readonly RuleSample[] Selections =
    [
        One("Abs", "Math.Abs(x)", Anywhere, (0, 0), (-0.0, 0), (Inf, 1), (-Inf, -1), (NaN, 1)),
        Two("CopySign", "Math.CopySign(x, s)", [(2, 3), (-2, 3), (2, -3), (-2, -3)],
            ((0, -1), (0, 0)), ((3, -0.0), (-1, 0)), ((-Inf, 1), (-1, 0)), ((NaN, 1), (1, 0))),
        .. Picks("Max", "Math.Max", ((3, 3), (0.5, 0.5)), ((0, -0.0), (0.5, 0.5)), ((1, Inf), (0, 1)), ((NaN, 1), (1, 1))),
        .. Picks("Min", "Math.Min", ((3, 3), (0.5, 0.5)), ((0, -0.0), (0.5, 0.5)), ((1, Inf), (1, 0)), ((NaN, 1), (1, 1))),
        .. Picks("MaxNative", "double.MaxNative", ((3, 3), (0.5, 0.5)), ((1, Inf), (0, 1))),
        .. Picks("MinNative", "double.MinNative", ((3, 3), (0.5, 0.5)), ((1, Inf), (1, 0))),
        .. Picks("MaxNumber", "double.MaxNumber", ((3, 3), (0.5, 0.5)), ((NaN, 1), (0, 1)), ((1, NaN), (1, 0)), ((NaN, NaN), (1, 1))),
        .. Picks("MinNumber", "double.MinNumber", ((3, 3), (0.5, 0.5)), ((NaN, 1), (0, 1)), ((1, NaN), (1, 0)), ((NaN, NaN), (1, 1))),
        .. Picks("MaxMagnitude", "Math.MaxMagnitude", ((3, 3), (0.5, 0.5)), ((-3, 3), (0, 1)), ((1, -Inf), (0, 1)), ((NaN, 1), (1, 1))),
        .. Picks("MinMagnitude", "Math.MinMagnitude", ((3, 3), (0.5, 0.5)), ((-3, 3), (1, 0)), ((1, -Inf), (1, 0)), ((NaN, 1), (1, 1))),
        .. Picks("MaxMagnitudeNumber", "double.MaxMagnitudeNumber", ((3, 3), (0.5, 0.5)), ((-3, 3), (0, 1)), ((NaN, 1), (0, 1)), ((1, NaN), (1, 0))),
        .. Picks("MinMagnitudeNumber", "double.MinMagnitudeNumber", ((3, 3), (0.5, 0.5)), ((-3, 3), (1, 0)), ((NaN, 1), (0, 1)), ((1, NaN), (1, 0))),
        One("Max", "Math.Max(0, x)", Anywhere, (0, 0), (-0.0, 0), (Inf, 1), (-Inf, 0), (NaN, 1)),
        One("Max", "Math.Max(x, 0)", Anywhere, (0, 0), (-0.0, 0), (Inf, 1), (-Inf, 0), (NaN, 1)),
        One("Min", "Math.Min(x, 6)", Anywhere, (6, 0), (Inf, 0), (-Inf, 1), (NaN, 1)),
        One("MaxNumber", "double.MaxNumber(x, 0)", Anywhere, (0, 0), (NaN, 0)),
        One("MaxMagnitude", "Math.MaxMagnitude(x, 2)", Anywhere, (2, 0), (-2, 0), (NaN, 1)),
    ];

    public static readonly RuleSample[] Clamps = [.. Clamped("Clamp"), .. Clamped("ClampNative"),
        One("Clamp", "double.Clamp(x, -1, 1)", Anywhere[..3], (-1, 0), (1, 0), (0, 1), (Inf, 0), (-Inf, 0), (NaN, 1)),
        new("Clamp", "double.Clamp(x, a, b)", "double x, [NonDifferentiable] double a, [NonDifferentiable] double b", [],
            [new([2, 2, 2], [0]), new([5, NaN, 7], [1]), new([5, 0, NaN], [1])]),
    ];

    public static readonly RuleSample[] Arithmetic =
    [
        Three("FusedMultiplyAdd", "Math.FusedMultiplyAdd(a, b, c)", new([0, 0, 0], [0, 0, 1]), new([2, Inf, NaN], [Inf, 2, 1])),
        Three("MultiplyAddEstimate", "double.MultiplyAddEstimate(a, b, c)", new([0, 0, 0], [0, 0, 1]), new([2, Inf, NaN], [Inf, 2, 1])),
        Three("Lerp", "double.Lerp(a, b, c)", new([2, 5, 0], [1, 0, 3]), new([2, 5, 1], [0, 1, 3]), new([2, 5, 3], [-2, 3, 3])),
        new("ScaleB", "Math.ScaleB(x, n)", "double x, int n", [[1.5, 3], [-2, -10], [1e-3, 0], [0.7, 900]], [new([0, 4], [16]), new([NaN, 1], [2]), new([Inf, -1], [0.5])]),
        One("BitIncrement", "Math.BitIncrement(x)", [-3, 0.3, 5], (0, 1), (Inf, 1), (NaN, 1)),
        One("BitDecrement", "Math.BitDecrement(x)", [-3, 0.3, 5], (0, 1), (Inf, 1), (NaN, 1)),
        .. new[] { ("IEEERemainder", "Math.IEEERemainder(a, b)"), ("Ieee754Remainder", "double.Ieee754Remainder(a, b)") }.Select(r =>
            Two(r.Item1, r.Item2, [(7.5, 2), (-7.5, 2), (7.5, -2), (0.3, 5), (100.3, 3.7), (5.5, 2)],
                ((6, 2), (1, -3)), ((5, 2), (1, -2)), ((7, 2), (1, -4)), ((0, 2), (1, 0)), ((3, Inf), (1, 0)), ((NaN, 2), (1, NaN)))),
    ];

    public static readonly RuleSample[] Steps =
    [
        One("Floor", "Math.Floor(x)", [-3.3, 0.2, 5.5], (0, 0), (2, 0), (Inf, 0), (NaN, 0)),
        One("Ceiling", "Math.Ceiling(x)", [-3.3, 0.2, 5.5], (0, 0), (2, 0), (Inf, 0), (NaN, 0)),
        One("Truncate", "Math.Truncate(x)", [-3.3, 0.2, 5.6], (0, 0), (2, 0), (Inf, 0), (NaN, 0)),
        One("Round", "Math.Round(x)", [-3.3, 0.2, 5.6], (0.5, 0), (Inf, 0), (NaN, 0)),
        One("Round", "Math.Round(x, MidpointRounding.ToZero)", [-3.3, 0.2, 5.6], (1, 0), (NaN, 0)),
        new("Round", "Math.Round(x, n)", "double x, int n", [[3.333, 1]], [new([0.25, 1], [0])]),
        new("Round", "Math.Round(x, n, MidpointRounding.ToZero)", "double x, int n", [[3.333, 1]], [new([0.25, 1], [0])]),
        One("Sign", "Math.Sign(x)", [-3.3, 0.2], (0, 0), (Inf, 0)),
        One("ILogB", "Math.ILogB(x)", [-3.3, 0.2, 5], (0, 0), (4, 0), (NaN, 0)),
        One("ConvertToInteger", "double.ConvertToInteger<long>(x)", [], (0, 0), (2, 0)),
        One("ConvertToIntegerNative", "double.ConvertToIntegerNative<long>(x)", [], (0, 0), (2, 0)),
    ];

    private static RuleSample One(string rule, string code, double[] points, params (double At, double Partial)[] edges) =>
        new(rule, code, "double x", [.. points.Select(p => new[] { p })], [.. edges.Select(e => new Edge([e.At], [e.Partial]))]);

    private static RuleSample Two(
        string rule, string code, (double, double)[] points, params ((double, double) At, (double, double) Partials)[] edges)
    {
        (string a, string b) = code.Contains(", ") ? (code[code.IndexOf(", ") - 1].ToString(), code[^2].ToString()) : ("a", "b");
        return new(rule, code, $"double {a}, double {b}", [.. points.Select(Array)],
            [.. edges.Select(e => new Edge(Array(e.At), Array(e.Partials)))]);
    }

    private static RuleSample Three(string rule, string code, params Edge[] edges) =>
        new(rule, code, "double a, double b, double c", [[1, 2, 3], [-0.3, 5, 0.2], [1e5, -3, 0.7], [0, 0, 0.5]], edges);

    // Both arguments vary, then each alone: where they are equal the constant wins.
    private static IEnumerable<RuleSample> Picks(
        string rule, string function, params ((double, double) At, (double, double) Partials)[] edges) =>
    [
        Two(rule, $"{function}(a, b)", [(1, 2), (2, 1), (-1, -3), (-3, 1), (0.2, -5)], edges),
        new(rule, $"{function}(x, c)", "double x, [NonDifferentiable] double c", [[1, 2], [3, 2], [-5, 2]],
            [new([Constant, Constant], [0]), .. edges.Where(e => e.Partials.Item1 != 0.5).Select(e => new Edge(Array(e.At), [e.Partials.Item1]))]),
        new(rule, $"{function}(c, x)", "[NonDifferentiable] double c, double x", [[2, 1], [2, 3], [2, -5]],
            [new([Constant, Constant], [0]), .. edges.Where(e => e.Partials.Item1 != 0.5).Select(e => new Edge(Array(e.At), [e.Partials.Item2]))]),
    ];

    private static IEnumerable<RuleSample> Clamped(string function)
    {
        string code = $"double.{function}(x, low, high)";
        double[][] points = [[-4, -1, 2], [0.5, -1, 2], [3, -1, 2]];
        return
        [
            new(function, code, "double x, double low, double high", points,
                [new([-1, -1, 2], [0.5, 0.5, 0]), new([2, -1, 2], [0.5, 0, 0.5]), new([4, 4, 4], [0.5, 0.5, 0]), new([5, 4, 4], [0, 0, 1]), new([Inf, 1, 2], [0, 0, 1])]),
            new(function, code, "double x, [NonDifferentiable] double low, [NonDifferentiable] double high", points,
                [new([-1, -1, 2], [0]), new([2, -1, 2], [0]), new([4, 4, 4], [0]), new([-Inf, 1, 2], [0])]),
            new(function, code, "[NonDifferentiable] double x, double low, double high", points,
                [new([-1, -1, 2], [0, 0]), new([2, -1, 2], [0, 0]), new([1, 4, 4], [1, 0]), new([9, 4, 4], [0, 1])]),
            new(function, code, "double x, [NonDifferentiable] double low, double high", points,
                [new([-1, -1, 2], [0, 0]), new([2, -1, 2], [0.5, 0.5]), new([4, 4, 4], [0, 0])]),
            new(function, code, "double x, double low, [NonDifferentiable] double high", points,
                [new([-1, -1, 2], [0.5, 0.5]), new([2, -1, 2], [0, 0])]),
        ];
    }

    private static double[] Array((double, double) pair) => [pair.Item1, pair.Item2];
}
