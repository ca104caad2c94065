namespace Backprop.Products;

/// <summary>How rows, columns and sums are cut up.</summary>
internal static class Shares
{
    /// <summary>The next part of what is left: parts are of about the same size, since small ones are dear.</summary>
    /// <param name="left">What is left.</param>
    /// <param name="most">The size of a part at most; a multiple of <paramref name="multiple"/>.</param>
    /// <param name="multiple">What all parts but the last are multiples of.</param>
    public static int Next(int left, int most, int multiple)
    {
        if (left <= most)
        {
            return left;
        }

        int parts = (left - 1) / most + 1, share = (left - 1) / parts + 1;
        return (share + multiple - 1) / multiple * multiple;
    }
}
