namespace Backprop.Tests.Language.Loops;

/// <summary>Lists of elements of another type than the array has.</summary>
public sealed class ListTests
{
    [Theory]
    [InlineData("Span<double> c = stackalloc double[] { x * x, z };")]
    [InlineData("Span<double> c = stackalloc[] { x * x, z };")]
    [InlineData("double[] c = [x * x, z];")]
    [InlineData("double[] b = { x, x }; double[] c = [x * x, .. b, z];")]
    public void A_float_in_a_list_of_doubles_has_a_derivative_of_its_own_type(string list)
    {
        Specimen.Of($"[Differentiable] static double F(double x, float z) {{ {list} return c[0] * 1.5; }}").IsRight(1.5, 2f); // nobody reads it
        Specimen.Of($"[Differentiable] static double F(double x, float z) {{ {list} return c[0] * c[^1]; }}").IsRight(1.5, 2f);
    }
}
