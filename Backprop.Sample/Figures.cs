namespace Backprop.Sample;

/// <summary>Rows under headings: how a training went.</summary>
internal sealed class Figures(params string[] headings)
{
    public IReadOnlyList<string> Headings => headings;

    public List<object[]> Rows { get; } = [];

    /// <summary>Adds a row of counts, numbers, texts and bars; a text is shown as it is.</summary>
    public void Add(params object[] row) => Rows.Add(row);
}
