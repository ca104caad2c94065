using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Backprop.Tests.Runtime;

public class GradientCheckTableTests
{
    private static GradientCheckReport Mixed() => GradientCheck.Of(
        static p => p[0] * p[0] + Math.Abs(p[1]) + Math.Sqrt(p[2]), [3, 0, 1e4], [6, 0, 0.01], ["x", "weight", "z"]);

    [Fact] // Errors are of no fixed size, so they are masked.
    public void The_table_is_aligned_and_tells_what_is_wrong()
    {
        string[] lines = Mixed().ToString().Split('\n');

        Assert.Equal("parameter     at  analytic  numeric    error  verdict", Masked(lines[0]));
        Assert.Equal("x              3         6        6        #  Right", Masked(lines[1]));
        Assert.Equal("weight         0         0       -1        #  Kink", Masked(lines[2]));
        Assert.Equal("z          10000      0.01    0.005        #  Wrong", Masked(lines[3]));
        Assert.Equal("weight: kink at the point: left -1, right 1", lines[4]);
        Assert.Equal("z: relative difference 0.5", lines[5]);
        Assert.Equal("3 parameters: 1 Right, 1 Kink, 1 Wrong", lines[6]);
        Assert.Equal("", lines[7]);
    }

    private static string Masked(string line) => Regex.Replace(line, @"  +[0-9.E+-]+(?=  (Right|Kink|Wrong))", "        #");

    [Fact]
    public void Ordinary_numbers_fit_into_eighty_columns()
    {
        string text = GradientCheck.Of(
            static p => Math.Exp(p[0]) * Math.Sin(p[1]), [-1.2345678901234567, 98765.432109876543],
            [-1.0 / 3, 2e-100 / 7], ["parameter", "other"]).ToString();

        Assert.All(text.Split('\n'), static line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void The_table_is_the_same_in_every_culture()
    {
        string text = Mixed().ToString();
        CultureInfo culture = CultureInfo.CurrentCulture, comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NegativeSign) = (",", "minus ");
        CultureInfo.CurrentCulture = comma;
        try
        {
            Assert.Equal(text, Mixed().ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void A_wrong_value_comes_first()
    {
        string text = GradientCheck.Of(static x => x + 0.1, static x => (x + 0.2, 1), 1.0).ToString();

        Assert.StartsWith("value: 1.1, but 1.2 with the gradient\nparameter", text);
        Assert.EndsWith("1 parameter: 1 Right, value Wrong\n", text);
    }

    [Fact]
    public void Of_many_parameters_only_those_that_matter_are_shown()
    {
        double[] point = [.. Enumerable.Range(1, 150).Select(static i => (double)i)], gradient = [.. point.Select(static x => 2 * x)];
        gradient[140] = 0;
        string[] lines = GradientCheck.Of(static p => p.Sum(static x => x * x), point, gradient).ToString().Split('\n');

        Assert.Equal(5, lines.Length);
        Assert.StartsWith("p[140]", lines[1]);
        Assert.Equal("150 parameters: 149 Right, 1 Wrong", lines[3]);
    }
}
