using Backprop.Generator.IR;
using Backprop.Generator.Rules;
using Microsoft.CodeAnalysis;
using static Backprop.Generator.Rules.Functions;

namespace Backprop.Generator.Reading.Tensors;

/// <summary>The operations on tensors that are read: .NET's <c>Tensor</c> and our <c>Nn</c>, a row each.</summary>
/// <remarks>
/// .NET's go element by element, without vectors, in System.Numerics.Tensors 10; so they are loops here, to the same bits. What it has
/// of functions has the row of <c>TensorPrimitives</c>' function of that name.
/// </remarks>
internal static class TensorOperations
{
    private const string Tensor = "Tensor", Nn = "Nn";

    private static readonly Dictionary<(string Owner, string Name, int Arity), Func<TensorCall, Expression>> Rows = new()
    {
        [(Tensor, "Sum", 1)] = c => Sum(c, x => x[0]),
        [(Tensor, "Dot", 2)] = c => Sum(c, x => x[0] * x[1]),
        [(Tensor, "Average", 1)] = c => c.Finished(Sum(c, x => x[0]), sum => sum / Real(c.Operands[0].Shape.Count, c.Type)),
        [(Tensor, "Norm", 1)] = c => c.Finished(c.Folded(x => x[0], Constant.Zero(c.Type), (sum, x) => c.Once(x) is var one ? sum + (one * one) : sum), Sqrt),
        [(Tensor, "Product", 1)] = c => c.Folded(x => x[0], Constant.One(c.Type), (product, x) => product * x),
        [(Tensor, "Transpose", 1)] = c => PickingRows.Permute(c, [.. Enumerable.Range(0, c.Operands[0].Shape.Rank).Select(d => d < c.Operands[0].Shape.Rank - 2 ? d : (2 * c.Operands[0].Shape.Rank) - 3 - d)]),
        [(Tensor, "PermuteDimensions", 2)] = c => PickingRows.Permute(c, c.Wholes(1)),
        [(Tensor, "Reshape", 2)] = c => c.Reshaped(1),

        [(Nn, "MatMul", 2)] = ProductRows.MatMul,
        [(Nn, "Affine", 3)] = ProductRows.Affine,
        [(Nn, "Relu", 1)] = c => c.OfElements(x => Max(x[0], Constant.Zero(x[0].Type))),
        [(Nn, "LeakyRelu", 2)] = c => c.OfElements(x => Lane("LeakyRelu", x)),
        [(Nn, "Elu", 2)] = c => c.OfElements(x => Lane("Elu", x)),
        [(Nn, "Gelu", 1)] = c => c.OfElements(x => Lane("Gelu", x)),
        [(Nn, "Silu", 1)] = c => c.OfElements(x => Lane("Silu", x)),
        [(Nn, "Sigmoid", 1)] = c => c.OfElements(x => Lane("Sigmoid", x)),
        [(Nn, "Tanh", 1)] = c => c.OfElements(x => Lane("Tanh", x)),
        [(Nn, "Softplus", 1)] = c => c.OfElements(x => Lane("Softplus", x)),
        [(Nn, "Softmax", 1)] = c => ReductionRows.ByRow(c, "Softmax"),
        [(Nn, "LogSoftmax", 1)] = c => ReductionRows.ByRow(c, "LogSoftmax"),
        [(Nn, "SumAlong", 2)] = c => ReductionRows.Along(c, "SumAlong"),
        [(Nn, "MeanAlong", 2)] = c => ReductionRows.Along(c, "MeanAlong"),
        [(Nn, "MaxAlong", 2)] = c => ReductionRows.Along(c, "MaxAlong"),
        [(Nn, "SoftmaxCrossEntropy", 2)] = LossRows.SoftmaxCrossEntropy,
        [(Nn, "SigmoidCrossEntropy", 2)] = c => LossRows.OfTwo(c, "SigmoidCrossEntropy"),
        [(Nn, "MeanSquaredError", 2)] = c => LossRows.OfTwo(c, "MeanSquaredError"),
        [(Nn, "HalfSquaredError", 2)] = c => LossRows.OfTwo(c, "HalfSquaredError"),
        [(Nn, "Huber", 3)] = c => LossRows.OfTwo(c, "Huber"),
        [(Nn, "Conv2D", 6)] = WindowRows.Conv2D,
        [(Nn, "MaxPool2D", 3)] = c => WindowRows.Pool(c, "MaxPool2D"),
        [(Nn, "AveragePool2D", 3)] = c => WindowRows.Pool(c, "AveragePool2D"),
        [(Nn, "LayerNorm", 4)] = NormalizationRows.LayerNorm,
        [(Nn, "RmsNorm", 3)] = NormalizationRows.RmsNorm,
        [(Nn, "BatchNorm", 4)] = NormalizationRows.BatchNorm,
        [(Nn, "CausalAttention", 3)] = ProductRows.CausalAttention,
        [(Nn, "Dropout", 3)] = PickingRows.Dropout,
        [(Nn, "Embedding", 2)] = PickingRows.Gather,
        [(Nn, "Gather", 2)] = PickingRows.Gather,
        [(Nn, "Concat", 2)] = PickingRows.Concat,
        [(Nn, "Permute", 2)] = c => PickingRows.Permute(c, c.Wholes(1)),
        [(Nn, "Flatten", 1)] = c => c.Named(Shape.Of(c.Operands[0].Shape.Dimensions[0], c.Operands[0].Shape.CountOf(1, c.Operands[0].Shape.Rank))),
    };

    /// <summary>
    /// Functions of two operands, by which of them are tensors, of which .NET's own gives another value than its name says in version 10 of
    /// the package: the second operand does not come through, and of an arc tangent the operands change places.
    /// </summary>
    public static readonly IReadOnlyList<(string Name, bool IsFirstTensor, bool IsSecondTensor)> Mistaken =
    [
        .. new[] { "MaxMagnitude", "MaxMagnitudeNumber", "MaxNumber", "MinMagnitude", "MinMagnitudeNumber", "MinNumber" }.SelectMany(n => new[] { (n, true, true), (n, true, false) }),
        ("Log", true, true), ("Atan2", false, true), ("Atan2Pi", false, true),
    ];

    private static bool IsMistaken(IMethodSymbol method) => method.Parameters.Length == 2
        && Mistaken.Contains((method.Name, method.Parameters[0].Type.IsTensor(), method.Parameters[1].Type.IsTensor()));

    /// <summary>The operations that have a row.</summary>
    public static IEnumerable<(string Owner, string Name)> All => Rows.Keys.Select(k => (k.Owner, k.Name)).Distinct();

    /// <summary>C#'s operators as the methods that they are.</summary>
    private static readonly Dictionary<string, string> Operators = new()
    {
        ["op_Addition"] = "Add",
        ["op_Subtraction"] = "Subtract",
        ["op_Multiply"] = "Multiply",
        ["op_Division"] = "Divide",
        ["op_UnaryNegation"] = "Negate",
    };

    /// <summary>Which of the two types has a method: <c>Tensor</c> or <c>Nn</c>; null for any other.</summary>
    public static string? OwnerOf(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType.ContainingType ?? method.ContainingType; // operators stand in an extension block
        return (type.Name, type.ContainingNamespace.ToDisplayString()) switch
        {
            (Tensor, "System.Numerics.Tensors") => Tensor,
            (Nn, "Backprop") => Nn,
            _ => null,
        };
    }

    /// <summary>How a method is read; null where there is no row.</summary>
    public static Func<TensorCall, Expression>? Find(IMethodSymbol method, int arity)
    {
        if (OwnerOf(method) is not { } owner)
        {
            return null;
        }

        string name = NameOf(method);
        return Rows.TryGetValue((owner, name, arity), out Func<TensorCall, Expression> row) ? row
            : owner == Tensor && method.ReturnType.IsTensor() && !IsMistaken(method) && BulkRules.Find(name, arity, fillsArray: true) is { Refusal: null, IsStep: false, Element: { } element }
                ? c => c.OfElements(x => element(x, c.Type))
            : null;
    }

    /// <summary>A method's name, that of an operator as a word.</summary>
    public static string NameOf(IMethodSymbol method) => Operators.TryGetValue(method.Name, out string named) ? named : method.Name;

    private static Expression Sum(TensorCall call, Func<Expression[], Expression> element) => call.Folded(element, Constant.Zero(call.Type), (sum, x) => sum + x);
}
