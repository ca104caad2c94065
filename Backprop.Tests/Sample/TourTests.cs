namespace Backprop.Tests.Sample;

public sealed class TourTests
{
    private static readonly Lazy<SampleRun> Tour = new(() => SampleRun.Of());

    [Fact]
    public void The_tour_runs() => Assert.Equal((0, ""), (Tour.Value.ExitCode, Tour.Value.Error));

    [Fact]
    public void Piped_it_is_plain_text_of_80_columns()
    {
        Assert.All(Tour.Value.Lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.All(Tour.Value.Output, c => Assert.True(c is '\n' or (>= ' ' and <= '~'), $"U+{(int)c:X4}"));
        Assert.All(Tour.Value.Lines, line => Assert.Equal(line.TrimEnd(), line));
    }

    [Theory]
    [InlineData("S3-11, 12, 14", "715.0000000000001", "110.00000000000001", "3.3000000000000003")]
    [InlineData("S2-10, 11, 12", "0.731058578630", "1.367879441171", "0.367879441171")]
    [InlineData("S2-18 to 22", "-0.196611933241", "0.393223866482", "-0.393223866482", "-0.589835799724")]
    [InlineData("S2-30 to 37", "0.017986209962", "3.017986209962", "0.952574126822", "1.952574126822", "0.512144448839", "1.545644884106")]
    [InlineData("S2-40, 43, 46", "-0.791593447272", "1.583186894545", "1.547425346732")]
    [InlineData("S2-47, 49", "2.059569795572", "1.592232751483")]
    [InlineData("S0-1 to 5", "0.21", "0.552307909574", "0.574442516811", "0.087498520685")]
    [InlineData("S0-13 to 16", "0.026133906477", "-0.016541820458", "0.052267812954", "-0.033083640917")]
    [InlineData("S0-41 to 46", "0.08745069613", "0.0870689761", "0.08288118641", "0.05067275917", "0.00151633375", "8.8886162")]
    [InlineData("Newton's root of 2", "1.4142135623715002 (of 5)", "1.414213562373095 (of 5)", "0.35355339059327373")]
    [InlineData("Rosenbrock's valley", "49.199999999999996", "-215.5999999999999", "100 (of 2)", "-288 (of 2)")]
    public void It_shows_the_numbers_of_the_seeds(string rows, params string[] numbers) =>
        Assert.All(numbers, n => Assert.True(Tour.Value.Output.Contains(n, StringComparison.Ordinal), $"{rows}: {n}"));

    [Theory] // Each line is looked for as the generator wrote it, its full names apart; long ones are broken to fit their column.
    [InlineData("Fraction", 10)]
    [InlineData("Newton", 9)]
    [InlineData("Rosenbrock", 6)]
    public void The_lines_are_those_of_the_generated_file(string example, int fewest)
    {
        string file = File.ReadAllText(Directory.GetFiles(Path.Combine(SampleRun.Folder, "text", "generated"), $"*.{example}.*.cs").Single());
        Range method = file.IndexOf("// forward", StringComparison.Ordinal)..file.IndexOf("return ", StringComparison.Ordinal);
        string[] code = [.. file[method].Split('\n').Select(l => l.Split("//")[0].Trim()).Where(l => l.Length is > 0 and <= 28)];
        Assert.InRange(code.Length, fewest, 30);
        Assert.All(code, line => Assert.Contains(line, Tour.Value.Output));
    }

    [Fact]
    public void What_goes_back_in_the_same_pass_stands_beside_its_loop()
    {
        int body = Array.FindIndex(Tour.Value.Lines, l => l.EndsWith("// in the same pass", StringComparison.Ordinal));
        Assert.StartsWith(" (1)     var a = ", Tour.Value.Lines[body]);
        Assert.Contains("| (3)     var da = 200.0 * a;", Tour.Value.Lines[body + 1]);
    }

    [Fact]
    public void The_training_error_falls()
    {
        IEnumerable<string[]> lines = Tour.Value.Lines.Select(SampleRun.Words);
        IEnumerable<string[]> rows = lines.SkipWhile(l => !l.Contains("error")).Skip(1).TakeWhile(l => l.Length > 0);
        double[] errors = [.. rows.Select(r => double.Parse(r[1]))];
        Assert.True(errors.Length >= 7);
        Assert.Equal(errors.OrderDescending(), errors);
    }
}
