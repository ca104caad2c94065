using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Backprop.Sample.Shown;

/// <summary>A generated gradient method, taken apart into what a reader wants to see side by side.</summary>
/// <param name="Signature">The line that a user's call meets.</param>
/// <param name="Forward">What computes the value.</param>
/// <param name="Backward">What computes the derivatives, without the return.</param>
/// <param name="Return">The last line.</param>
internal sealed partial record GradientText(
    string Signature, IReadOnlyList<CodeLine> Forward, IReadOnlyList<CodeLine> Backward, string Return)
{
    private const string InTheSamePass = "// in the same pass";

    /// <summary>The comment above the backward lines of a loop that goes back in the same pass; null where there is none.</summary>
    public CodeLine? SamePass => Backward.FirstOrDefault(l => l.Code.TrimStart() == InTheSamePass);

    /// <summary>Whether the lines run one after another: no braces, so each forward line can stand beside its own backward lines.</summary>
    public bool IsStraight => Forward.Concat(Backward).All(l => l.Code.TrimStart() is not ("{" or "}"));

    public static GradientText Read(string file, string method)
    {
        MethodDeclarationSyntax declaration = MethodText.Find(file, method);
        BlockSyntax body = declaration.Body!;
        SourceText text = SourceText.From(file);
        int start = declaration.Modifiers[0].SpanStart;
        string signature = Plain(file[start..body.SpanStart].Trim());
        int indent = text.Lines.GetLinePosition(start).Character + 4;

        List<CodeLine> forward = [], backward = [], section = forward;
        int? samePass = null; // the indentation of lines inside a loop that go back at once
        int last = text.Lines.IndexOf(body.CloseBraceToken.SpanStart);
        for (int i = text.Lines.IndexOf(body.OpenBraceToken.SpanStart) + 1; i < last; i++)
        {
            string line = MethodText.Dedent(text.Lines[i].ToString(), indent);
            int lineIndent = line.Length - line.TrimStart().Length;
            if (samePass > lineIndent && line.Length > 0) samePass = null;
            switch (line.Trim())
            {
                case "" or "// forward":
                    break;
                case "// backward":
                    section = backward;
                    break;
                case "// backward, in the same pass":
                    samePass = lineIndent;
                    backward.Add(new(i, 0, line[..lineIndent] + InTheSamePass));
                    break;
                default:
                    (samePass is null ? section : backward).Add(Take(i, line));
                    break;
            }
        }

        CodeLine end = section[^1];
        section.RemoveAt(section.Count - 1);
        return new(signature, forward, backward, end.Code);
    }

    private static CodeLine Take(int line, string text)
    {
        Match comment = Comment().Match(text);
        return comment.Success
            ? new(line, int.Parse(comment.Groups["number"].ValueSpan, CultureInfo.InvariantCulture), Plain(text[..comment.Index]))
            : new(line, 0, Plain(text));
    }

    /// <summary>Names as a person would write them.</summary>
    private static string Plain(string code) => code
        .Replace("global::System.", "", StringComparison.Ordinal)
        .Replace("global::Backprop.CompilerServices.", "", StringComparison.Ordinal)
        .Replace("global::", "", StringComparison.Ordinal);

    /// <summary>The number of a line; behind it a backward line quotes the forward line, which here stands beside it.</summary>
    [GeneratedRegex(@"\s*// \((?<number>\d+)\).*$")]
    private static partial Regex Comment();
}
