using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>f(x, y) = (x + σ(y)) / (σ(x) + (x + y)²), at (3, -4) line by line.</summary>
public sealed class Seed2FractionTests
{
    private static readonly Trace Steps = SeedSource.Trace(typeof(Seed2), "Fraction", 3, -4);

    [Theory]
    [InlineData("S2-30", 1, "sigy", 0.01798620996209156)]
    [InlineData("S2-31", 2, "num", 3.0179862099620918)]
    [InlineData("S2-32", 3, "sigx", 0.9525741268224334)]
    [InlineData("S2-33", 4, "xpy", -1.0)]
    [InlineData("S2-34", 5, "xpysqr", 1.0)]
    [InlineData("S2-35", 6, "den", 1.9525741268224333)]
    [InlineData("S2-36", 7, "invden", 0.5121444488396316)]
    [InlineData("S2-37", 8, "value", 1.5456448841066441)]
    public void The_forward_lines(string row, int number, string name, double expected)
    {
        TraceLine line = Steps.Forward[number - 1];
        Assert.Equal((number, name), (line.Number, line.Name));
        Ulps.Near(expected, line.Value, row);
    }

    [Theory] // In the order, with the numbers and by the names of the post.
    [InlineData("S2-38", 0, 8, "dnum", 0.5121444488396316)]
    [InlineData("S2-39", 1, 8, "dinvden", 3.0179862099620918)]
    [InlineData("S2-40", 2, 7, "dden", -0.7915934472725935)]
    [InlineData("S2-41", 3, 6, "dsigx", -0.7915934472725935)]
    [InlineData("S2-42", 4, 6, "dxpysqr", -0.7915934472725935)]
    [InlineData("S2-43", 5, 5, "dxpy", 1.583186894545187)]
    [InlineData("S2-44", 6, 4, "dx", 1.583186894545187)]
    [InlineData("S2-45", 7, 4, "dy", 1.583186894545187)]
    [InlineData("S2-46", 8, 3, "dx", 1.5474253467325334)]
    [InlineData("S2-47", 9, 2, "dx", 2.0595697955721652)]
    [InlineData("S2-48", 10, 2, "dsigy", 0.5121444488396316)]
    [InlineData("S2-49", 11, 1, "dy", 1.5922327514838093)]
    public void The_backward_lines(string row, int place, int number, string name, double expected)
    {
        TraceLine line = Steps.Backward[place];
        Assert.Equal((number, name), (line.Number, line.Name));
        Ulps.Near(expected, line.Value, row);
    }

    [Fact, Rows("S2-37", "S2-47", "S2-49")] // What is written and run does what the lines say.
    public void The_gradient_is_that_of_the_lines()
    {
        var (value, dx, dy) = Seed2.FractionGradient(3, -4);
        Bits.Same(Seed2.Fraction(3, -4), value);
        Bits.Same(Steps["value"], value);
        Bits.Same(Steps["dx"], dx);
        Bits.Same(Steps["dy"], dy);
        Assert.Equal(12, Steps.Backward.Count);
    }

    [Theory] // At (-1, 2) the numerator is -1 + 0.88: one ulp of σ(y) is eight of the numerator.
    [InlineData("S2-53", 0.0, 0.0, 1, 1.5, 0.5, Ulps.AfterLibrary)]
    [InlineData("S2-54", 1.0, 1.0, 0.365892442433311773, -0.113190014728918849, -0.267795846412589599, Ulps.AfterLibrary)]
    [InlineData("S2-55", -1.0, 2.0, -0.0939388690562419845, 0.950672127529522953, 0.230799719028634117, 8 * Ulps.AfterLibrary)]
    [InlineData("S2-56", 0.5, -0.5, 1.40979598956895014, 1.07427533894182872, 0.377540668798145435, Ulps.AfterLibrary)]
    public void Other_points(string row, double x, double y, double f, double fx, double fy, int most)
    {
        var (value, dx, dy) = Seed2.FractionGradient(x, y);
        Bits.Same(Seed2.Fraction(x, y), value, row);
        Ulps.Near(f, value, row, most);
        Ulps.Near(fx, dx, row, most);
        Ulps.Near(fy, dy, row, most);
    }

    [Fact, Rows("S2-65")]
    public void What_is_saved_are_the_five_values_that_the_backward_part_reads()
    {
        Assert.Equal(["invden", "num", "sigx", "sigy", "xpy"], SeedSource.Of(typeof(Seed2), "Fraction").Pullback.Saved.Select(v => v.Name).Order());
        Assert.Contains("What the forward half kept: sigy, num, sigx, xpy, invden.", SeedSource.Text(typeof(Seed2)));
        Assert.Contains("<c>FractionForward</c> keeps for <c>FractionBackward</c>: 5 values, 40 bytes.", SeedSource.Text(typeof(Seed2)));

        Seed2.FractionForward(3, -4, out Seed2.FractionSaved saved);
        Assert.Equal(
            (Steps["num"], Steps["invden"], Steps["xpy"], Steps["sigx"], Steps["sigy"]),
            (saved.num, saved.invden, saved.xpy, saved.sigx, saved.sigy));
    }
}
