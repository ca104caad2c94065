using System.Reflection;

namespace Backprop.Tests.Seeds;

/// <summary>No row of the seeds is forgotten: each is held by a test or listed with what it waits for.</summary>
public sealed class SeedRowsTests
{
    private static readonly string[] Later = [.. SeedRows.Later.SelectMany(l => SeedRows.Expand(l.Rows))];

    private static readonly string[] Held =
    [
        .. typeof(SeedRowsTests).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods())
            .SelectMany(RowsOf)
            .Distinct(),
    ];

    [Fact]
    public void Every_row_is_tested_or_waits_for_something() => Assert.Equal([], SeedRows.All.Except(Held).Except(Later));

    [Fact]
    public void A_row_that_is_tested_no_longer_waits() => Assert.Empty(Later.Intersect(Held));

    [Fact]
    public void Every_row_named_is_a_row_of_the_seeds() => Assert.Empty(Held.Concat(Later).Except(SeedRows.All));

    private static IEnumerable<string> RowsOf(MethodInfo method) =>
    [
        .. method.GetCustomAttribute<RowsAttribute>()?.Rows ?? [],
        .. method.GetCustomAttributes<InlineDataAttribute>().Select(d => d.Data[0]).OfType<string>().Where(IsRow),
    ];

    private static bool IsRow(string text) => text.Length > 3 && text[0] == 'S' && char.IsDigit(text[1]) && text[2] == '-' && text[3..].All(char.IsDigit);
}
