namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <summary>
/// What a random program may be written with. Each program draws its own few of them, so that it is short and they meet in
/// all combinations.
/// </summary>
[Flags]
internal enum LoopFeatures
{
    None = 0,

    /// <summary><c>while</c>, <c>do</c> and <c>for (;;)</c>; without them every loop is counted.</summary>
    While = 1,
    Foreach = 1 << 1,

    /// <summary><c>break</c> and <c>continue</c>.</summary>
    Jumps = 1 << 2,

    /// <summary><c>return</c> from within a loop or branch, and exceptions.</summary>
    EarlyReturn = 1 << 3,
    Spans = 1 << 4,
    Floats = 1 << 5,

    /// <summary><c>double[,]</c>.</summary>
    Matrices = 1 << 6,

    /// <summary><c>double[][]</c>.</summary>
    Jagged = 1 << 7,

    /// <summary>Arrays and spans that are parameters are written.</summary>
    WrittenParameters = 1 << 8,

    /// <summary>New arrays.</summary>
    Scratch = 1 << 9,
    StackAlloc = 1 << 10,

    /// <summary>Two names of one array.</summary>
    Aliases = 1 << 11,

    /// <summary>Spans of a part of an array.</summary>
    Views = 1 << 12,

    /// <summary><c>CopyTo</c>, <c>Fill</c>, <c>Array.Copy</c> and their like.</summary>
    Bulk = 1 << 13,

    /// <summary><c>(a, b) = (b, a)</c>.</summary>
    Tuples = 1 << 14,
    Helpers = 1 << 15,
    LocalFunctions = 1 << 16,

    /// <summary><c>a[k++] *= x</c>, assignments within expressions.</summary>
    Effects = 1 << 17,

    /// <summary>Loop variables that are real, or changed in the body.</summary>
    OddCounters = 1 << 18,

    /// <summary>Elements found by <c>int</c> arrays.</summary>
    Tables = 1 << 19,

    /// <summary><c>switch</c> in loops.</summary>
    Switches = 1 << 20,

    /// <summary>Loops one after the other over the same elements of few arrays.</summary>
    Stages = 1 << 21,

    /// <summary>Counters that are <c>long</c>.</summary>
    LongCounters = 1 << 22,
    All = (1 << 23) - 1,
}
