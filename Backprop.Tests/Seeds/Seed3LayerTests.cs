using System.Reflection;
using Backprop.Generator.Optimization;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>The post's nodes and layers, forward and backward, with a derivative from above that is not 1.</summary>
public sealed class Seed3LayerTests
{
    [Fact, Rows("S3-20")]
    public void The_square_of_a_sum() => Assert.Equal((1.0, -2.0, -2.0), Seed3.SquareOfSumGradient(3, -4));

    [Fact, Rows("S3-21")]
    public void An_add_node_passes_on_what_it_is_given()
    {
        (double dx, double dy) = (0, 0);
        Bits.Same(15, Seed3.AddForward(10, 5, out Seed3.AddSaved saved));
        Seed3.AddBackward(ref saved, 1.3, ref dx, ref dy);
        Assert.Equal((1.3, 1.3), (dx, dy));
    }

    [Fact, Rows("S3-22")]
    public void A_multiply_node_multiplies_by_the_other_input()
    {
        (double dx, double dy) = (0, 0);
        Bits.Same(50, Seed3.MultiplyForward(10, 5, out Seed3.MultiplySaved saved));
        Seed3.MultiplyBackward(ref saved, 1.3, ref dx, ref dy);
        Assert.Equal((6.5, 13.0), (dx, dy));
    }

    [Fact, Rows("S3-21", "S3-22")]
    public void A_backward_half_adds_to_what_is_there()
    {
        (double dx, double dy) = (100, 200);
        Seed3.MultiplyForward(10, 5, out Seed3.MultiplySaved saved);
        Seed3.MultiplyBackward(ref saved, 1.3, ref dx, ref dy);
        Assert.Equal((106.5, 213.0), (dx, dy));
    }

    [Theory]
    [InlineData("S3-23", "Add", "")]
    [InlineData("S3-23", "Multiply", "x y")]
    [InlineData("S3-26", "Sigmoid", "value")]
    public void What_is_kept_is_what_the_backward_half_reads(string row, string method, string kept)
    {
        string[] saved = [.. SeedSource.Of(typeof(Seed3), method).Pullback.Saved.Select(v => v.Name)];
        Assert.True(kept == string.Join(" ", saved), $"{row}: {string.Join(" ", saved)}");
        Assert.Equal(saved, typeof(Seed3).GetNestedType(method + "Saved")!.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Select(f => f.Name));
    }

    [Theory]
    [InlineData("S3-24", 1.0, 1.0, 1.0, 1.0)]
    [InlineData("S3-24", -0.5, 2.0, 0.0, 0.0)]
    [InlineData("S3-24", -2.0, 3.0, 0.0, 0.0)]
    [InlineData("S3-24", 3.0, 4.0, 3.0, 4.0)]
    [InlineData("S3-24", 0.0, 5.0, 0.0, 0.0)]
    public void Relu_has_one_derivative_however_it_is_spelled(string row, double x, double upstream, double y, double dx) =>
        Assert.All(Relus(x, upstream), relu => Assert.True((y, dx) == (relu.Value, relu.Dx), $"{row}, {relu}"));

    [Fact, Rows("S3-25")] // Each method's own value rules, and the derivative is that of the way taken.
    public void Relu_of_NaN_is_what_its_spelling_makes_of_it() => Assert.Equal(
        [("x <= 0 ? 0 : x", double.NaN, 1.0), ("if (x <= 0)", double.NaN, 1.0), ("x > 0 ? x : 0", 0.0, 0.0), ("Max(0, x)", double.NaN, 1.0), ("Max(x, 0)", double.NaN, 1.0)],
        Relus(double.NaN, 1));

    [Theory]
    [InlineData("S3-26", 0.7, 1.3)]
    [InlineData("S3-26", -2.0, 0.5)]
    public void A_sigmoid_goes_back_from_its_output_alone(string row, double x, double dout)
    {
        double dx = 0, y = Seed3.SigmoidForward(x, out Seed3.SigmoidSaved saved);
        Seed3.SigmoidBackward(ref saved, dout, ref dx);
        Ulps.Near(dout * y * (1 - y), dx, row);
        Bits.Same(y, saved.value, row);
        Assert.Equal(0, Cost.Calls(SeedSource.Of(typeof(Seed3), "Sigmoid").Pullback.Backward, "Exp"));
    }

    [Fact, Rows("S3-34")]
    public void Half_the_squared_error_behind_the_identity_gives_the_difference()
    {
        var (value, dy0, dy1, dy2) = Seed3.HalfSquaresGradient(0.3, 0.2, 0.5, 0, 1, 0);
        Ulps.Near(0.49, value);
        Assert.Equal((0.3, 0.2 - 1, 0.5), (dy0, dy1, dy2));
    }

    private static (string Spelling, double Value, double Dx)[] Relus(double x, double upstream)
    {
        double[] dx = new double[5], y =
        [
            Seed3.ReluMaskedForward(x, out Seed3.ReluMaskedSaved masked),
            Seed3.ReluMaskedByIfForward(x, out Seed3.ReluMaskedByIfSaved byIf),
            Seed3.ReluKeptForward(x, out Seed3.ReluKeptSaved kept),
            Seed3.ReluMaxForward(x, out Seed3.ReluMaxSaved max),
            Seed3.ReluMaxRightForward(x, out Seed3.ReluMaxRightSaved maxRight),
        ];
        Seed3.ReluMaskedBackward(ref masked, upstream, ref dx[0]);
        Seed3.ReluMaskedByIfBackward(ref byIf, upstream, ref dx[1]);
        Seed3.ReluKeptBackward(ref kept, upstream, ref dx[2]);
        Seed3.ReluMaxBackward(ref max, upstream, ref dx[3]);
        Seed3.ReluMaxRightBackward(ref maxRight, upstream, ref dx[4]);
        string[] spellings = ["x <= 0 ? 0 : x", "if (x <= 0)", "x > 0 ? x : 0", "Max(0, x)", "Max(x, 0)"];
        return [.. spellings.Zip(y, dx)];
    }
}
