namespace Backprop.Generator.Reading;

/// <summary>What a loop counts or adds up that the user has no name for.</summary>
internal sealed class Counter(string name)
{
    public override string ToString() => name;
}
