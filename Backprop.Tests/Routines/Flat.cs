using System.Runtime.CompilerServices;

namespace Backprop.Tests.Routines;

/// <summary>Arguments and gradients of any shape as one row of numbers: scalars first, then arrays, row by row.</summary>
internal static class Flat
{
    public static double[,] Matrix(double[] numbers, int columns)
    {
        double[,] matrix = new double[numbers.Length / columns, columns];
        for (int i = 0; i < numbers.Length; i++)
            matrix[i / columns, i % columns] = numbers[i];
        return matrix;
    }

    public static double[][] Rows(double[] numbers, params int[] lengths)
    {
        double[][] rows = new double[lengths.Length][];
        int from = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = numbers[from..(from + lengths[i])];
            from += lengths[i];
        }

        return rows;
    }

    /// <summary>What a gradient leaves unwritten shows as NaN.</summary>
    public static double[] Unset(int length) => [.. Enumerable.Repeat(double.NaN, length)];

    public static double[,] Unset(int rows, int columns) => Matrix(Unset(rows * columns), columns);

    public static double[][] UnsetRows(params int[] lengths) => [.. lengths.Select(length => Unset(length))];

    /// <summary>What a gradient method returned, a value or a tuple that begins with it, and the arrays that it filled.</summary>
    public static double[] Of(object result, params Array[] parts) =>
    [
        .. result is ITuple tuple ? Enumerable.Range(0, tuple.Length).Select(i => (double)tuple[i]!) : [(double)result],
        .. parts.SelectMany(Numbers),
    ];

    private static IEnumerable<double> Numbers(Array array) =>
        array is double[][] rows ? rows.SelectMany(row => row) : array.Cast<double>();
}
