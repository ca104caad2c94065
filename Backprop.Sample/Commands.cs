using Backprop.Sample.Layout;
using Spectre.Console;

namespace Backprop.Sample;

/// <summary>What stands behind <c>--</c>: nothing for the tour, <c>list</c>, or names of examples.</summary>
internal static class Commands
{
    private const int Success = 0, WrongGradient = 1, UnknownName = 2;

    public static int Run(string[] arguments, IAnsiConsole console)
    {
        if (arguments is ["list"]) return List(console);

        string[] names = arguments.Length == 0 ? Catalog.Tour : arguments;
        if (Array.Find(names, n => Catalog.Find(n) is null) is { } unknown)
        {
            Console.Error.WriteLine($"There is no example '{unknown}'. There are: {string.Join(", ", Catalog.All.Select(e => e.Name))}.");
            return UnknownName;
        }

        Page page = new(console);
        if (arguments.Length == 0) Welcome(page);
        foreach (string name in names)
        {
            Example example = Catalog.Find(name)!;
            page.Title(example.Name);
            example.Show(page);
        }

        if (arguments.Length == 0) Farewell(page);
        return page.IsRight ? Success : WrongGradient;
    }

    private static void Welcome(Page page)
    {
        page.Title("Backprop");
        page.Say("The gradient of a C# method, as C# that is written while the method is compiled. Below: methods marked "
            + "[Differentiable], the very lines that the generator wrote for them in this build, and a run of those lines.");
        page.Say("Values run down the left, gradients up the right; a number in parentheses joins a line to its derivative. "
            + "Both are shown to the last digit.");
    }

    private static void Farewell(Page page)
    {
        page.Title("More");
        page.Say("These were some of the examples. To see their names, and to run one:");
        page.Code("dotnet run --project Backprop.Sample -c Release -- list", "dotnet run --project Backprop.Sample -c Release -- guard");
    }

    private static int List(IAnsiConsole console)
    {
        Aligned table = new(gap: 3, left: [0, 1]);
        foreach (Example example in Catalog.All) table.Add((example.Name, Ink.Title), (example.Summary, Ink.Plain));
        table.WriteTo(console);
        return Success;
    }
}
