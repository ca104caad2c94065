using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;

namespace Backprop;

/// <content>What is said of tensors that do not fit.</content>
public static partial class Nn
{
    private static string Shape<T>(Tensor<T> tensor) => Shape(tensor.Lengths);

    private static string Shape(ReadOnlySpan<nint> lengths) => $"[{string.Join(",", lengths.ToArray())}]";

    private static void RequireRank<T>(string operation, Tensor<T> tensor, int rank, string name)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        if (tensor.Rank != rank)
        {
            throw new ArgumentException($"{operation}: {Shape(tensor)} has {Dimensions(tensor.Rank)}; it takes {rank}.", name);
        }
    }

    private static void RequireRankFrom<T>(string operation, Tensor<T> tensor, int least, string name)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        if (tensor.Rank < least)
        {
            throw new ArgumentException($"{operation}: {Shape(tensor)} has {Dimensions(tensor.Rank)}; it takes at least {least}.", name);
        }
    }

    private static string Dimensions(int rank) => rank == 1 ? "1 dimension" : $"{rank} dimensions";

    private static void RequireSame<TFirst, TSecond>(string operation, Tensor<TFirst> first, Tensor<TSecond> second, string name)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second, name);
        if (first.Rank != second.Rank)
        {
            throw new ArgumentException(
                $"{operation}: {Shape(first)} and {Shape(second)}: {Dimensions(first.Rank)} and {Dimensions(second.Rank)}.", name);
        }

        for (int d = 0; d < first.Rank; d++)
        {
            RequireEqual(operation, first, d, second, d, name);
        }
    }

    /// <summary>A dimension of one tensor is as long as one of another.</summary>
    private static void RequireEqual<TFirst, TSecond>(
        string operation, Tensor<TFirst> first, int dimension, Tensor<TSecond> second, int otherDimension, string name, string sign = "and")
    {
        nint length = first.Lengths[dimension], other = second.Lengths[otherDimension];
        if (length != other)
        {
            ThrowDiffer(operation, $"{Shape(first)} {sign} {Shape(second)}", length, other, name);
        }
    }

    [DoesNotReturn]
    private static void ThrowDiffer(string operation, string shapes, nint length, nint other, string name) =>
        throw new ArgumentException($"{operation}: {shapes}: {length} and {other} differ.", name);

    private static int RequireDimension<T>(string operation, Tensor<T> tensor, int dimension)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if ((uint)dimension >= (uint)tensor.Rank)
        {
            throw new ArgumentOutOfRangeException(
                nameof(dimension), $"{operation}: {Shape(tensor)} has {Dimensions(tensor.Rank)}; there is no dimension {dimension}.");
        }

        return (int)tensor.Lengths[dimension];
    }
}
