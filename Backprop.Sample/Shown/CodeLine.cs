namespace Backprop.Sample.Shown;

/// <summary>One line of a generated method.</summary>
/// <param name="Line">Its place in the generated file, counted from 0.</param>
/// <param name="Number">The (n) in its comment, which joins forward and backward lines; 0 for none.</param>
/// <param name="Code">The code, indented as in the method, without the comment.</param>
internal sealed record CodeLine(int Line, int Number, string Code);
