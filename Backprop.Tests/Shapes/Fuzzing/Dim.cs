namespace Backprop.Tests.Shapes.Fuzzing;

/// <summary>A length of a dimension: sums of products of names, as <c>[Shape]</c> writes them.</summary>
internal sealed class Dim : IEquatable<Dim>
{
    /// <summary>How often each product of names counts; the empty product is 1.</summary>
    private readonly SortedDictionary<string, int> _terms;

    private Dim(SortedDictionary<string, int> terms) => _terms = terms;

    public static Dim Of(int number) => new(number == 0 ? new(StringComparer.Ordinal) : new(StringComparer.Ordinal) { [""] = number });

    public static Dim Of(string name) => new(new(StringComparer.Ordinal) { [name] = 1 });

    /// <summary>Null where the length is not the same for all sizes.</summary>
    public int? Number => _terms.Count == 0 ? 0 : _terms.Count == 1 && _terms.TryGetValue("", out int number) ? number : null;

    public bool IsOne => Number == 1;

    public static Dim operator +(Dim a, Dim b)
    {
        SortedDictionary<string, int> terms = new(a._terms, StringComparer.Ordinal);
        foreach ((string names, int count) in b._terms)
        {
            terms[names] = terms.GetValueOrDefault(names) + count;
        }

        return new(terms);
    }

    public static Dim operator *(Dim a, Dim b)
    {
        SortedDictionary<string, int> terms = new(StringComparer.Ordinal);
        foreach ((string left, int count) in a._terms)
        {
            foreach ((string right, int times) in b._terms)
            {
                string names = string.Join(" * ", left.Split(" * ").Concat(right.Split(" * ")).Where(n => n.Length > 0).Order(StringComparer.Ordinal));
                terms[names] = terms.GetValueOrDefault(names) + (count * times);
            }
        }

        return new(terms);
    }

    /// <summary>The length with other lengths for its names.</summary>
    public Dim With(Func<string, Dim> lengthOf) => _terms.Aggregate(Of(0), (sum, term) => sum + term.Key.Split(" * ").Where(n => n.Length > 0).Aggregate(Of(term.Value), (product, name) => product * lengthOf(name)));

    public bool Equals(Dim? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? other) => Equals(other as Dim);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _terms.Count == 0 ? "0" : string.Join(" + ", _terms.Reverse().Select(t => t.Key.Length == 0 ? $"{t.Value}" : t.Value == 1 ? t.Key : $"{t.Value} * {t.Key}"));

    /// <summary>What it is for given sizes.</summary>
    public static int Count(string text, IReadOnlyDictionary<string, int> sizes) =>
        text.Split('+').Sum(term => term.Split('*', StringSplitOptions.TrimEntries).Aggregate(1, (product, factor) => product * (int.TryParse(factor, out int number) ? number : sizes[factor])));
}
