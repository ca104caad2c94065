namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="Sequences"/>.</summary>
public sealed class SequencesTests
{
    // Healthy or feverish; normal, cold or dizzy: the example of Wikipedia's article on Viterbi's algorithm.
    private static double[] Start => [0.6, 0.4];

    private static double[,] Transition => new[,] { { 0.7, 0.3 }, { 0.4, 0.6 } };

    private static double[,] Emission => new[,] { { 0.5, 0.4, 0.1 }, { 0.1, 0.3, 0.6 } };

    [Fact]
    public void A_stretched_sequence_costs_nothing()
    {
        Assert.Equal(0, Sequences.TimeWarping([1, 3, 2], [1, 3, 2]));
        Assert.Equal(0, Sequences.TimeWarping([1, 3, 2], [1, 1, 3, 3, 3, 2]));
    }

    [Fact] // 1–1, 2–2, 3–2, 5–6
    public void A_warping_path_of_numbers() => Assert.Equal(0 + 0 + 1 + 1, Sequences.TimeWarping([1, 2, 3, 5], [1, 2, 6]));

    [Fact]
    public void The_probability_of_the_likeliest_path() =>
        Assert.Equal(0.01512, Math.Exp(Sequences.Viterbi(Start, Transition, Emission, [0, 1, 2])), 1e-16);

    [Fact] // Σ over the eight paths by hand: 0.3·0.4·… = 0.03628.
    public void The_probability_of_what_was_observed() =>
        Assert.Equal(0.03628, Math.Exp(Sequences.HiddenMarkov(Start, Transition, Emission, [0, 1, 2])), 1e-16);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void The_probabilities_of_all_that_may_be_observed_sum_to_1(int length)
    {
        double sum = 0;
        for (int all = 0; all < Math.Pow(3, length); all++)
        {
            int[] observed = [.. Enumerable.Range(0, length).Select(t => all / (int)Math.Pow(3, t) % 3)];
            sum += Math.Exp(Sequences.HiddenMarkov(Start, Transition, Emission, observed));
        }

        Assert.Equal(1, sum, 1e-14);
    }

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("saturday", "sunday", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("same", "same", 0)]
    public void Edit_distances(string from, string to, int expected) => Assert.Equal(expected, Sequences.EditDistance(1, 1, 1, from, to));

    [Fact]
    public void Edits_have_their_prices() => Assert.Equal(1 + 2 * 1.5, Sequences.EditDistance(1, 2, 1.5, "kitten", "sitting"));
}
