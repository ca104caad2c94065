using System.Globalization;

namespace Backprop.Generator.Writing;

/// <summary>Hands out names: the wanted one, or it with the next free number.</summary>
internal static class FreeNames
{
    /// <summary>Takes the first of <c>dz</c>, <c>dz2</c>, <c>dz3</c>, … that is free.</summary>
    public static string Take(this HashSet<string> taken, string wanted)
    {
        string name = wanted;
        for (int next = 2; !taken.Add(name); next++)
        {
            name = wanted + next.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }
}
