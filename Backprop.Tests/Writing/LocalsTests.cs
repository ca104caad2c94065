using Backprop.Tests.Harness;

namespace Backprop.Tests.Writing;

public sealed class LocalsTests
{
    [Fact] // Math.Max(b, c) has no name of its own and would be called max too.
    public void A_users_name_goes_before_that_of_a_value_without_one()
    {
        string file = GeneratorRun.Once("""
            using System;
            using Backprop;

            public static partial class Largest
            {
                [Differentiable]
                public static double Of(double a, double b, double c)
                {
                    double max = Math.Max(a, Math.Max(b, c));
                    return max * max;
                }
            }
            """).File;
        Assert.Contains("var max2 = global::System.Math.Max(b, c);", file);
        Assert.Contains("var max = global::System.Math.Max(a, max2);", file);
        Assert.Contains("var dmax = 2.0 * max;", file);
    }

    [Fact] // Its loop has a count, which took the place of the array that nobody fills.
    public void The_array_of_a_gradient_that_is_zero_has_a_name_of_its_own() => ArrayGradient.Holds(
        """
        [Differentiable]
        public static double F(double[] a, int n)
        {
            double last = 0;
            for (int i = 1; i < a.Length; i++) last = a[i - 1];
            return 0.5;
        }
        """,
        0,
        [0.5, 2, -1]);
}
