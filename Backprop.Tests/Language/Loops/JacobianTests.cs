using Backprop.Tests.Harness;

namespace Backprop.Tests.Language.Loops;

/// <summary>Jacobians on request: a row for each number that is returned.</summary>
public sealed partial class JacobianTests
{
    private static readonly double[] Point = [0.3, 0.7, -0.4];
    private const double Factor = 1.3;

    [Fact]
    public void A_recurrence_has_the_rows_of_its_gradients_and_of_differences()
    {
        double[] rows = Fill(9), column = Fill(3);
        double[] value = StepsJacobian(Point, Factor, 2, rows, column);
        Assert.Equal(Steps(Point, Factor, 2), value);
        for (int i = 0; i < 3; i++)
        {
            double[] unit = new double[3], dx = new double[3];
            unit[i] = 1;
            (double[] _, double dk) = StepsGradient(Point, Factor, 2, unit, dx);
            Assert.Equal(dx, rows[(3 * i)..(3 * (i + 1))]);
            Assert.Equal(dk, column[i]);
            GradientCheck.Of(p => Steps(p.AsSpan(0, 3), p[3], 2)[i], [.. Point, Factor], [.. dx, dk]).ThrowIfWrong();
        }
    }

    [Fact]
    public void Known_numbers()
    {
        double[] rows = Fill(6);
        Assert.Equal([6.0, 10.0], PairsJacobian([2, 3, 5], rows));
        Assert.Equal([3, 2, 0, 5, 0, 2], rows);
    }

    [Fact]
    public void An_array_that_is_overwritten_has_the_columns_of_what_it_held()
    {
        double[] rows = Fill(6), x = [2, 3, 5];
        Assert.Equal([6.0, 15.0], ChainJacobian(x, rows));
        Assert.Equal([6.0, 15.0, 30.0], x);
        Assert.Equal([3, 2, 0, 0, 5, 3], rows);
    }

    [Theory]
    [InlineData(8, 3, "dx")]
    [InlineData(9, 2, "dk")]
    public void Lengths_are_asked_for(int rows, int column, string name) =>
        Assert.Equal(name, Assert.Throws<ArgumentException>(() => StepsJacobian(Point, Factor, 2, new double[rows], new double[column])).ParamName);

    [Fact]
    public void Columns_have_memory_of_their_own()
    {
        double[] shared = new double[9];
        Assert.Equal("dk", Assert.Throws<ArgumentException>(() => StepsJacobian(Point, Factor, 2, shared, shared.AsSpan(0, 3))).ParamName);
        Assert.Equal("dx", Assert.Throws<ArgumentException>(() => StepsJacobian(shared.AsSpan(0, 3), Factor, 2, shared, new double[3])).ParamName);
    }

    [Fact]
    public void Only_the_value_is_allocated()
    {
        double[] rows = new double[9], column = new double[3];
        double[] value = StepsJacobian(Point, Factor, 2, rows, column);
        long before = GC.GetAllocatedBytesForCurrentThread();
        value = Steps(Point, Factor, 2);
        long own = GC.GetAllocatedBytesForCurrentThread() - before;
        StepsJacobian(Point, Factor, 2, rows, column);
        Assert.Equal(2 * own, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEmpty(value);
    }

    [Fact]
    public void The_generated_code()
    {
        string file = ArrayProgram.Run("[Differentiable(Derivatives.Jacobian)] public static double[] F(double[] x, double k) { x[0] *= k; return [k * x[0], Math.Exp(x[1])]; }").File;
        Snapshot.Match(file[file.IndexOf("    /// <summary>The value of <see cref=\"F(double[], double)\"/> and its Jacobian", StringComparison.Ordinal)..]);
    }

    [Theory]
    [InlineData("double F(double x) => x;", "'F' has no Jacobian: it does not return a list of numbers; return double[] or float[]")]
    [InlineData("double[,] F(double x) => new double[1, 1] { { x } };", "'F' has no Jacobian: it does not return a list of numbers; return double[] or float[]")]
    [InlineData("double[] F(double[,] x) => [x[0, 0]];", "'F' has no Jacobian: its parameter 'x' is no list; hand its numbers over in one dimension, or mark it [NonDifferentiable]")]
    public void What_has_none_is_refused(string method, string message)
    {
        var problem = Assert.Single(ArrayProgram.Run("[Differentiable(Derivatives.Jacobian)] public static " + method).Diagnostics);
        Assert.Equal(("BP0011", message), (problem.Id, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Split(" (")[0]));
    }

    [Fact]
    public void Its_name_may_be_taken()
    {
        const string Taken = "public static int FJacobian; [Differentiable{0}] public static double[] F(double x) => [x];";
        Assert.Empty(ArrayProgram.Run(Taken.Replace("{0}", "", StringComparison.Ordinal)).Diagnostics);
        Assert.Equal("BP0004", Assert.Single(ArrayProgram.Run(Taken.Replace("{0}", "(Derivatives.Jacobian)", StringComparison.Ordinal)).Diagnostics).Id);
    }

    /// <summary>What lies where the Jacobian is to be.</summary>
    private static double[] Fill(int count) => [.. Enumerable.Repeat(7.0, count)];

    [Differentiable(Derivatives.Jacobian)]
    private static double[] Steps(ReadOnlySpan<double> x, double k, int row)
    {
        double[] y = new double[x.Length];
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            s = s * Math.Sin(x[i]) + k;
            if (s < 1)
            {
                s *= row;
            }

            y[i] = s;
        }

        return y;
    }

    [Differentiable(Derivatives.Jacobian)]
    private static double[] Pairs(double[] x) => [x[0] * x[1], x[0] * x[2]];

    [Differentiable(Derivatives.Jacobian)]
    private static double[] Chain(double[] x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= i + 1 < x.Length ? x[i + 1] : 6;
        }

        return [x[0], x[1]];
    }
}
