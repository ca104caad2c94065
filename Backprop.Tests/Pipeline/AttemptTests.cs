using Backprop.Generator;
using Backprop.Generator.Diagnostics;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Pipeline;

public sealed class AttemptTests
{
    [Fact]
    public void A_failure_is_a_value_that_names_the_method_and_the_exception()
    {
        Attempt<string> attempt = Attempt.At<string>("Loss", () => throw new InvalidOperationException("no rule"));
        Assert.Null(attempt.Value);
        Assert.Equal("Loss: InvalidOperationException: no rule", attempt.Failure);
    }

    [Fact]
    public void A_cancelled_step_is_no_failure() =>
        Assert.Throws<OperationCanceledException>(() => Attempt.At<string>("Loss", () => throw new OperationCanceledException()));

    [Fact]
    public void An_expression_too_deep_for_the_stack_costs_only_its_own_method()
    {
        string deep = string.Concat(Enumerable.Repeat("Math.Sin(", 300)) + "x" + new string(')', 300);
        GeneratorRun? run = null;
        Thread thread = new(() => run = GeneratorRun.Once($$"""
            using System;
            using Backprop;
            public static partial class Losses
            {
                [Differentiable] public static double Deep(double x) => {{deep}};
                [Differentiable] public static double Square(double x) => x * x;
            }
            """), maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        Assert.True(run!.Result.Exception is null, run.Result.Exception?.ToString());
        Assert.All(run.Diagnostics, d => Assert.Equal(Descriptors.Failed.Id, d.Id));
        Assert.Contains("SquareGradient", run.File);
        Assert.DoesNotContain("CS8785", run.CompilerDiagnostics.Select(d => d.Id));
    }
}
