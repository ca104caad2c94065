using Backprop.Tests.Harness;

namespace Backprop.Tests.EndToEnd;

public sealed class FractionTests
{
    [Fact]
    public void The_cs231n_fraction_is_written_as_a_careful_person_would()
    {
        GeneratorRun run = GeneratorRun.Once("""
            using System;
            using Backprop;

            namespace Seeds;

            public static partial class Circuits
            {
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
            }
            """);
        run.Load();
        Snapshot.Match(run.File);
    }
}
