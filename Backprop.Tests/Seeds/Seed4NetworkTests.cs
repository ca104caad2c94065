using System.Runtime.CompilerServices;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>3–2–1 at W⁰ = [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], W¹ = (0.7, 0.8, 0.9), x = (1, 2, 1), y = 0.</summary>
public sealed class Seed4NetworkTests
{
    private static readonly Trace Steps = SeedSource.Trace(typeof(Seed4), "TwoLayers", 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 2, 0);

    [Theory]
    [InlineData("S4-30", "h1", 1.2)]
    [InlineData("S4-30", "h2", 1.6)]
    [InlineData("S4-31", "a1", 0.76852478349901764293)]
    [InlineData("S4-31", "a2", 0.83201838513392448184)]
    [InlineData("S4-32", "h", 2.1035820565564519355)]
    [InlineData("S4-33", "yHat", 0.8912508485420880985)]
    [InlineData("S4-34", "value", 2.2187114117296522618)]
    [InlineData("S4-37", "dh", 0.8912508485420880985)]
    public void Values_and_cotangents_on_the_way(string row, string name, double expected) => Ulps.Near(expected, Steps[name], row);

    [Fact, Rows("S4-35", "S4-36")] // 1 - ŷ has an eighth of ŷ's size: an ulp of ŷ is eight of it.
    public void The_error_by_the_output_and_the_output_by_its_sum()
    {
        Ulps.Near(9.1954740482459765901, Seed4.CrossEntropyGradient(Steps["yHat"], 0).dyHat, most: 8 * Ulps.AfterLibrary);
        Ulps.Near(0.096922773515096039252, Seed4.SigmoidGradient(Steps["h"]).dz, most: 8 * Ulps.AfterLibrary);
    }

    [Fact, Rows("S4-38")]
    public void The_output_sum_by_the_hidden_sums()
    {
        var (_, dh1, dh2, _, _, _) = Seed4.OutputSumGradient(1.2, 1.6, 0.7, 0.8, 0.9);
        Ulps.Near(0.12452610845276399153, dh1);
        Ulps.Near(0.11181103354644879571, dh2);
    }

    [Theory]
    [InlineData("S4-34", 0, 2.2187114117296522618)]
    [InlineData("S4-39", 1, 0.11098399982416999674)]
    [InlineData("S4-39", 2, 0.09965167852464036713)]
    [InlineData("S4-39", 3, 0.22196799964833999348)]
    [InlineData("S4-39", 4, 0.19930335704928073426)]
    [InlineData("S4-39", 5, 0.11098399982416999674)]
    [InlineData("S4-39", 6, 0.09965167852464036713)]
    [InlineData("S4-40", 7, 0.68494836541912401996)]
    [InlineData("S4-40", 8, 0.74153709175322805232)]
    [InlineData("S4-40", 9, 0.8912508485420880985)]
    [InlineData("S4-41", 10, 0.0310287356873450731)]
    [InlineData("S4-41", 11, 0.073155871357107145874)]
    public void The_gradient(string row, int place, double expected)
    {
        ITuple gradient = Seed4.TwoLayersGradient(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 2, 0);
        Ulps.Near(expected, (double)gradient[place]!, row);
    }

    [Theory] // The gradient of a matrix is a matrix of its shape; the post draws a list of nine numbers as one of 3 × 3.
    [InlineData("S4-34", 0, 2.2187114117296522618)]
    [InlineData("S4-39", 1, 0.11098399982416999674)]
    [InlineData("S4-39", 2, 0.09965167852464036713)]
    [InlineData("S4-39", 3, 0.22196799964833999348)]
    [InlineData("S4-39", 4, 0.19930335704928073426)]
    [InlineData("S4-39", 5, 0.11098399982416999674)]
    [InlineData("S4-39", 6, 0.09965167852464036713)]
    [InlineData("S4-40", 7, 0.68494836541912401996)]
    [InlineData("S4-40", 8, 0.74153709175322805232)]
    [InlineData("S4-40", 9, 0.8912508485420880985)]
    [InlineData("S4-41", 10, 0.0310287356873450731)]
    [InlineData("S4-41", 11, 0.073155871357107145874)]
    public void The_gradient_in_matrix_form(string row, int place, double expected)
    {
        double[,] w0 = { { 0.1, 0.2 }, { 0.3, 0.4 }, { 0.5, 0.6 } }, dw0 = new double[3, 2];
        double[] dw1 = new double[3], dx = new double[2];
        double error = Seed4.MatrixTwoLayersGradient(w0, [0.7, 0.8, 0.9], [1, 2], 0, dw0, dw1, dx);
        Ulps.Near(expected, Numbers.Of([error, dw0, dw1, dx]).ElementAt(place), row);
    }
}
