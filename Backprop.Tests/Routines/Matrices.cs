namespace Backprop.Tests.Routines;

/// <summary>Matrices for the closed forms: by Cramer's rule and plain sums, as unlike the routines as can be.</summary>
internal static class Matrices
{
    public static double[,] Of(int rows, int columns, Func<int, int, double> element)
    {
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                matrix[i, j] = element(i, j);
        }

        return matrix;
    }

    public static double[,] Transpose(double[,] a) => Of(a.GetLength(1), a.GetLength(0), (i, j) => a[j, i]);

    public static double[,] Multiply(double[,] a, double[,] b) =>
        Of(a.GetLength(0), b.GetLength(1), (i, j) => Enumerable.Range(0, a.GetLength(1)).Sum(k => a[i, k] * b[k, j]));

    public static double[] Multiply(double[,] a, double[] x) =>
        [.. Enumerable.Range(0, a.GetLength(0)).Select(i => Enumerable.Range(0, x.Length).Sum(j => a[i, j] * x[j]))];

    /// <summary>By the first row.</summary>
    public static double Determinant(double[,] a) => a.GetLength(0) == 0 ? 1
        : Enumerable.Range(0, a.GetLength(0)).Sum(j => (j % 2 == 0 ? 1 : -1) * a[0, j] * Determinant(Without(a, 0, j)));

    public static double[,] Inverse(double[,] a)
    {
        double determinant = Determinant(a);
        return Of(a.GetLength(0), a.GetLength(0), (i, j) => ((i + j) % 2 == 0 ? 1 : -1) * Determinant(Without(a, j, i)) / determinant);
    }

    private static double[,] Without(double[,] a, int row, int column) =>
        Of(a.GetLength(0) - 1, a.GetLength(1) - 1, (i, j) => a[i < row ? i : i + 1, j < column ? j : j + 1]);
}
