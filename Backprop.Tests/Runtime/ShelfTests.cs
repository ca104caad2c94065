using Backprop.CompilerServices;

namespace Backprop.Tests.Runtime;

/// <summary>Where the arrays lie that a loop makes and hands on.</summary>
public sealed class ShelfTests
{
    [Fact]
    public void Each_array_keeps_what_it_holds_however_many_follow()
    {
        Shelf<double> shelf = new();
        List<(int Start, int Count)> places = [];
        for (int i = 0; i < 200; i++)
        {
            int count = i % 7 * (i % 50), start = shelf.Take(count);
            Assert.Equal(new double[count], shelf.Slice(start, count).ToArray());
            shelf.Slice(start, count).Fill(i);
            places.Add((start, count));
        }

        Assert.All(places.Index(), p => Assert.Equal(Enumerable.Repeat((double)p.Index, p.Item.Count), shelf.Slice(p.Item.Start, p.Item.Count).ToArray()));
    }

    [Fact]
    public void One_like_another_has_zeros_in_places_that_are_taken_later_too()
    {
        Shelf<double> shelf = new(), zeros = new(shelf);
        int start = shelf.Take(3);
        shelf.Slice(start, 3).Fill(2);
        zeros.Slice(start + 1, 2)[1] = 5;
        int next = shelf.Take(1000);
        Assert.Equal(new double[1000], zeros.Slice(next, 1000).ToArray());
        Assert.Equal([0, 0, 5], zeros.Slice(start, 3).ToArray());
        Assert.Equal([2, 2, 2], shelf.Slice(start, 3).ToArray());
    }

    [Fact]
    public void A_negative_length_is_refused_as_of_an_array() => Assert.Throws<OverflowException>(() => new Shelf<double>().Take(-1));
}
