using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>The post's last step, "repeat it": descent at rate 0.01 on all four weights.</summary>
public sealed class Seed0TrainingTests
{
    private const int Last = 100_000;

    private static readonly (double Error, double A0, double A1, double W0, double W1, double W2, double W3)[] Run = Train();

    [Theory] // The error before the given step; far below 1e-9 it is the square of a difference of nearly equal numbers.
    [InlineData("S0-40", 1, 0.08749852068544485, 0.5523079095743253, 0.574442516811659, 1e-9)]
    [InlineData("S0-41", 2, 0.08745069613124279, 0.5522109780202262, 0.5745031724734885, 1e-9)]
    [InlineData("S0-42", 10, 0.0870689761536875, 0.5514362012107641, 0.5749876697024754, 1e-9)]
    [InlineData("S0-43", 100, 0.08288118641820844, 0.5428048403918343, 0.5803475148323018, 1e-9)]
    [InlineData("S0-44", 1_000, 0.050672759177816294, 0.4664016976028865, 0.6257138735586427, 1e-9)]
    [InlineData("S0-45", 10_000, 0.001516333753894207, 0.2432547285686273, 0.765916338749442, 1e-9)]
    [InlineData("S0-46", 100_000, 8.888616206097299e-13, 0.20000102540036918, 0.7999991477809413, 1e-3)]
    public void The_error_and_the_outputs_on_the_way(string row, int step, double error, double a0, double a1, double tolerance)
    {
        Assert.True(Math.Abs(Run[step - 1].Error - error) <= tolerance * error, $"{row}: {Run[step - 1].Error}");
        Assert.True(Math.Abs(Run[step - 1].A0 - a0) <= 1e-9 * a0, $"{row}: {Run[step - 1].A0}");
        Assert.True(Math.Abs(Run[step - 1].A1 - a1) <= 1e-9 * a1, $"{row}: {Run[step - 1].A1}");
    }

    [Fact, Rows("S0-53")]
    public void The_error_falls_at_every_step() => Assert.All(Run.Zip(Run.Skip(1)), pair => Assert.True(pair.Second.Error < pair.First.Error));

    [Fact, Rows("S0-53")] // x stays as it is, so both weights of an output move along (0.3, 0.6) only.
    public void The_weights_of_an_output_move_along_its_input() => Assert.All(Run, s =>
    {
        Assert.Equal(2 * (s.W0 - 0.1), s.W2 - 0.3, 1e-11);
        Assert.Equal(2 * (s.W1 - 0.2), s.W3 - 0.4, 1e-11);
    });

    [Theory]
    [InlineData("S0-53", -0.964192, 0.9241927, -1.828384, 1.848385)]
    public void The_weights_in_the_end(string row, double w0, double w1, double w2, double w3)
    {
        double[] found = [Run[^1].W0, Run[^1].W1, Run[^1].W2, Run[^1].W3];
        Assert.All(found.Zip([w0, w1, w2, w3]), p => Assert.True(Math.Abs(p.First - p.Second) < 1e-6, $"{row}: {p}"));
    }

    private static (double, double, double, double, double, double, double)[] Train()
    {
        var run = new (double, double, double, double, double, double, double)[Last];
        (double w0, double w1, double w2, double w3) = (0.1, 0.2, 0.3, 0.4);
        for (int i = 0; i < Last; i++)
        {
            double error = Seed0.TrainingErrorForward(0.3, 0.6, w0, w1, w2, w3, 0.2, 0.8, out Seed0.TrainingErrorSaved saved);
            run[i] = (error, saved.a0, saved.a1, w0, w1, w2, w3);
            (double dw0, double dw1, double dw2, double dw3) = (0, 0, 0, 0);
            Seed0.TrainingErrorBackward(ref saved, 1, ref dw0, ref dw1, ref dw2, ref dw3);
            (w0, w1, w2, w3) = (w0 - 0.01 * dw0, w1 - 0.01 * dw1, w2 - 0.01 * dw2, w3 - 0.01 * dw3);
        }

        return run;
    }
}
