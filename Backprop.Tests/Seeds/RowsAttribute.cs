using Xunit.v3;

namespace Backprop.Tests.Seeds;

/// <summary>The rows of the seeds that a test holds, also as a filter: <c>dotnet test --filter Row=S2-65</c>.</summary>
/// <param name="rows">Each one row or a range, <c>S0-40..46</c>; a theory may name its rows in its data instead.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RowsAttribute(params string[] rows) : Attribute, ITraitAttribute
{
    public IEnumerable<string> Rows => rows.SelectMany(SeedRows.Expand);

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [.. Rows.Select(r => KeyValuePair.Create("Row", r))];
}
