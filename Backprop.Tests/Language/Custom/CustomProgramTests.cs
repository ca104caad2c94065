using System.Numerics.Tensors;

namespace Backprop.Tests.Language.Custom;

/// <summary>Custom derivatives and stopped ones in loops over arrays: the value to the bit, the gradient by differences.</summary>
public sealed class CustomProgramTests
{
    private static readonly double[] Point = [0.3, 0.7, -0.2, 1.1, 0.45, -0.6];

    [Fact]
    public void Roots_in_one_pass() => Holds(CustomPrograms.SumOfRoots, CustomPrograms.SumOfRoots, CustomPrograms.SumOfRootsGradient);

    [Fact]
    public void Roots_of_roots() => Holds(CustomPrograms.ChainOfRoots, CustomPrograms.ChainOfRoots, CustomPrograms.ChainOfRootsGradient);

    [Fact]
    public void Roots_of_roots_in_halves()
    {
        double[] gradient = new double[Point.Length], added = new double[Point.Length];
        CustomPrograms.ChainOfRootsGradient(Point, gradient);
        double value = CustomPrograms.ChainOfRootsForward(Point, out CustomPrograms.ChainOfRootsSaved saved);
        CustomPrograms.ChainOfRootsBackward(ref saved, 1, added);
        saved.Dispose();
        Assert.Equal(CustomPrograms.ChainOfRoots(Point), value);
        Assert.Equal(gradient, added);
    }

    [Fact]
    public void Roots_in_layers()
    {
        double[] w = [0.4, -0.9, 1.2];
        Holds(p => CustomPrograms.LayersOfRoots(w, p.ToArray()), p => CustomPrograms.LayersOfRoots(w, p.ToArray()), (p, d) => CustomPrograms.LayersOfRootsGradient(w, p.ToArray(), new double[3], d));
    }

    [Fact]
    public void A_norm_held_still()
    {
        double norm = CustomPrograms.Norm(Point);
        Holds(p => CustomPrograms.Scaled(p.ToArray()), p => CustomPrograms.ScaledHeld(p.ToArray(), norm), (p, d) => CustomPrograms.ScaledGradient(p.ToArray(), d));
    }

    [Fact]
    public void A_norm_of_primitives_held_still()
    {
        double norm = TensorPrimitives.Norm<double>(Point);
        Holds(p => CustomPrograms.ScaledByPrimitives(p.ToArray()), p => CustomPrograms.ScaledHeld(p.ToArray(), norm), (p, d) => CustomPrograms.ScaledByPrimitivesGradient(p.ToArray(), d));
    }

    [Fact]
    public void Targets_held_still() => Holds(CustomPrograms.Bootstrapped, p => CustomPrograms.BootstrappedHeld(p, Point), CustomPrograms.BootstrappedGradient);

    [Fact]
    public void A_state_held_still() => Holds(CustomPrograms.Truncated, p => CustomPrograms.TruncatedHeld(p, Point), CustomPrograms.TruncatedGradient);

    private delegate double Function(ReadOnlySpan<double> x);

    private delegate double WithGradient(ReadOnlySpan<double> x, Span<double> dx);

    private static void Holds(Function own, Function held, WithGradient gradient)
    {
        GradientCheck.Of(p => held(p), (p, d) => gradient(p, d), Point).ThrowIfWrong();
        Assert.Equal(own(Point), gradient(Point, new double[Point.Length]));
    }
}
