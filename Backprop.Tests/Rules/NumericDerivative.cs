namespace Backprop.Tests.Rules;

/// <summary>Derivatives by central differences, extrapolated to step 0.</summary>
/// <remarks>Ridders (1982), "Accurate computation of F'(x) and F'(x) F''(x)"; the tableau is that of Numerical Recipes, §5.7.</remarks>
internal static class NumericDerivative
{
    private const int Rows = 12;
    private const double Shrink = 1.4;

    /// <summary>The best of several first steps, each a fraction of <paramref name="scale"/>.</summary>
    /// <returns>The derivative, and how much the tableau's last entries differ.</returns>
    public static (double Value, double Error) Of(Func<double, double> f, double x, double scale) =>
        new[] { 0.3, 0.05, 0.01, 1e-3, 1e-4 }.Select(step => Extrapolate(f, x, step * scale)).MinBy(d => d.Error);

    private static (double Value, double Error) Extrapolate(Func<double, double> f, double x, double h)
    {
        double[,] table = new double[Rows, Rows];
        (double Value, double Error) best = (double.NaN, double.PositiveInfinity);
        for (int i = 0; i < Rows; i++, h /= Shrink)
        {
            double right = x + h, left = x - h;
            table[i, 0] = (f(right) - f(left)) / (right - left);
            double factor = 1;
            for (int j = 1; j <= i; j++)
            {
                factor *= Shrink * Shrink;
                table[i, j] = table[i, j - 1] + ((table[i, j - 1] - table[i - 1, j - 1]) / (factor - 1));
                double error = Math.Max(Math.Abs(table[i, j] - table[i, j - 1]), Math.Abs(table[i, j] - table[i - 1, j - 1]));
                best = error < best.Error ? (table[i, j], error) : best;
            }
        }

        return best;
    }
}
