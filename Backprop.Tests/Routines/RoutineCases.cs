namespace Backprop.Tests.Routines;

/// <summary>Every routine of this folder with its arguments, its gradient's call, and its derivatives in closed form.</summary>
/// <remarks>
/// The gradients of those that are not read yet are parked. To switch them on, in this folder:
/// <c>sed -i 's|^\( *\)// \[Diff|\1[Diff|; s|^\( *\)//+ |\1|' *.cs</c>.
/// </remarks>
internal static partial class RoutineCases
{
    private const double Unknown = double.NaN;

    public static IReadOnlyList<RoutineCase> All { get; } =
        [.. Analysis(), .. SpecialValues(), .. Money(), .. Algebra(), .. Series(), .. Space(), .. Learning()];

    public static RoutineCase Find(string name) => All.Single(c => c.Name == name);
}
