namespace Backprop.Tests.Harness;

/// <summary>The doubles in arguments and gradients of any shape: numbers, arrays, arrays of arrays.</summary>
internal static class Numbers
{
    /// <summary>All of them, row by row.</summary>
    public static IEnumerable<double> Of(IEnumerable<object?> values) => values.SelectMany(v => v switch
    {
        double number => [number],
        Array array => Of(array.Cast<object?>()),
        _ => [],
    });

    /// <summary>A copy with every double replaced; all else stays as it is.</summary>
    public static object Replace(object value, Func<double, double> by)
    {
        switch (value)
        {
            case double number:
                return by(number);
            case double[] numbers:
                return Array.ConvertAll(numbers, n => by(n));
            case double[,] matrix:
                double[,] copy = (double[,])matrix.Clone();
                for (int i = 0; i < copy.Length; i++)
                    copy[i / copy.GetLength(1), i % copy.GetLength(1)] = by(copy[i / copy.GetLength(1), i % copy.GetLength(1)]);
                return copy;
            case Array[] rows:
                Array[] copies = (Array[])rows.Clone();
                for (int i = 0; i < rows.Length; i++)
                    copies[i] = (Array)Replace(rows[i], by);
                return copies;
            default:
                return value;
        }
    }

    public static object[] Replace(object[] values, Func<double, double> by) => [.. values.Select(v => Replace(v, by))];

    public static object[] Copy(object[] values) => Replace(values, n => n);

    /// <summary>A copy with these numbers in place of its own.</summary>
    public static object[] Fill(object[] values, double[] numbers)
    {
        int next = 0;
        return Replace(values, _ => numbers[next++]);
    }
}
