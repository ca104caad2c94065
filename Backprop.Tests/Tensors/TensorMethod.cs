using System.Globalization;
using System.Numerics.Tensors;
using System.Reflection;
using Backprop.Generator.Rules;

namespace Backprop.Tests.Tensors;

/// <summary>An overload of a method of <see cref="TensorPrimitives"/>, for one type of numbers.</summary>
/// <param name="Parameters">What each parameter is, the destination left out.</param>
internal sealed record TensorMethod(MethodInfo Method, Type Number, Kind[] Parameters)
{
    /// <summary>All overloads whose parameters and result are numbers of one type or spans of them, with a row that does not refuse them.</summary>
    public static readonly TensorMethod[] All = [.. Overloads(typeof(double)), .. Overloads(typeof(float))];

    public string Name => Method.Name;

    /// <summary>Whether the method fills an array.</summary>
    public bool FillsArray => Method.ReturnType == typeof(void);

    public BulkRule Rule => BulkRules.Find(Name, Parameters.Length, FillsArray)!;

    public int Arrays => Parameters.Count(p => p == Kind.Array);

    public int Numbers => Parameters.Count(p => p == Kind.Number);

    public string Keyword => Number == typeof(double) ? "double" : "float";

    /// <summary>The method with its type arguments, where it has them.</summary>
    public string Text => Name + (Method.IsGenericMethod ? $"<{Keyword}>" : "");

    /// <summary>The names of the parameters in generated sources: <c>x0</c> for arrays, <c>s0</c> for numbers, constants for the rest.</summary>
    public string[] Arguments
    {
        get
        {
            int arrays = 0, numbers = 0;
            return [.. Parameters.Select(p => p switch
            {
                Kind.Array => "x" + (arrays++).ToString(CultureInfo.InvariantCulture),
                Kind.Number => "s" + (numbers++).ToString(CultureInfo.InvariantCulture),
                Kind.Integer => "3",
                _ => "System.MidpointRounding.ToZero",
            })];
        }
    }

    public override string ToString() => $"{Text}({string.Join(", ", Parameters)})";

    private static IEnumerable<TensorMethod> Overloads(Type number)
    {
        foreach (MethodInfo method in typeof(TensorPrimitives).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        {
            if (Closed(method, number) is not { } closed)
            {
                continue;
            }

            ParameterInfo[] parameters = closed.GetParameters();
            bool fills = closed.ReturnType == typeof(void) && parameters[^1].ParameterType == typeof(Span<>).MakeGenericType(number);
            if (!fills && closed.ReturnType != number)
            {
                continue;
            }

            Kind?[] kinds = [.. parameters.SkipLast(fills ? 1 : 0).Select(p => KindOf(p.ParameterType, number))];
            if (kinds.All(k => k is not null) && BulkRules.Find(method.Name, kinds.Length, fills) is not { Refusal: not null })
            {
                yield return new(closed, number, [.. kinds.Select(k => k!.Value)]);
            }
        }
    }

    private static Kind? KindOf(Type type, Type number) =>
        type == number ? Kind.Number
        : type == typeof(ReadOnlySpan<>).MakeGenericType(number) ? Kind.Array
        : type == typeof(int) ? Kind.Integer
        : type == typeof(MidpointRounding) ? Kind.Rounding
        : null;

    /// <summary>The method for numbers of a type; null where there is none.</summary>
    public static MethodInfo? Closed(MethodInfo method, Type number)
    {
        try
        {
            return !method.IsGenericMethod ? method : method.GetGenericArguments().Length == 1 ? method.MakeGenericMethod(number) : null;
        }
        catch (ArgumentException)
        {
            return null; // integers only
        }
    }
}

internal enum Kind { Array, Number, Integer, Rounding }
