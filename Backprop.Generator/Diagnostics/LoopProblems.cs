using System.Collections.Immutable;
using System.Globalization;
using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;
using Backprop.Generator.Reading;

namespace Backprop.Generator.Diagnostics;

/// <summary>What the user is told of loops: what they record, and where [Checkpoint] does nothing.</summary>
internal static class LoopProblems
{
    private const string Otherwise = "let the loop leave nothing behind that it reads, or remove [Checkpoint]";

    /// <param name="places">Where the loops of each method stand.</param>
    /// <param name="remarks">What there is to say of them, in the same order.</param>
    public static IEnumerable<Problem> Of(ImmutableArray<Places> places, ImmutableArray<Remarks> remarks) =>
        places.Zip(remarks, (p, r) => Of(p, r)).SelectMany(p => p).Distinct();

    private static IEnumerable<Problem> Of(Places places, Remarks remarks)
    {
        Dictionary<int, Spot> spots = places.Loops.ToDictionary(l => l.LoopId, l => l.Spot);
        foreach (LoopRecord record in remarks.Records.Where(r => spots.ContainsKey(r.LoopId)))
        {
            yield return Problem.At(spots[record.LoopId], Descriptors.Recorded, Text(record));
        }

        foreach (RefusedLoop refused in remarks.Refused.Where(r => spots.ContainsKey(r.LoopId)))
        {
            yield return Problem.At(spots[refused.LoopId], Descriptors.NoCheckpoint, "on this loop, which records each iteration", refused.Why, Otherwise);
        }

        for (int mark = 0; mark < places.Marks.Count; mark++)
        {
            if (!remarks.Heeded.Contains(mark) && !remarks.Refused.Any(r => r.Mark == mark))
            {
                yield return Problem.At(places.Marks[mark], Descriptors.NoCheckpoint, "here", "no loop of the method records anything", "remove it");
            }
        }
    }

    private static string Text(LoopRecord record)
    {
        string around = record.IsNested ? ", in each of the loop around it," : "";
        if (record.Starts is not { } starts)
        {
            return $"Each iteration{around} records {Sum(record.Each)}: {Values(record.Each)}";
        }

        string again = record.Each.Count == 0
            ? "what the loops in it record is that of one segment at a time"
            : $"of the iterations of one segment at a time, each records {Sum(record.Each)}: {Values(record.Each)}";
        return $"Each segment{around} keeps {Sum(starts)}: {Values(starts)}; n iterations make about √(2n) segments; {again}";
    }

    private static string Sum(EquatableArray<RecordedValue> values)
    {
        int bytes = values.Where(v => !v.Type.IsArray).Sum(v => v.Bytes);
        int arrays = values.Count(v => v.Type.IsArray);
        string counted = $"{bytes.ToString(CultureInfo.InvariantCulture)} {(bytes == 1 ? "byte" : "bytes")}";
        return arrays == 0 ? counted : bytes == 0 ? Arrays(arrays) : counted + " and " + Arrays(arrays);
    }

    private static string Arrays(int count) => count == 1 ? "an array" : $"{count.ToString(CultureInfo.InvariantCulture)} arrays";

    private static string Values(EquatableArray<RecordedValue> values) => string.Join("; ", values.Select(v =>
        $"{v.Text} ({v.Bytes.ToString(CultureInfo.InvariantCulture)}{(v.Type.IsArray ? " an element" : "")}){(v.Why.Length == 0 ? "" : ", " + v.Why)}"));
}
