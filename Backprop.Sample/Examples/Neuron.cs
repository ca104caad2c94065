namespace Backprop.Sample.Examples;

/// <summary>A neuron of two inputs, two weights and a bias: gate by gate, and as one formula.</summary>
public static partial class Neuron
{
    [Differentiable]
    public static double Gates(
        double w0, double x0, double w1, double x1, double w2)
    {
        var a = w0 * x0;
        var b = w1 * x1;
        var s = a + b + w2;
        var t = -s;
        var v = Math.Exp(t);
        var u = 1.0 + v;
        return 1.0 / u;
    }

    [Differentiable]
    public static double Output(
        double w0, double x0, double w1, double x1, double w2)
    {
        var s = w0 * x0 + w1 * x1 + w2;
        return 1.0 / (1.0 + Math.Exp(-s));
    }

    internal static void ShowGates(Page page)
    {
        page.Say("Two inputs, two weights and a bias, into a sigmoid that is written out gate by gate.");
        page.Method(Gates);
        page.Run(GatesGradient, 2, -1, -3, -2, -3);
        page.Check(GradientCheck.Of(Gates, GatesGradient, 2, -1, -3, -2, -3));
        page.Say(
            "The last four gates together are a sigmoid. The generator sees "
            + "that: their gradient is value * (1 - value), with no second Exp.");
    }

    internal static void ShowOutput(Page page)
    {
        page.Say("The neuron as one would write it: two lines, and the same gradients.");
        page.Method(Output);
        page.Run(OutputGradient, 2, -1, -3, -2, -3);
        page.Check(GradientCheck.Of(Output, OutputGradient, 2, -1, -3, -2, -3));
    }
}
