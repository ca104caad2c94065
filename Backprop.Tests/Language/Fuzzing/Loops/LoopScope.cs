namespace Backprop.Tests.Language.Fuzzing.Loops;

internal enum Number { Double, Single, Int, Bool }

internal enum ArrayKind { Array, Span, ReadOnlySpan, Matrix, Jagged }

/// <summary>A number or truth value in scope.</summary>
/// <param name="IsWritable">May be assigned without a loop running on for ever.</param>
internal sealed record Variable(string Text, Number Type, bool IsWritable);

/// <summary>An array or span in scope, by an expression that names it.</summary>
/// <param name="IsOwn">It may come to name another array.</param>
/// <param name="Measure">What it was made as long as, so that one loop goes along several arrays; null for its own length.</param>
internal sealed record ArrayName(string Text, ArrayKind Kind, Number Of, bool IsWritable, bool IsOwn = false, string? Measure = null)
{
    /// <summary>What stands for the number of elements along each index.</summary>
    public string Length(int dimension = 0) => Kind == ArrayKind.Matrix ? $"{Text}.GetLength({dimension})" : Measure ?? Text + ".Length";
}

/// <summary>A whole number that is never negative and, where it counts along an array, is in range of it.</summary>
/// <param name="Covers">A length that it is below; null for none.</param>
/// <param name="HasPrevious">It is not 0.</param>
/// <param name="HasNext">It is not the last either.</param>
/// <param name="IsLong">It is a <c>long</c>: an index of arrays as it stands, any other number by a cast.</param>
internal sealed record Counter(string Text, string? Covers, bool HasPrevious = false, bool HasNext = false, bool IsLong = false);

/// <param name="Kind">Null for a scalar.</param>
/// <param name="IsWritten">The method writes its elements.</param>
internal sealed record LoopParameter(string Name, Number Type, ArrayKind? Kind = null, bool IsWritten = false)
{
    public string Declaration => $"{Keyword(Type, Kind)} {Name}";

    public static string Keyword(Number type, ArrayKind? kind = null)
    {
        string keyword = type switch { Number.Double => "double", Number.Single => "float", Number.Int => "int", _ => "bool" };
        return kind switch
        {
            ArrayKind.Array => keyword + "[]",
            ArrayKind.Span => $"Span<{keyword}>",
            ArrayKind.ReadOnlySpan => $"ReadOnlySpan<{keyword}>",
            ArrayKind.Matrix => keyword + "[,]",
            ArrayKind.Jagged => keyword + "[][]",
            _ => keyword,
        };
    }
}

/// <param name="Result">Null for none.</param>
internal sealed record Helper(string Name, Number? Result, IReadOnlyList<LoopParameter> Parameters);

/// <summary>What is in scope at a place of a random program.</summary>
internal sealed class LoopScope(LoopScope? outer)
{
    private readonly List<object> _own = [];

    public int Depth { get; } = outer is null ? 0 : outer.Depth + 1;

    /// <summary>How many loops stand around this place.</summary>
    public int Loops { get; init; } = outer?.Loops ?? 0;

    /// <summary>A <c>break</c> leaves a loop or switch; a <c>continue</c> reaches what keeps the loop from running for ever.</summary>
    public bool CanBreak { get; init; } = outer?.CanBreak ?? false;

    public bool CanContinue { get; init; } = outer?.CanContinue ?? false;

    /// <summary>Which of the arrays around may be used here; null for all.</summary>
    public Func<ArrayName, bool>? Sees { get; init; }

    public IEnumerable<Variable> Variables => All<Variable>();

    public IEnumerable<ArrayName> Arrays => All<ArrayName>();

    public IEnumerable<Counter> Counters => All<Counter>();

    public IEnumerable<Helper> Helpers => All<Helper>();

    public void Add(params object[] names) => _own.AddRange(names);

    public bool Has(string text) =>
        _own.Any(n => text == (n as Variable)?.Text || text == (n as ArrayName)?.Text || text == (n as Counter)?.Text) || outer?.Has(text) == true;

    /// <summary>What a local function may use.</summary>
    public LoopScope WithoutSpans()
    {
        LoopScope scope = new(null);
        scope.Add([.. Variables, .. Helpers, .. Arrays.Where(a => a.Kind is not (ArrayKind.Span or ArrayKind.ReadOnlySpan))]);
        return scope;
    }

    private IEnumerable<T> All<T>() => outer is null
        ? _own.OfType<T>()
        : outer.All<T>().Where(n => n is not ArrayName array || Sees?.Invoke(array) != false).Concat(_own.OfType<T>());
}
