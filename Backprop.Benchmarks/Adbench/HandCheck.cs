using Backprop.Benchmarks.Gradients;

namespace Backprop.Benchmarks.Adbench;

/// <summary>Checks HAND on an input: its errors, and its Jacobian against known numbers, whole gradients and differences.</summary>
internal static class HandCheck
{
    /// <summary>Of some files: the first errors, and how the first row of the Jacobian begins.</summary>
    private static readonly Dictionary<string, (double[] Errors, double[] Row)> Known = new()
    {
        ["hand_test_simple.txt"] = (
            [0.16519314794161155, -0.1745427692727426], [-0.019551295934128278, 0.011842131973643711, -0.010814004345036685]),
        ["hand_test_complicated.txt"] = (
            [0.1561876616964637], [0.0031999470565060584, 0.005941210363247684, -0.03167804141392805]),
    };

    /// <exception cref="InvalidOperationException">An error is not finite or not the known one, or a row is not the known one or not that of the whole method.</exception>
    /// <exception cref="GradientCheckException">A row is not that of differences.</exception>
    public static void Require(HandInput input)
    {
        double[] errors = new double[input.Points.Length], found = new double[errors.Length], rows = new double[errors.Length * input.Width];
        input.Evaluate(input.Theta, input.Us, errors);
        if (!errors.All(double.IsFinite))
            throw new InvalidOperationException($"{input.Name}: an error is not finite.");

        HandTracking.Jacobian(input, found, rows);
        for (int i = 0; i < errors.Length; i++)
            Closeness.RequireSame($"{input.Name}: error {i} of the Jacobian's", errors[i], found[i]);

        double largest = Closeness.Largest(rows);
        for (int row = 0; row < errors.Length; row++)
            Closeness.Require($"{input.Name}: row {row}", Whole(input, row), rows.AsSpan(input.Width * row, input.Width), largest);

        foreach (int row in new[] { 0, 1, errors.Length / 2, errors.Length - 1 })
            RequireDifferences(input, row, rows[(input.Width * row)..(input.Width * (row + 1))]);

        if (Known.TryGetValue(input.Name, out var known))
        {
            Closeness.Require($"{input.Name}: errors", known.Errors, errors.AsSpan(0, known.Errors.Length));
            Closeness.Require($"{input.Name}: known row", known.Row, rows.AsSpan(0, known.Row.Length));
        }
    }

    /// <summary>A row of the Jacobian by the gradient of the whole method.</summary>
    private static double[] Whole(HandInput input, int row)
    {
        double[] err = new double[input.Points.Length], derr = new double[err.Length], dtheta = new double[input.Theta.Length], dus = new double[input.Us.Length];
        derr[row] = 1.0;
        HandModel model = input.Model;
        if (!input.IsComplicated)
        {
            HandTracking.SimpleGradient(
                input.Theta, model.Bases, model.Inverses, model.Parents, input.Vertices, input.Influences, input.Weights, input.Points, err, dtheta, derr);
            return dtheta;
        }

        HandTracking.ComplicatedGradient(
            input.Theta, input.Us, model.Bases, model.Inverses, model.Parents, input.Vertices, input.Influences, input.Weights, input.Points, err,
            dtheta, dus, derr);
        return [.. dus.AsSpan(row / 3 * 2, 2), .. dtheta];
    }

    private static void RequireDifferences(HandInput input, int row, double[] partials)
    {
        double[] us = [.. input.Us], theta = new double[input.Theta.Length], errors = new double[input.Points.Length];
        int first = input.Width - theta.Length, own = first == 0 ? 0 : row / 3 * 2;
        GradientCheck.Of(
            p =>
            {
                p.AsSpan(0, first).CopyTo(us.AsSpan(own));
                p.AsSpan(first).CopyTo(theta);
                input.Evaluate(theta, us, errors);
                return errors[row];
            },
            [.. input.Us.AsSpan(own, first), .. input.Theta],
            partials).ThrowIfWrong();
    }
}
