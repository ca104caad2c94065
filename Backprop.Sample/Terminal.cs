using Spectre.Console;

namespace Backprop.Sample;

/// <summary>Where the tour is written.</summary>
internal static class Terminal
{
    /// <summary>What the layout is made for; wider terminals are used up to <see cref="Widest"/>.</summary>
    public const int Narrowest = 80, Widest = 120;

    /// <summary>A terminal in its colours; a pipe or a file without, in plain text of 80 columns, whatever the environment says.</summary>
    public static IAnsiConsole Open()
    {
        bool isPlain = Console.IsOutputRedirected;
        AnsiConsoleSettings settings = new()
        {
            Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,
            Enrichment = new() { UseDefaultEnrichers = !isPlain },
        };
        IAnsiConsole console = AnsiConsole.Create(settings);
        console.Profile.Width = isPlain ? Narrowest : Math.Clamp(console.Profile.Width, Narrowest, Widest);
        if (isPlain) console.Profile.Capabilities.Unicode = false;
        return console;
    }
}
