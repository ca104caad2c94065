namespace Backprop;

/// <summary>One partial derivative, checked.</summary>
/// <param name="Name">The parameter's name; an element of an array is written <c>x[3]</c>.</param>
/// <param name="At">The parameter's value.</param>
/// <param name="Analytic">The derivative that is checked, in units of the result per unit of the parameter.</param>
/// <param name="Numeric">The derivative found from differences; at a kink, that of the side nearest to <paramref name="Analytic"/>.
/// NaN where none was found.</param>
/// <param name="Error">How far <paramref name="Numeric"/> may be off, estimated from how differences of several step sizes
/// disagree and from the rounding of the function's values. Same units; +∞ where nothing is known.</param>
/// <param name="Verdict">What was found.</param>
/// <param name="Note">Why, where the verdict does not say it all; else empty.</param>
public sealed record GradientCheckEntry(
    string Name, double At, double Analytic, double Numeric, double Error, GradientCheckVerdict Verdict, string Note);
