using Backprop.Tests.Seeds;

namespace Backprop.Tests.Sample;

public sealed class CommandTests
{
    private static readonly Lazy<SampleRun> List = new(() => SampleRun.Of("list"));

    private static readonly Lazy<SampleRun> Everything = new(() => SampleRun.Of(Names));

    private static string[] Names => [.. List.Value.Lines.Select(l => SampleRun.Words(l)[0])];

    [Fact]
    public void The_list_has_a_line_for_each_example()
    {
        Assert.Equal((0, ""), (List.Value.ExitCode, List.Value.Error));
        string names = string.Join(' ', Names);
        Assert.Equal("circuit chain apples shopping neuron sigmoid fraction guard newton rosenbrock network logistic perceptron xor", names);
        Assert.All(List.Value.Lines, line => Assert.InRange(line.Length, 20, 80));
    }

    [Fact]
    public void Every_example_runs_by_its_name_and_its_gradients_are_right()
    {
        SampleRun run = Everything.Value;
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(Names, name => Assert.Contains($"-- {name} --", run.Output));
        Assert.All(run.Lines, line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void An_unknown_name_is_an_error_that_tells_the_names()
    {
        SampleRun run = SampleRun.Of("fractoin");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        string line = Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Contains("'fractoin'", line);
        Assert.All(Names, name => Assert.Contains(name, line));
    }

    [Fact, Rows("S2-61", "S2-62")]
    public void One_perceptron_gets_three_of_four_of_xor_and_a_hidden_layer_all()
    {
        SampleRun run = Everything.Value;
        Assert.Contains("3 of 4", Assert.Single(run.Lines, l => l.StartsWith(" XOR", StringComparison.Ordinal)));
        string[] last = run.Lines.Select(SampleRun.Words).Last(w => w is ["3,000", ..]);
        Assert.Equal([false, true, true, false], last[2..].Select(y => double.Parse(y) > 0.5));
    }
}
