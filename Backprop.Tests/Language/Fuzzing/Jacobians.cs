using System.Reflection;
using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Language.Fuzzing;

/// <summary>A random method of several results, run against methods of one each: the same lines, and one of the results.</summary>
internal static class Jacobians
{
    private const int Trials = 5;

    /// <param name="compilation">The program, compiled.</param>
    /// <param name="type">Has <c>Rows</c>, which takes what <c>J</c> takes and arrays for its Jacobian, and <c>F0</c>, <c>F1</c>, ….</param>
    /// <param name="seed">For arguments.</param>
    public static string? Check(Compilation compilation, Type type, int seed)
    {
        MethodInfo rows = Batch.Method(type, "Rows");
        MethodInfo[] results = [.. type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic).Where(m => m.Name is ['F', >= '0' and <= '9']).OrderBy(m => m.Name, StringComparer.Ordinal)];
        IMethodSymbol[] symbols = [.. results.Select(m => compilation.GetTypeByMetadataName(type.Name)!.GetMembers(m.Name).OfType<IMethodSymbol>().Single())];
        Random random = new(seed);
        for (int trial = 0; trial < Trials; trial++)
        {
            object?[] arguments = [.. results[0].GetParameters().Select(p => Batch.Argument(p.ParameterType, random))];
            Array[] columns = [.. rows.GetParameters().Skip(arguments.Length).Select(p => Array.CreateInstance(p.ParameterType.GetElementType()!, results.Length))];
            (object? values, Exception? thrown) = Batch.Try(() => Batch.Invoke(rows, [.. arguments, .. columns]));
            for (int row = 0; row < results.Length; row++)
            {
                if (CheckRow(compilation, symbols[row], results[row], arguments, (Array?)values, columns, thrown, row) is { } failure)
                {
                    return $"J({string.Join(", ", arguments.Select(a => a ?? "null"))}), row {row}: {failure}";
                }
            }
        }

        return null;
    }

    private static string? CheckRow(
        Compilation compilation, IMethodSymbol symbol, MethodInfo f, object?[] arguments, Array? values, Array[] columns, Exception? thrown, int row)
    {
        (object? value, Exception? own) = Batch.Try(() => Batch.Invoke(f, arguments));
        if (own is not null || thrown is not null)
        {
            return own?.GetType() == thrown?.GetType() ? null : $"throws {own}, the Jacobian {thrown}";
        }

        if (!Batch.Same(Convert.ToDouble(value), values!.GetValue(row)!))
        {
            return $"is {value:R}, the Jacobian says {values.GetValue(row):R}";
        }

        Interpreter interpreter = new(compilation, default);
        (Dual? expected, _) = Batch.Try(() => interpreter.Run(symbol, arguments));
        for (int i = 0; i < columns.Length && expected is not null && !interpreter.HasKink; i++)
        {
            double slope = expected.Slopes[i], size = expected.Sizes[i];
            double tolerance = (interpreter.HasSingle ? 1e-4 : 1e-11) * (size + 1e-9);
            if (double.IsFinite(size) && size < (interpreter.HasSingle ? 1e20 : 1e200) && double.IsFinite(expected.Value) && !Batch.IsNear(slope, columns[i].GetValue(row)!, tolerance))
            {
                return $"has slope {slope:R} by parameter {i} (size {size:R}), the Jacobian says {columns[i].GetValue(row):R}";
            }
        }

        return null;
    }
}
