using Backprop.Benchmarks.Gradients;

namespace Backprop.Benchmarks.Adbench;

/// <summary>Checks HAND on an input: its errors, and the known part of its Jacobian by differences.</summary>
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

    /// <exception cref="InvalidOperationException">An error is not finite, or not the known one.</exception>
    /// <exception cref="GradientCheckException">The known derivatives are not those of the errors.</exception>
    public static void Require(HandInput input)
    {
        double[] errors = new double[input.Points.Length];
        input.Evaluate(input.Theta, input.Us, errors);
        if (!errors.All(double.IsFinite))
            throw new InvalidOperationException($"{input.Name}: an error is not finite.");
        if (!Known.TryGetValue(input.Name, out var known))
            return;

        RequireRow(input, known.Row);
        Closeness.Require($"{input.Name}: errors", known.Errors, errors.AsSpan(0, known.Errors.Length));
        int coordinates = input.IsComplicated ? 2 : 0;
        double[] us = [.. input.Us], theta = [.. input.Theta];
        GradientCheck.Of(
            p =>
            {
                p.AsSpan(0, coordinates).CopyTo(us);
                p.AsSpan(coordinates).CopyTo(theta);
                input.Evaluate(theta, us, errors);
                return errors[0];
            },
            [.. input.Us.AsSpan(0, coordinates), .. input.Theta.AsSpan(0, known.Row.Length - coordinates)],
            known.Row).ThrowIfWrong();
    }

    /// <summary>The first row of the Jacobian, by the generated code.</summary>
    private static void RequireRow(HandInput input, double[] known)
    {
        double[] err = new double[input.Points.Length], derr = new double[err.Length], dtheta = new double[input.Theta.Length], dus = new double[input.Us.Length];
        derr[0] = 1.0;
        HandModel model = input.Model;
        if (input.IsComplicated)
        {
            HandTracking.ComplicatedGradient(
                input.Theta, input.Us, model.Bases, model.Inverses, model.Parents, input.Vertices, input.Influences, input.Weights, input.Points, err,
                dtheta, dus, derr);
        }
        else
        {
            HandTracking.SimpleGradient(
                input.Theta, model.Bases, model.Inverses, model.Parents, input.Vertices, input.Influences, input.Weights, input.Points, err, dtheta, derr);
        }

        double[] row = input.IsComplicated ? [dus[0], dus[1], .. dtheta] : dtheta;
        Closeness.Require($"{input.Name}: generated row", known, row.AsSpan(0, known.Length));
    }
}
