using System.Globalization;

namespace Backprop.Generator.IR;

/// <summary>Where a block stands in a function: the branches, by position, and the side of each that leads to it.</summary>
internal readonly record struct BlockPath(string Steps)
{
    public static readonly BlockPath Root = new("");

    public BlockPath Then(int index) => Step(index, 't');

    public BlockPath Else(int index) => Step(index, 'e');

    public BlockPath Loop(int index) => Step(index, 'l');

    /// <summary>Whether whatever runs here has run <paramref name="outer"/> before, or is running it.</summary>
    public bool IsWithin(BlockPath outer) => Steps.StartsWith(outer.Steps, StringComparison.Ordinal);

    /// <summary>The steps: at which statement, to which side.</summary>
    public IEnumerable<(int Index, char Side)> Split()
    {
        int start = 0;
        for (int i = 0; i < Steps.Length; i++)
        {
            if (char.IsLetter(Steps[i]))
            {
                yield return (int.Parse(Steps.Substring(start, i - start), CultureInfo.InvariantCulture), Steps[i]);
                start = i + 1;
            }
        }
    }

    private BlockPath Step(int index, char side) => new(Steps + index.ToString(CultureInfo.InvariantCulture) + side);
}
