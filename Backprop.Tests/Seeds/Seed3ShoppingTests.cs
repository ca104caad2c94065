using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>Two apples at 100, three oranges at 150, tax 1.1; all to the bit.</summary>
public sealed class Seed3ShoppingTests
{
    private static readonly Trace Apples = SeedSource.Trace(typeof(Seed3), "Apples", 100, 2, 1.1);

    private static readonly Trace Both = SeedSource.Trace(typeof(Seed3), "ApplesAndOranges", 100, 2, 150, 3, 1.1);

    [Theory]
    [InlineData("S3-1", "apple_price", 200.0)]
    [InlineData("S3-2", "price", 220.00000000000003)]
    [InlineData("S3-3", "dapple", 2.2)]
    [InlineData("S3-4", "dapple_num", 110.00000000000001)]
    [InlineData("S3-5", "dtax", 200.0)]
    public void Apples_line_by_line(string row, string name, double expected) => Bits.Same(expected, Apples[name], row);

    [Fact, Rows("S3-2..5")]
    public void Apples_as_written() => Assert.Equal((220.00000000000003, 2.2, 110.00000000000001, 200.0), Seed3.ApplesGradient(100, 2, 1.1));

    [Fact, Rows("S3-6")] // 1 → 1.1 → 2.2: the price's own 1, the apples' price, the apple.
    public void The_path_to_the_apple()
    {
        var gradient = SeedSource.Of(typeof(Seed3), "Apples").Gradient;
        Assert.Equal("1.0", gradient.Upstream.ToString());
        Assert.Equal([("dapple_price", 1.1), ("dapple", 2.2)], Apples.Backward.Where(l => l.Name is "dapple_price" or "dapple").Select(l => (l.Name, l.Value)));
    }

    [Fact, Rows("S3-7")]
    public void An_apple_dearer_by_one_raises_the_price_by_its_derivative()
    {
        Bits.Same(2.1999999999999886, Seed3.Apples(101, 2, 1.1) - Seed3.Apples(100, 2, 1.1));
        Assert.Equal(Seed3.ApplesGradient(100, 2, 1.1).dapple, Seed3.Apples(101, 2, 1.1) - Seed3.Apples(100, 2, 1.1), 1e-13);
    }

    [Theory]
    [InlineData("S3-10", "apple_price", 200.0)]
    [InlineData("S3-10", "orange_price", 450.0)]
    [InlineData("S3-10", "all_price", 650.0)]
    [InlineData("S3-11", "price", 715.0000000000001)]
    [InlineData("S3-12", "dapple_num", 110.00000000000001)]
    [InlineData("S3-13", "dapple", 2.2)]
    [InlineData("S3-14", "dorange", 3.3000000000000003)]
    [InlineData("S3-15", "dorange_num", 165.0)]
    [InlineData("S3-16", "dtax", 650.0)]
    public void Apples_and_oranges_line_by_line(string row, string name, double expected) => Bits.Same(expected, Both[name], row);

    [Fact, Rows("S3-11..16")]
    public void Apples_and_oranges_as_written() => Assert.Equal(
        (715.0000000000001, 2.2, 110.00000000000001, 3.3000000000000003, 165.0, 650.0),
        Seed3.ApplesAndOrangesGradient(100, 2, 150, 3, 1.1));
}
