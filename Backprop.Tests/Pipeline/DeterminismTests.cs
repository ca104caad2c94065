using Backprop.Tests.Harness;

namespace Backprop.Tests.Pipeline;

/// <summary>Same source, same text: whatever the order of files, and however often it is asked for.</summary>
public sealed class DeterminismTests
{
    private const string One = """
        namespace Same;
        public static partial class Code
        {
            [Backprop.Differentiable] public static double F(double x, double y) => Help(x * y) + Other.Help(x) * System.Math.Exp(y) + F(x);
            [Backprop.Differentiable] public static double F(double x) { double a = x * x; if (a > 1) { a *= Help(x); } return a + x; }
        }
        """;

    private const string Two = """
        namespace Same
        {
            partial class Code
            {
                [Backprop.Differentiable] public static float F(float x) => x * x * x;
                [Backprop.Differentiable] public static double A(double x) => Help(x) * Other.Help(x);
                private static double Help(double a) { double b = a * a; if (a > 0.2) { b += System.Math.Sin(a); } return b * b + a; }
            }
            public partial class Box { [Backprop.Differentiable] public static double G(double x) => x * x; }
        }
        """;

    private const string Three = """
        namespace Same
        {
            static class Other { public static double Help(double a) { double b = a * a; return b * b + a; } }
            public partial class BOX { [Backprop.Differentiable] public static double G(double x) => x * x * x; }
        }
        """;

    [Fact]
    public void The_same_source_gives_the_same_text() =>
        Assert.Equal(Files(GeneratorRun.OfFiles(One, Two, Three)), Files(GeneratorRun.OfFiles(One, Two, Three)));

    [Fact]
    public void The_order_of_files_makes_no_difference()
    {
        (string, string)[] files = [("A.cs", One), ("B.cs", Two), ("C.cs", Three)];
        IEnumerable<(string, string)> expected = Files(GeneratorRun.OfFiles(files));
        Assert.Equal(3, expected.Count());
        Assert.Equal(expected, Files(GeneratorRun.OfFiles([files[2], files[1], files[0]])));
        Assert.Equal(expected, Files(GeneratorRun.OfFiles([files[1], files[0], files[2]])));
        GeneratorRun.OfFiles(files).Load();
    }

    [Fact]
    public void A_file_that_is_edited_and_edited_back_gives_the_same_text()
    {
        GeneratorRun first = GeneratorRun.OfFiles(One, Two, Three);
        GeneratorRun back = first.Then(Two, Two.Replace("x * x * x", "x * x")).Then(Two.Replace("x * x * x", "x * x"), Two);
        Assert.Equal(Files(first), Files(back));
    }

    private static IEnumerable<(string, string)> Files(GeneratorRun run) =>
        run.Files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => (f.Key, f.Value));
}
