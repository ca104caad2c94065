namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <summary>What is wrong with a program.</summary>
/// <param name="Kind">Two failures of one kind have, most likely, one cause: a smaller program is to fail the same way.</param>
internal sealed record LoopFailure(string Kind, string Text)
{
    /// <summary>The generator says that it cannot: that is not wrong, but no gradient either.</summary>
    public bool IsRefusal => Kind.StartsWith("BP", StringComparison.Ordinal);

    public override string ToString() => $"{Kind}: {Text}";
}
