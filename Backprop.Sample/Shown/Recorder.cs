namespace Backprop.Sample.Shown;

/// <summary>What a recorded method calls after each of its assignments.</summary>
internal static class Recorder
{
    private static readonly List<Note> Notes = [];

    public static void Write(int line, string name, double value) => Notes.Add(new(line, name, Digits.Exact(value)));

    public static void Write(int line, string name, float value) => Notes.Add(new(line, name, Digits.Exact(value)));

    /// <summary>What is no number is not shown.</summary>
    public static void Write<T>(int line, string name, T value)
        where T : allows ref struct => Notes.Add(new(line, name, ""));

    /// <summary>What was written since the last call.</summary>
    public static IReadOnlyList<Note> Take()
    {
        Note[] notes = [.. Notes];
        Notes.Clear();
        return notes;
    }
}
