using System.Reflection;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Writing;

public sealed class StatementWriterTests
{
    private const string Source = """
        using Backprop;

        public static partial class Choices
        {
            [Differentiable]
            public static double Pick(double a, double b, double c, int label)
            {
                double picked = label == 0 ? a : label == 1 ? b : c;
                return 2.0 * picked;
            }

            [Differentiable]
            public static double PickLate(double a, double b, double c, int label)
            {
                double picked = a;
                if (label != 0)
                {
                    picked = label == 1 ? b : c;
                }

                return 2.0 * picked;
            }

            [Differentiable]
            public static double PickOfFour(double a, double b, double c, int label)
            {
                double picked = label == 0 ? a : label == 1 ? b : label == 2 ? c : a * b;
                return 2.0 * picked;
            }
        }
        """;

    private static readonly Type Choices = GeneratorRun.Once(Source).Load().GetType("Choices")!;

    [Theory] // A choice written in one line, where another one's else leads to it, must stay behind that else.
    [InlineData("Pick", 0, 6.0, 2.0, 0.0, 0.0)]
    [InlineData("Pick", 1, 10.0, 0.0, 2.0, 0.0)]
    [InlineData("Pick", 2, 14.0, 0.0, 0.0, 2.0)]
    [InlineData("PickLate", 0, 6.0, 2.0, 0.0, 0.0)]
    [InlineData("PickLate", 1, 10.0, 0.0, 2.0, 0.0)]
    [InlineData("PickLate", 2, 14.0, 0.0, 0.0, 2.0)]
    [InlineData("PickOfFour", 0, 6.0, 2.0, 0.0, 0.0)]
    [InlineData("PickOfFour", 1, 10.0, 0.0, 2.0, 0.0)]
    [InlineData("PickOfFour", 2, 14.0, 0.0, 0.0, 2.0)]
    [InlineData("PickOfFour", 3, 30.0, 10.0, 6.0, 0.0)]
    public void A_choice_within_a_choice_takes_one_arm(string method, int label, double value, double da, double db, double dc)
    {
        MethodInfo gradient = Choices.GetMethod(method + "Gradient")!;
        Assert.Equal((value, da, db, dc), gradient.Invoke(null, [3.0, 5.0, 7.0, label]));
    }
}
