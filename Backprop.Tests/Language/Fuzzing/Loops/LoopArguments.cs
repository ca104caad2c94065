using System.Collections;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <summary>Arguments of a random program; spans are handed over as arrays.</summary>
internal static class LoopArguments
{
    private const double MostlyLong = 0.93;

    public static object[] For(IMethodSymbol method, Random random) => [.. method.Parameters.Select(p => For(p.Type, random))];

    public static object Copy(object argument) => argument switch
    {
        double[][] rows => rows.Select(r => (double[])r.Clone()).ToArray(),
        Array array => array.Clone(),
        _ => argument,
    };

    public static object[] Copy(IEnumerable<object> arguments) => [.. arguments.Select(Copy)];

    /// <summary>All numbers, in order.</summary>
    public static IEnumerable<object> Leaves(object argument) => argument is IEnumerable items ? items.Cast<object>().SelectMany(Leaves) : [argument];

    /// <summary>The same shape, each number replaced.</summary>
    /// <param name="next">Gives the numbers that go in, from those that lie there.</param>
    public static object Map(object argument, Func<double, double> next)
    {
        object copy = Copy(argument);
        switch (copy)
        {
            case double number:
                return next(number);
            case float number:
                return (float)next(number);
            case double[][] rows:
                foreach (double[] row in rows)
                {
                    Replace(row, next);
                }

                return rows;
            case Array array:
                Replace(array, next);
                return array;
            default:
                return copy;
        }
    }

    public static string Show(IEnumerable<object> arguments) => string.Join(", ", arguments.Select(Show));

    private static string Show(object argument) => argument switch
    {
        double[,] matrix => $"[{matrix.GetLength(0)},{matrix.GetLength(1)}: {string.Join(", ", matrix.Cast<double>().Select(v => Show(v)))}]",
        Array array => $"[{string.Join(", ", array.Cast<object>().Select(Show))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => argument.ToString()!,
    };

    private static void Replace(Array array, Func<double, double> next)
    {
        if (array.GetType().GetElementType() is var type && type != typeof(double) && type != typeof(float))
        {
            return;
        }

        int[] index = new int[array.Rank];
        for (int i = 0; i < array.Length; i++)
        {
            (index[0], index[^1]) = array.Rank == 1 ? (i, i) : (i / array.GetLength(1), i % array.GetLength(1));
            array.SetValue(Convert.ChangeType(next(Convert.ToDouble(array.GetValue(index))), type), index);
        }
    }

    private static object For(ITypeSymbol type, Random random)
    {
        // A length of 0 or 1 now and then shows what an empty loop does; most often it only throws.
        int length = random.NextDouble() < MostlyLong ? random.Next(2, 5) : random.Next(2);
        double real() => (random.NextDouble() * 4) - 2;
        switch (type)
        {
            case IArrayTypeSymbol { Rank: 2 }:
                double[,] matrix = new double[length, random.Next(1, 4)];
                Replace(matrix, _ => real());
                return matrix;
            case IArrayTypeSymbol { ElementType: IArrayTypeSymbol }:
                return Enumerable.Range(0, length).Select(_ => Reals(random.Next(1, 4), real)).ToArray();
            case IArrayTypeSymbol { ElementType: var element }:
                return Array(element.SpecialType);
            case INamedTypeSymbol { TypeArguments: [var element] }:
                return Array(element.SpecialType);
            default:
                return type.SpecialType switch
                {
                    SpecialType.System_Double => real(),
                    SpecialType.System_Single => (float)real(),
                    SpecialType.System_Boolean => random.Next(2) == 0,
                    _ => random.Next(12) == 0 ? -1 : random.Next(5),
                };
        }

        object Array(SpecialType element) => element switch
        {
            SpecialType.System_Double => Reals(length, real),
            SpecialType.System_Single => Reals(length, real).Select(v => (float)v).ToArray(),
            _ => Enumerable.Range(0, length).Select(_ => random.Next(6)).ToArray(),
        };
    }

    private static double[] Reals(int length, Func<double> real) => [.. Enumerable.Range(0, length).Select(_ => real())];
}
