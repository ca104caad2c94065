using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

public sealed class Seed0Tests
{
    private const double X0 = 0.3, X1 = 0.6, Y0 = 0.2, Y1 = 0.8, Rate = 0.01;

    private static readonly Trace Steps = SeedSource.Trace(typeof(Seed0), "Error", X0, X1, 0.1, 0.2, 0.3, 0.4, Y0, Y1);

    private static readonly Dictionary<string, double> Gradient = GradientAt(0.1);

    [Theory] // The post has Z0 = 0.48.
    [InlineData("S0-1", "z0", 0.21)]
    [InlineData("S0-2", "z1", 0.3)]
    public void The_weighted_sums(string row, string name, double expected) => Bits.Same(expected, Steps[name], row);

    [Theory]
    [InlineData("S0-3", "a0", 0.5523079095743253)]
    [InlineData("S0-4", "a1", 0.574442516811659)]
    [InlineData("S0-5", "value", 0.08749852068544485)]
    [InlineData("S0-6", "da0", 0.3523079095743253)]
    [InlineData("S0-7", "da1", -0.225557483188341)]
    [InlineData("S0-11", "dz0", 0.08711302159061554)]
    [InlineData("S0-12", "dz1", -0.05513940152943564)]
    public void Values_and_cotangents_on_the_way(string row, string name, double expected) => Ulps.Near(expected, Steps[name], row);

    [Theory]
    [InlineData("S0-8", 0.21, 0.2472638825959642)]
    [InlineData("S0-9", 0.3, 0.24445831169074586)]
    public void The_sigmoids_own_derivative(string row, double z, double expected) => Ulps.Near(expected, Seed0.SigmoidGradient(z).dz, row);

    [Fact, Rows("S0-10")]
    public void The_derivative_of_a_sum_by_a_weight_is_the_input() => Bits.Same(0.3, Seed0.SumGradient(X0, 0.1, X1, 0.3).dw0);

    [Theory]
    [InlineData("S0-5", "value", 0.08749852068544485)]
    [InlineData("S0-13", "dw0", 0.02613390647718466)]
    [InlineData("S0-14", "dw1", -0.01654182045883069)]
    [InlineData("S0-15", "dw2", 0.05226781295436932)]
    [InlineData("S0-16", "dw3", -0.03308364091766138)]
    [InlineData("S0-17", "dx0", -0.002316578146825574)]
    [InlineData("S0-18", "dx1", 0.004078145865410405)]
    [InlineData("S0-19", "dy0", -0.3523079095743253)]
    [InlineData("S0-20", "dy1", 0.225557483188341)]
    public void The_gradient(string row, string name, double expected) => Ulps.Near(expected, Gradient[name], row);

    [Theory] // W = [[w0, w1], [w2, w3]].
    [InlineData("S0-5", 0, 0.08749852068544485)]
    [InlineData("S0-17", 1, -0.002316578146825574)]
    [InlineData("S0-18", 2, 0.004078145865410405)]
    [InlineData("S0-13", 3, 0.02613390647718466)]
    [InlineData("S0-14", 4, -0.01654182045883069)]
    [InlineData("S0-15", 5, 0.05226781295436932)]
    [InlineData("S0-16", 6, -0.03308364091766138)]
    [InlineData("S0-19", 7, -0.3523079095743253)]
    [InlineData("S0-20", 8, 0.225557483188341)]
    public void The_gradient_in_matrix_form(string row, int place, double expected)
    {
        double[] dx = new double[2], dy = new double[2];
        double[,] dw = new double[2, 2];
        double error = Seed0.MatrixErrorGradient([X0, X1], new[,] { { 0.1, 0.2 }, { 0.3, 0.4 } }, [Y0, Y1], dx, dw, dy);
        Ulps.Near(expected, Numbers.Of([error, dx, dw, dy]).ElementAt(place), row);
    }

    [Theory]
    [InlineData("S0-21", "dw0", 0.1, 0.09973866093522817)]
    [InlineData("S0-22", "dw1", 0.2, 0.20016541820458833)]
    [InlineData("S0-23", "dw2", 0.3, 0.2994773218704563)]
    [InlineData("S0-24", "dw3", 0.4, 0.40033083640917666)]
    public void One_step_of_descent(string row, string name, double w, double expected) => Ulps.Near(expected, w - Rate * Gradient[name], row);

    [Fact, Rows("S0-25")]
    public void The_error_after_a_step_on_all_weights() => Ulps.Near(
        0.087450696131242789606,
        Seed0.Error(
            X0, X1, 0.1 - Rate * Gradient["dw0"], 0.2 - Rate * Gradient["dw1"], 0.3 - Rate * Gradient["dw2"], 0.4 - Rate * Gradient["dw3"], Y0, Y1));

    [Fact, Rows("S0-26")]
    public void The_error_after_a_step_on_one_weight() =>
        Ulps.Near(0.087491691034669750632, Seed0.Error(X0, X1, 0.1 - Rate * Gradient["dw0"], 0.2, 0.3, 0.4, Y0, Y1));

    [Theory] // What the post adds up to 0.48 is 0.3 + 0.18: the sum at w0 = 1.
    [InlineData("S0-30", "a0", 0.61774787476924897691)]
    [InlineData("S0-31", "value", 0.1126947325482414323)]
    [InlineData("S0-32", "da0", 0.41774787476924897691)]
    [InlineData("S0-34", "dw0", 0.029593523213073273143)]
    public void The_posts_own_branch(string row, string name, double expected) =>
        Ulps.Near(expected, SeedSource.Trace(typeof(Seed0), "Error", X0, X1, 1.0, 0.2, 0.3, 0.4, Y0, Y1)[name], row);

    [Fact, Rows("S0-33")]
    public void The_sigmoids_own_derivative_in_the_posts_branch() => Ulps.Near(0.23613543798732526019, Seed0.SigmoidGradient(0.48).dz);

    [Fact, Rows("S0-35")]
    public void One_step_in_the_posts_branch() => Ulps.Near(0.099704064767869267269, 0.1 - Rate * GradientAt(1.0)["dw0"]);

    private static Dictionary<string, double> GradientAt(double w0)
    {
        var g = Seed0.ErrorGradient(X0, X1, w0, 0.2, 0.3, 0.4, Y0, Y1);
        return new()
        {
            ["value"] = g.value,
            ["dx0"] = g.dx0,
            ["dx1"] = g.dx1,
            ["dw0"] = g.dw0,
            ["dw1"] = g.dw1,
            ["dw2"] = g.dw2,
            ["dw3"] = g.dw3,
            ["dy0"] = g.dy0,
            ["dy1"] = g.dy1,
        };
    }
}
