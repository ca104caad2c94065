namespace Backprop.Sample.Layout;

/// <summary>Breaks what is too long for its column.</summary>
internal static class Wrap
{
    private const string Continuation = "    ";

    /// <summary>A space where no line breaks.</summary>
    private const char Tie = '\u00A0';

    /// <summary>What a break inside one more pair of parentheses costs, in columns.</summary>
    private const int Depth = 8;

    /// <summary>What a break at an operator that binds tighter costs.</summary>
    private const int Binding = 8;

    /// <summary>Keeps words on one line.</summary>
    public static string Together(string words) => words.Replace(' ', Tie);

    /// <summary>Words in lines of at most so many columns.</summary>
    public static IEnumerable<string> Words(string text, int width)
    {
        while (text.Length > width)
        {
            int end = text.LastIndexOf(' ', width);
            if (end <= 0) break;

            yield return text[..end].Replace(Tie, ' ');
            text = text[(end + 1)..];
        }

        yield return text.Replace(Tie, ' ');
    }

    /// <summary>A line of code in lines of at most so many columns: late, but rather outside of parentheses than in them.</summary>
    public static IEnumerable<string> Code(string code, int width, string continuation = Continuation)
    {
        string indent = code[..^code.TrimStart().Length] + continuation;
        while (code.Length > width && Break(code, indent.Length, width) is int end and > 0)
        {
            yield return code[..end].TrimEnd();
            code = indent + code[end..].TrimStart();
        }

        yield return code;
    }

    /// <summary>The head of a method: what it returns, then its name and parameters.</summary>
    public static IEnumerable<string> Signature(string head, int width)
    {
        int parameters = head.LastIndexOf('(');
        int name = head.LastIndexOf(' ', parameters);
        return head.Length <= width
            ? [head]
            : [.. Code(head[..name], width, Continuation + Continuation), .. Code(Continuation + head[(name + 1)..], width)];
    }

    private static int Break(string code, int start, int width)
    {
        (int best, int bestScore, int depth) = (0, int.MinValue, 0);
        for (int i = 0; i < code.Length && i <= width; i++)
        {
            depth += code[i] is '(' ? 1 : code[i] is ')' ? -1 : 0;
            if (i <= start || code[i] != ' ' || Cost(code, i) is not int cost) continue;

            int score = i - (depth * Depth) - cost;
            if (score >= bestScore) (best, bestScore) = (i, score);
        }

        return best;
    }

    /// <summary>The cost of a break at a space: nothing after a comma or before a loose operator; null where none is right.</summary>
    private static int? Cost(string code, int space) => (code[space - 1], code[space + 1]) switch
    {
        (',', _) => 0,
        ('=', _) => Binding,
        (_, '+' or '-') when code[space + 2] == ' ' => 0,
        (_, '?' or ':') => 0,
        (_, '*' or '/') => Binding,
        (_, '(') when code[..space].EndsWith(')') => 0,
        _ => null,
    };
}
