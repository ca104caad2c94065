namespace Backprop.Tests.Networks;

/// <summary>A backward kernel against central differences of its forward kernel, in double.</summary>
internal static class KernelCheck
{
    // Near the cube root of the rounding of a double, where the error of the difference and that of rounding are alike.
    private const double Step = 6e-6;

    /// <summary>
    /// Σ dy·(f(x + h) - f(x - h)) / 2h, for a random dy and each element of x, is what the backward kernel adds to a dx that is not 0.
    /// </summary>
    /// <param name="x">Where; changed and put back.</param>
    /// <param name="forward">Gives y of the x as it is when called; a loss gives one number.</param>
    /// <param name="backward">Gets dy and adds to dx.</param>
    /// <param name="what">Named where it fails.</param>
    public static void Holds(double[] x, Func<double[]> forward, Action<double[], double[]> backward, string what = "")
    {
        double[] dy = Random(forward().Length, 77), before = Random(x.Length, 78), dx = [.. before];
        backward(dy, dx);
        for (int i = 0; i < x.Length; i++)
        {
            double at = x[i];
            x[i] = at + Step;
            double[] above = forward();
            x[i] = at - Step;
            double[] below = forward();
            x[i] = at;
            double slope = dy.Select((d, j) => d * (above[j] - below[j]) / (2 * Step)).Sum();
            double found = dx[i] - before[i];
            Assert.True(Math.Abs(slope - found) <= 1e-8 * (1 + Math.Abs(slope)), $"{what} [{i}]: differences give {slope:R}, the kernel {found:R}");
        }
    }

    /// <summary>Numbers from -1 to 1, the same at each call.</summary>
    public static double[] Random(int length, int seed)
    {
        Random random = new(seed);
        double[] numbers = new double[length];
        for (int i = 0; i < length; i++)
        {
            numbers[i] = (2 * random.NextDouble()) - 1;
        }

        return numbers;
    }

    public static float[] Single(double[] numbers) => Array.ConvertAll(numbers, static number => (float)number);

    /// <summary>A kernel of float gives what that of double gives, as far as a float goes.</summary>
    public static void Near(double[] expected, float[] found, double tolerance = 1e-5)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - found[i]) <= tolerance * (1 + Math.Abs(expected[i])), $"[{i}]: {expected[i]:R} of double, {found[i]:R} of float");
        }
    }
}
