using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Backprop.CompilerServices;

/// <summary>Arrays of arrays that hold the cotangents of others.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Shadow
{
    /// <summary>An array of arrays of the same lengths, all of whose elements are zero; a row that is not there is not there either.</summary>
    [return: NotNullIfNotNull(nameof(rows))]
    public static T[]? Like<T>(T[]? rows)
        where T : class => (T[]?)Zeros(rows);

    /// <summary>An array of arrays with rows of its own that hold the same.</summary>
    [return: NotNullIfNotNull(nameof(rows))]
    public static T[][]? Copy<T>(T[][]? rows)
        where T : notnull => (T[][]?)Copied(rows);

    private static Array? Copied(Array? array)
    {
        Array? copy = (Array?)array?.Clone();
        for (int i = 0; copy is Array?[] rows && i < rows.Length; i++)
        {
            rows[i] = Copied(rows[i]);
        }

        return copy;
    }

    private static Array? Zeros(Array? array)
    {
        Array? zeros = (Array?)array?.Clone();
        if (zeros is Array?[] rows)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                rows[i] = Zeros(rows[i]);
            }
        }
        else if (zeros is not null)
        {
            Array.Clear(zeros);
        }

        return zeros;
    }
}
