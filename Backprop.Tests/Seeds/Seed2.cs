using System;

namespace Backprop.Tests.Seeds;

/// <summary>Seed 002: circuits of gates, the sigmoid neuron, the cs231n fraction.</summary>
internal static partial class Seed2
{
    [Differentiable]
    public static double Circuit(double x, double y, double z)
    {
        var q = x + y;
        return q * z;
    }

    [Differentiable]
    public static double Neuron(double w0, double x0, double w1, double x1, double w2) =>
        1.0 / (1.0 + Math.Exp(-(w0 * x0 + w1 * x1 + w2)));

    /// <summary>The neuron with a name for every wire.</summary>
    [Differentiable]
    public static double NeuronByGates(double w0, double x0, double w1, double x1, double w2)
    {
        var p0 = w0 * x0;
        var p1 = w1 * x1;
        var p = p0 + p1;
        var s = p + w2;
        var t = -s;
        var v = Math.Exp(t);
        var u = 1.0 + v;
        return 1.0 / u;
    }

    // The neuron from a wire on: its derivative is the red number under that wire.
    [Differentiable]
    public static double FromU(double u) => 1.0 / u;

    [Differentiable]
    public static double FromV(double v) => 1.0 / (1.0 + v);

    [Differentiable]
    public static double FromT(double t) => 1.0 / (1.0 + Math.Exp(t));

    [Differentiable]
    public static double FromS(double s) => 1.0 / (1.0 + Math.Exp(-s));

    [Differentiable]
    public static double FromP(double p, double w2) => 1.0 / (1.0 + Math.Exp(-(p + w2)));

    [Differentiable]
    public static double FromP0AndP1(double p0, double p1, double w2) => 1.0 / (1.0 + Math.Exp(-(p0 + p1 + w2)));

    [Differentiable]
    public static double Fraction(double x, double y)
    {
        var sigy = 1.0 / (1.0 + Math.Exp(-y));
        var num = x + sigy;
        var sigx = 1.0 / (1.0 + Math.Exp(-x));
        var xpy = x + y;
        var xpysqr = xpy * xpy;
        var den = sigx + xpysqr;
        var invden = 1.0 / den;
        return num * invden;
    }

    // The gate table of the post.
    [Differentiable]
    public static double Reciprocal(double x) => 1.0 / x;

    [Differentiable]
    public static double PlusConstant(double x) => x + 3.0;

    [Differentiable]
    public static double Exponential(double x) => Math.Exp(x);

    [Differentiable]
    public static double TimesConstant(double x) => 3.0 * x;

    [Differentiable]
    public static double Times(double x, double y) => x * y;

    [Differentiable]
    public static double Plus(double x, double y) => x + y;

    [Differentiable]
    public static double Sigmoid(double x) => 1.0 / (1.0 + Math.Exp(-x));
}
