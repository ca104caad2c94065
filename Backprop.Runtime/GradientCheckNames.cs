using System;
using System.Reflection;

namespace Backprop;

/// <summary>Names for the parameters of a checked function.</summary>
internal static class GradientCheckNames
{
    /// <summary>The names of a function's scalar parameters.</summary>
    public static string[] OfParameters(Delegate function, int count)
    {
        string?[] declared = Declared(function);
        string[] names = new string[count];
        // A delegate closed over its first argument has one more parameter than it takes.
        int first = declared.Length - count;
        for (int i = 0; i < count; i++) names[i] = first >= 0 && declared[first + i] is { Length: > 0 } name ? name : $"x{i}";
        return names;
    }

    /// <summary>The names of the elements of a function's one array or span.</summary>
    public static string[] OfElements(Delegate function, int count)
    {
        string array = OfParameters(function, 1)[0];
        if (array == "x0") array = "x";
        string[] names = new string[count];
        for (int i = 0; i < count; i++) names[i] = $"{array}[{i}]";
        return names;
    }

    /// <summary>The names in the source, as far as trimming has left them.</summary>
    private static string?[] Declared(Delegate function)
    {
        try
        {
            return Array.ConvertAll(function.Method.GetParameters(), static parameter => parameter.Name);
        }
        catch (Exception e) when (e is NotSupportedException or MemberAccessException)
        {
            return []; // ahead-of-time compiled, without metadata for this method
        }
    }
}
