namespace Backprop.Sample.Shown;

/// <summary>A value that a line of generated code assigned.</summary>
/// <param name="Line">The line's place in the generated file.</param>
/// <param name="Name">What was assigned to.</param>
/// <param name="Value">All digits; empty for what is no number.</param>
internal sealed record Note(int Line, string Name, string Value);
