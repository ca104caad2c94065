namespace Backprop.Tests.Routines;

/// <summary>Values of <see cref="Transport"/>.</summary>
public sealed class TransportTests
{
    private static double[] A => [0.2, 0.5, 0.3];

    private static double[] B => [0.4, 0.1, 0.5];

    [Fact] // The plan is the product then.
    public void What_costs_nothing_is_entropy_alone() =>
        Assert.Equal(0.5 * A.Concat(B).Sum(x => x * Math.Log(x)), Transport.Sinkhorn(A, B, new double[3, 3], 0.5, 50), 1e-15);

    [Fact] // With little entropy it is near the cost on a line: at most ε·log 9 from it.
    public void With_little_entropy_it_is_the_cost_of_the_best_plan()
    {
        double[,] cost = Matrices.Of(3, 3, (i, j) => Math.Abs(i - j));
        Assert.Equal(Transport.OnLine(A, B), Transport.Sinkhorn(A, B, cost, 0.005, 5000), 0.005 * Math.Log(9));
    }

    [Fact]
    public void On_a_line()
    {
        Assert.Equal(2, Transport.OnLine([1, 0, 0], [0, 0, 1]));
        Assert.Equal(0, Transport.OnLine(A, A));
        Assert.Equal(0.2 + 0.2, Transport.OnLine(A, B), 1e-15);
    }
}
