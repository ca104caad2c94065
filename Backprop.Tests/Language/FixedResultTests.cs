using Backprop.Tests.Harness;
using Backprop.Tests.Language.Loops;

namespace Backprop.Tests.Language;

/// <summary>Jacobians of methods whose results are fixed in number: in one body where that is short, and by the halves where not.</summary>
public sealed partial class FixedResultTests
{
    private static readonly double[] Vector = [0.3, -0.7, 0.4], Point = [1.1, 0.2, -0.9];

    [Fact]
    public void Elements_that_a_method_writes_have_a_row_each()
    {
        double[] y = Fill(3), dx = Fill(4), dk = Fill(2), x = [2, 3];
        PairJacobian(x, 5, y, dx, dk);
        Assert.Equal([10, 11, 7], y); // what the method does not write stays
        Assert.Equal([5, 0, 3, 2], dx);
        Assert.Equal([2, 1], dk);
    }

    [Fact]
    public void What_is_not_read_has_columns_of_zeros()
    {
        double[] y = new double[2], dx = Fill(8), dk = Fill(2);
        PairJacobian([2, 3, 8, 9], 5, y, dx, dk);
        Assert.Equal([5, 0, 0, 0, 3, 2, 0, 0], dx);
        double[] dz = Fill(6);
        Assert.Equal([3.0, 3.0], SkippingJacobian([1, 2, 3], dz));
        Assert.Equal([0, 0, 1, 0, 0, 1], dz);
    }

    [Theory]
    [InlineData(0.3, -0.7, 0.4)]
    [InlineData(1e-3, 0, 0)]
    [InlineData(0, 0, 0)]
    public void A_rotation_has_the_rows_of_differences(double a, double b, double c)
    {
        double[] r = [a, b, c], turned = new double[3], value = new double[3], dr = Fill(9), dx = Fill(9);
        TurnedJacobian(r, Point, turned, dr, dx);
        Turned(r, Point, value);
        Assert.Equal(value, turned);
        for (int i = 0; i < 3; i++)
        {
            GradientCheck.Of(p => Row(p, i), [.. r, .. Point], [.. dr[(3 * i)..(3 * i + 3)], .. dx[(3 * i)..(3 * i + 3)]]).ThrowIfWrong();
        }

        static double Row(double[] p, int i)
        {
            double[] turned = new double[3];
            Turned(p.AsSpan(0, 3), p.AsSpan(3, 3), turned);
            return turned[i];
        }
    }

    [Fact]
    public void An_arm_that_is_not_taken_has_no_part_even_where_what_follows_is_infinite()
    {
        double[] dx = Fill(2), dz = Fill(2);
        BranchingJacobian(0, 0, dx, dz);
        Assert.Equal([0, 0], dx);
        Assert.Equal([double.PositiveInfinity, 1], dz);
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(-1.5)]
    public void Results_may_be_written_on_several_ways(double x)
    {
        double[] y = new double[2], dx = Fill(2);
        WaysJacobian(x, y, dx);
        Assert.Equal(x > 0 ? [x * x, x] : [-x, x * x], y);
        Assert.Equal(x > 0 ? [2 * x, 1] : [-1, 2 * x], dx);
        Assert.Throws<ArgumentOutOfRangeException>(() => WaysJacobian(0, y, dx));
    }

    [Fact] // An index into a part is not that of the parameter.
    public void Elements_by_another_name_have_their_own_columns()
    {
        double[] x = [2, 3, 5, 7], y = new double[2], dx = Fill(8);
        PartsJacobian(x, y, dx);
        Assert.Equal([2 * 5 + 7, 3 * 5 * 7], y);
        Assert.Equal([5, 0, 2, 1, 0, 35, 21, 15], dx);
    }

    [Fact]
    public void Loops_go_by_the_halves()
    {
        double[] x = [0.5, 0.25, 2], y = new double[2], dx = Fill(6), dk = Fill(2);
        SumsJacobian(x, 3, y, dx, dk);
        Assert.Equal([8.25, 0.375], y);
        Assert.Equal([3, 3, 3, 0.75, 1.5, 0], dx);
        Assert.Equal([2.75, 0], dk);
    }

    [Fact]
    public void An_element_that_is_read_on_one_way_may_be_missing_on_the_other()
    {
        double[] dx = Fill(2);
        Assert.Equal([2.0, 4.0], MaybeJacobian([2], false, dx));
        Assert.Equal([1, 2], dx);
        dx = Fill(4);
        Assert.Equal([3.0, 4.0], MaybeJacobian([2, 3], true, dx));
        Assert.Equal([0, 1, 2, 0], dx);
    }

    [Fact]
    public void Helpers_and_single_precision()
    {
        float[] dx = [7, 7];
        double[] dy = Fill(2);
        float[] value = MixedJacobian(0.5f, 2, dx, dy);
        Assert.Equal(Mixed(0.5f, 2), value);
        Assert.Equal([2 * MathF.Cos(0.5f), -4 + 0.5f], dx, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([Math.Sin(0.5), -0.125], dy, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Lengths_and_overlaps_are_asked_about_before_anything_is_written()
    {
        double[] x = [2, 3], y = Fill(2), dx = Fill(4), dk = Fill(2);
        Assert.Equal("dx", Assert.Throws<ArgumentException>(() => PairJacobian(x, 5, y, new double[3], dk)).ParamName);
        Assert.Equal("dk", Assert.Throws<ArgumentException>(() => PairJacobian(x, 5, y, dx, new double[1])).ParamName);
        Assert.Equal("dk", Assert.Throws<ArgumentException>(() => PairJacobian(x, 5, y, dx, dx.AsSpan(1, 2))).ParamName);
        Assert.Equal("dk", Assert.Throws<ArgumentException>(() => PairJacobian(x, 5, y, dx, y)).ParamName);
        Assert.Equal("y", Assert.Throws<ArgumentException>(() => PairJacobian(x, 5, x, dx, dk)).ParamName);
        Assert.Equal([7, 7], y);
        Assert.Throws<IndexOutOfRangeException>(() => PairJacobian(x, 5, new double[1], dx, dk));
        Assert.Throws<IndexOutOfRangeException>(() => PairJacobian(x.AsSpan(0, 1), 5, y, new double[2], dk));
    }

    [Fact]
    public void Empty_arguments_may_stand_where_others_do()
    {
        double[] y = new double[2], x = [1, 2, 3], dx = Fill(6);
        NothingJacobian(x, y.AsSpan(1, 0), y, dx, dx.AsSpan(3, 0));
        Assert.Equal([1, 0, 0, 0, 1, 0], dx);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        double[] turned = new double[3], dr = new double[9], dx = new double[9];
        TurnedJacobian(Vector, Point, turned, dr, dx);
        long before = GC.GetAllocatedBytesForCurrentThread();
        TurnedJacobian(Vector, Point, turned, dr, dx);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void The_generated_code() => Snapshot.Match(Jacobian("""
        [Differentiable(Derivatives.Jacobian)]
        public static void F(ReadOnlySpan<double> x, double k, Span<double> y)
        {
            double s = 1;
            if (x[0] != 0)
            {
                double r = Math.Sqrt(x[0]), inverse = 1 / r;
                s = Math.Sin(r) * inverse * inverse;
            }

            y[0] = k * s / x[1];
            y[1] = x[1] * x[1] * s;
        }
        """));

    [Fact]
    public void A_long_body_is_not_written_once_for_each_row()
    {
        string sum = string.Join(" + ", Enumerable.Range(1, 30).Select(i => $"Math.Sin({i} * x)")), results = string.Join(", ", Enumerable.Range(1, 5).Select(i => $"{i} * s"));
        string body = "[Differentiable(Derivatives.Jacobian)] public static double[] F(double x) { double s = " + sum + "; return [" + results + "]; }";
        Assert.Contains("FBackward(ref again", Jacobian(body), StringComparison.Ordinal);
        Assert.DoesNotContain("FBackward(ref again", Jacobian(body.Replace("1 * s, 2 * s, 3 * s, 4 * s, 5 * s", "s", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y[0] += x;")]
    [InlineData("y[0] = x; y[0] = 2 * x;")]
    [InlineData("y[1] = x;")]
    [InlineData("if (x > 0) y[0] = x;")]
    [InlineData("y[0] = x; y[1] = y[0] * x;")]
    [InlineData("for (int i = 0; i < y.Length; i++) y[i] = x * i;")]
    [InlineData("y[n] = x;")]
    [InlineData("y[0] = x; z[0] = x;")]
    public void What_is_not_fixed_is_refused(string body)
    {
        var problem = Assert.Single(ArrayProgram.Run("[Differentiable(Derivatives.Jacobian)] public static void F(double x, int n, double[] y, double[] z) { " + body + " }").Diagnostics, d => d.Id == "BP0011");
        Assert.StartsWith("'F' has no Jacobian: what it leaves in its arrays are not the first elements of one of them, each written once; write err[0], err[1]", problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static string Jacobian(string method)
    {
        string file = ArrayProgram.Run(method).File;
        int name = file.IndexOf(" FJacobian(", StringComparison.Ordinal);
        return file[file.LastIndexOf("    /// <summary>", name, StringComparison.Ordinal)..];
    }

    /// <summary>What lies where the Jacobian is to be.</summary>
    private static double[] Fill(int count) => [.. Enumerable.Repeat(7.0, count)];

    [Differentiable(Derivatives.Jacobian)]
    private static void Pair(ReadOnlySpan<double> x, double k, Span<double> y)
    {
        y[0] = k * x[0];
        y[1] = x[0] * x[1] + k;
    }

    [Differentiable(Derivatives.Jacobian)]
    private static void Parts(ReadOnlySpan<double> x, Span<double> y)
    {
        ReadOnlySpan<double> whole = x, rest = x.Slice(2), last = rest[1..];
        y[0] = whole[0] * rest[0] + last[0];
        y[1] = whole[1] * (rest[0] * last[0]);
    }

    [Differentiable(Derivatives.Jacobian)]
    private static double[] Skipping(double[] z) => [z[2], z[2]];

    [Differentiable(Derivatives.Jacobian)]
    private static void Turned(ReadOnlySpan<double> r, ReadOnlySpan<double> x, Span<double> turned)
    {
        double square = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
        double cos = 1.0, across = 1.0, along = 0.5;
        if (square != 0.0)
        {
            double angle = Math.Sqrt(square);
            double inverse = 1.0 / angle;
            cos = Math.Cos(angle);
            across = Math.Sin(angle) * inverse;
            along = (1.0 - cos) * inverse * inverse;
        }

        double share = (r[0] * x[0] + r[1] * x[1] + r[2] * x[2]) * along;
        turned[0] = x[0] * cos + (r[1] * x[2] - r[2] * x[1]) * across + r[0] * share;
        turned[1] = x[1] * cos + (r[2] * x[0] - r[0] * x[2]) * across + r[1] * share;
        turned[2] = x[2] * cos + (r[0] * x[1] - r[1] * x[0]) * across + r[2] * share;
    }

    [Differentiable(Derivatives.Jacobian)]
    private static double[] Branching(double x, double z)
    {
        double s = 0;
        if (x > 1)
        {
            double e = Math.Exp(x), r = e * e;
            s = Math.Sin(r) * Math.Cos(r) * r;
        }

        return [Math.Log(z + s), z + s];
    }

    [Differentiable(Derivatives.Jacobian)]
    private static void Ways(double x, Span<double> y)
    {
        if (x == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(x));
        }

        if (x > 0)
        {
            y[0] = x * x;
            y[1] = x;
            return;
        }

        y[1] = x * x;
        y[0] = -x;
    }

    [Differentiable(Derivatives.Jacobian)]
    private static void Sums(ReadOnlySpan<double> x, double k, Span<double> y)
    {
        double s = 0, p = 1;
        for (int i = 0; i < x.Length; i++)
        {
            s += k * x[i];
            p *= i < 2 ? x[i] : 1;
        }

        y[0] = s;
        y[1] = p * 3;
    }

    [Differentiable(Derivatives.Jacobian)]
    private static double[] Maybe(double[] x, bool second)
    {
        double s = x[0] * 2;
        double r = x[0];
        if (second)
        {
            r = x[1];
        }

        return [r, s];
    }

    [Differentiable(Derivatives.Jacobian)]
    private static float[] Mixed(float x, double y) => [(float)(Wave(x) * y), (float)(Inverse(x) + x / y)];

    private static double Wave(double x) => Math.Sin(x);

    private static double Inverse(double x)
    {
        double y = 1 / x;
        return y;
    }

    [Differentiable(Derivatives.Jacobian)]
    private static void Nothing(ReadOnlySpan<double> x, ReadOnlySpan<double> nothing, Span<double> y)
    {
        y[0] = x[0];
        y[1] = x[1];
    }
}
