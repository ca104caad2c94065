namespace Backprop.Sample;

/// <summary>One example, which runs by its name.</summary>
/// <param name="Name">One word, in lower case.</param>
/// <param name="Summary">What it shows, in half a line.</param>
/// <param name="Show">Writes it on a page.</param>
internal sealed record Example(string Name, string Summary, Action<Page> Show);
