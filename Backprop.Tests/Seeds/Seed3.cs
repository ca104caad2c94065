using System;

namespace Backprop.Tests.Seeds;

/// <summary>Seed 003: shopping, layers as classes, softmax with cross-entropy, as far as scalars go.</summary>
internal static partial class Seed3
{
    [Differentiable]
    public static double Apples(double apple, double apple_num, double tax)
    {
        var apple_price = apple * apple_num;
        var price = apple_price * tax;
        return price;
    }

    [Differentiable]
    public static double ApplesAndOranges(double apple, double apple_num, double orange, double orange_num, double tax)
    {
        var apple_price = apple * apple_num;
        var orange_price = orange * orange_num;
        var all_price = apple_price + orange_price;
        var price = all_price * tax;
        return price;
    }

    [Differentiable]
    public static double SquareOfSum(double x, double y)
    {
        var t = x + y;
        return t * t;
    }

    [Differentiable]
    public static double Add(double x, double y) => x + y;

    [Differentiable]
    public static double Multiply(double x, double y) => x * y;

    [Differentiable]
    public static double Sigmoid(double x) => 1.0 / (1.0 + Math.Exp(-x));

    // ReLU. The post masks x <= 0, which a NaN is not.
    [Differentiable]
    public static double ReluMasked(double x) => x <= 0 ? 0 : x;

    [Differentiable]
    public static double ReluMaskedByIf(double x)
    {
        if (x <= 0)
            return 0;
        return x;
    }

    [Differentiable]
    public static double ReluKept(double x) => x > 0 ? x : 0;

    [Differentiable]
    public static double ReluMax(double x) => Math.Max(0, x);

    [Differentiable]
    public static double ReluMaxRight(double x) => Math.Max(x, 0);

    /// <summary>½Σ(y − t)² behind the identity.</summary>
    [Differentiable]
    public static double HalfSquares(
        double y0, double y1, double y2, [NonDifferentiable] double t0, [NonDifferentiable] double t1, [NonDifferentiable] double t2) =>
        0.5 * ((y0 - t0) * (y0 - t0) + (y1 - t1) * (y1 - t1) + (y2 - t2) * (y2 - t2));

    [Differentiable]
    public static double NegativeLog(double y) => -Math.Log(y);

    [Differentiable]
    public static double LogSumExp(double a0, double a1, double a2)
    {
        double max = Math.Max(a0, Math.Max(a1, a2));
        return max + Math.Log(Math.Exp(a0 - max) + Math.Exp(a1 - max) + Math.Exp(a2 - max));
    }

    /// <summary>The probability of one class of three.</summary>
    [Differentiable]
    public static double Softmax(double a0, double a1, double a2, int label)
    {
        double max = Math.Max(a0, Math.Max(a1, a2));
        double e0 = Math.Exp(a0 - max), e1 = Math.Exp(a1 - max), e2 = Math.Exp(a2 - max);
        double picked = label == 0 ? e0 : label == 1 ? e1 : e2;
        return picked / (e0 + e1 + e2);
    }

    /// <summary>Softmax with cross-entropy of one example, from logits.</summary>
    [Differentiable]
    public static double CrossEntropy(double a0, double a1, double a2, int label)
    {
        double max = Math.Max(a0, Math.Max(a1, a2));
        double logSum = max + Math.Log(Math.Exp(a0 - max) + Math.Exp(a1 - max) + Math.Exp(a2 - max));
        double logit = label == 0 ? a0 : label == 1 ? a1 : a2;
        return logSum - logit;
    }

    [Differentiable]
    public static double CrossEntropyOfTwo(double a0, double a1, int label)
    {
        double max = Math.Max(a0, a1);
        double logSum = max + Math.Log(Math.Exp(a0 - max) + Math.Exp(a1 - max));
        return logSum - (label == 0 ? a0 : a1);
    }

    /// <summary>The mean over a batch of two.</summary>
    [Differentiable]
    public static double MeanCrossEntropy(double a0, double a1, double a2, int labelA, double b0, double b1, double b2, int labelB) =>
        (CrossEntropy(a0, a1, a2, labelA) + CrossEntropy(b0, b1, b2, labelB)) / 2;

    /// <summary>A loss scaled by 2.</summary>
    [Differentiable]
    public static double TwiceCrossEntropy(double a0, double a1, double a2, int label) => 2 * CrossEntropy(a0, a1, a2, label);
}
