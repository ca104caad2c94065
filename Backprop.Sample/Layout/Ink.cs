using Spectre.Console;

namespace Backprop.Sample.Layout;

/// <summary>The colours of the tour: values are green and gradients red, and nothing else is.</summary>
internal static class Ink
{
    public static readonly Style Plain = Style.Plain;
    public static readonly Style Value = new(Color.Green);
    public static readonly Style Gradient = new(Color.Red);
    public static readonly Style Quiet = new(decoration: Decoration.Dim);
    public static readonly Style Strong = new(decoration: Decoration.Bold);
    public static readonly Style Title = new(Color.Aqua, decoration: Decoration.Bold);
    public static readonly Style Alarm = new(Color.White, Color.Maroon, Decoration.Bold);
}
