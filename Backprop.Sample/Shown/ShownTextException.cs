namespace Backprop.Sample.Shown;

/// <summary>The text beside the program is missing, or is not what the program was built from. The message says which.</summary>
internal sealed class ShownTextException(string what) : Exception($"{what} Build again: dotnet build Backprop.Sample.");
