using System.Numerics.Tensors;
using System.Reflection;
using Backprop.Generator.Reading.Tensors;
using Backprop.Generator.Rules;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Shapes;

/// <summary>Every function of <c>Tensor</c> that is read by the row of <c>TensorPrimitives</c>' function of its name has .NET's own bits.</summary>
public sealed class TensorFunctionTests
{
    private static readonly double[] Numbers = [0.3, -0.7, 1.9, 0.01, -2.5, 0.999, 7.25, -0.125, 1e-3, 3.0, 0.5, -1.0, 40.0, -0.0, 1e8];

    /// <summary>Names, and what they are given.</summary>
    public static TheoryData<string, string> Functions => [.. typeof(Tensor).GetMethods().Where(IsOfElements)
        .Where(m => BulkRules.Find(m.Name, m.GetParameters().Length, fillsArray: true) is { Refusal: null, IsStep: false, Element: not null })
        .Select(m => (m.Name, Arguments(m))).Distinct()];

    [Theory, MemberData(nameof(Functions))]
    public void A_function_has_the_bits_of_dotnet_or_is_not_read(string name, string arguments)
    {
        GeneratorRun run = GeneratorRun.Once($$"""
            using System.Numerics.Tensors;
            using Backprop;
            public static partial class P
            {
                [Differentiable]
                public static Tensor<double> F([Shape("N")] Tensor<double> x, [Shape("N")] Tensor<double> y) => Tensor.{{name}}<double>({{arguments}}) + x * 0 + y * 0;
                public static double[] Own(Tensor<double> x, Tensor<double> y) => [.. F(x, y)];
                public static double[] Generated(Tensor<double> x, Tensor<double> y) => [.. FGradient(x, y, x, Tensor.CreateFromShape<double>(x.Lengths), Tensor.CreateFromShape<double>(x.Lengths))];
            }
            """);
        if (arguments.Contains(',') && TensorOperations.Mistaken.Contains((name, arguments.StartsWith('x'), arguments.EndsWith('y'))))
        {
            Assert.Equal(["BP1003"], run.Warnings.Select(d => d.Id));
            return;
        }

        Type type = run.Load().GetType("P")!;
        object[] point = [Tensor.Create<double>([.. Numbers], [Numbers.Length]), Tensor.Create<double>([.. Numbers.Reverse()], [Numbers.Length])];
        long[] own = Bits(type.GetMethod("Own")!.Invoke(null, point)), generated = Bits(type.GetMethod("Generated")!.Invoke(null, point));
        Assert.Equal(own, generated);
    }

    private static long[] Bits(object? numbers) => [.. ((double[])numbers!).Select(n => double.IsNaN(n) ? long.MinValue : BitConverter.DoubleToInt64Bits(n))];

    private static string Arguments(MethodInfo method) => string.Join(", ", method.GetParameters().Select((p, i) => IsTensor(p) ? i == 0 ? "x" : "y" : "0.7"));

    private static bool IsOfElements(MethodInfo method) => method.ReturnType is { IsGenericType: true } result && result.GetGenericTypeDefinition() == typeof(Tensor<>)
        && result.GenericTypeArguments[0].IsGenericMethodParameter && method.GetGenericArguments().Length == 1
        && method.GetParameters().Any(IsTensor) && method.GetParameters().All(p => IsTensor(p) || p.ParameterType.IsGenericMethodParameter);

    private static bool IsTensor(ParameterInfo parameter) =>
        parameter.ParameterType.IsByRef && parameter.ParameterType.GetElementType()!.Name.StartsWith("ReadOnlyTensorSpan", StringComparison.Ordinal);
}
