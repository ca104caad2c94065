using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Backprop.Generator.Diagnostics;

/// <summary>A place in the user's source as values.</summary>
internal sealed record Spot(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Spot At(Location location) => new(location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span);

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
