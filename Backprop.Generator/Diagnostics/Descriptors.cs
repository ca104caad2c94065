using Microsoft.CodeAnalysis;

namespace Backprop.Generator.Diagnostics;

/// <summary>Everything that Backprop tells a user; each has a page of its id under <c>docs/diagnostics/</c>.</summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor TypeNotPartial = Error(
        "BP0001", "The type of a differentiable method is not partial",
        "'{0}' is not partial, so the gradient of '{1}' has no place to be written; declare '{0}' as partial");

    public static readonly DiagnosticDescriptor NothingToDifferentiate = Error(
        "BP0002", "No parameter can be differentiated",
        "'{0}' has no parameter of type double or float to differentiate with respect to; give it one, or remove [Differentiable]");

    public static readonly DiagnosticDescriptor ResultNotReal = Error(
        "BP0003", "The result cannot be differentiated",
        "'{0}' returns '{1}', which has no derivative; return double, float or an array of them");

    public static readonly DiagnosticDescriptor NameTaken = Error(
        "BP0004", "The name of a generated member is taken",
        "'{0}' already has a member '{1}', which is what the generated code for '{2}' would be called; rename one of them");

    public static readonly DiagnosticDescriptor UnsupportedMethod = Error(
        "BP0005", "A kind of method that cannot be differentiated",
        "'{0}' is {1}, which cannot be differentiated; {2}");

    public static readonly DiagnosticDescriptor UnsupportedParameter = Error(
        "BP0006", "A kind of parameter that cannot be differentiated",
        "Parameter '{0}' is {1}, which cannot be differentiated; {2}");

    public static readonly DiagnosticDescriptor Failed = Error(
        "BP0007", "Backprop failed on a method",
        "No gradient was written for '{0}'. Backprop has a mistake, or the method is too large; please report it, and split the method meanwhile.");

    public static readonly DiagnosticDescriptor DerivativeMisfit = Error(
        "BP0008", "A custom derivative that does not fit its method",
        "'{0}' cannot be the derivative of '{1}': {2}; write '{3}'");

    public static readonly DiagnosticDescriptor NoDerivativeOfThis = Error(
        "BP0009", "A method that cannot have a custom derivative",
        "'{0}' cannot have a custom derivative: {1}; {2}");

    public static readonly DiagnosticDescriptor SecondDerivative = Error(
        "BP0010", "A second custom derivative of one method",
        "'{0}' is a second derivative of '{1}', beside '{2}'; remove one of them");

    public static readonly DiagnosticDescriptor NoJacobian = Error(
        "BP0011", "A method without a Jacobian",
        "'{0}' has no Jacobian: {1}; {2}");

    public static readonly DiagnosticDescriptor UnsupportedStatement = Error(
        "BP1001", "A statement that cannot be differentiated",
        "{0} cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor UnsupportedExpression = Error(
        "BP1002", "An expression that cannot be differentiated",
        "'{0}' cannot be differentiated: {1}; {2}");

    public static readonly DiagnosticDescriptor NoRule = Error(
        "BP1003", "No derivative rule for a called method",
        "'{0}' has no derivative rule; call a method whose source is in this project, or a function of Math, MathF, double or float, or give it a derivative with [DerivativeOf]");

    public static readonly DiagnosticDescriptor Recursion = Error(
        "BP1004", "A recursive call",
        "'{0}' calls itself, which cannot be differentiated; write the repetition out");

    public static readonly DiagnosticDescriptor StateWritten = Error(
        "BP1005", "A change of state outside the method",
        "'{0}' is changed here, and outlives the call, so the derivative through it would be lost; keep the value in a local and return it");

    public static readonly DiagnosticDescriptor UnreadableHelper = Error(
        "BP1006", "A helper method that cannot be differentiated",
        "'{0}' cannot be differentiated here: {1}; {2}");

    public static readonly DiagnosticDescriptor RefusedFunction = Error(
        "BP1007", "A function of .NET without a derivative",
        "'{0}' cannot be differentiated: {1}");

    public static readonly DiagnosticDescriptor HelperOutOfReach = Error(
        "BP1008", "A helper method that uses what its caller cannot",
        "'{0}' uses '{1}', which is not accessible from '{2}'; mark '{0}' [Differentiable], so that its derivative is written in its own type");

    public static readonly DiagnosticDescriptor MayKeep = Error(
        "BP1009", "A call that may keep a number",
        "'{0}' may keep the numbers that it sees, and the derivative through them would be lost; compare the numbers here, or call it outside the differentiated method");

    public static readonly DiagnosticDescriptor SeveralArrays = Error(
        "BP1010", "A name that stands for several arrays",
        "'{0}' stands for one array or another, which only running tells, so its derivative has no one place; give each array a name of its own, or copy its elements");

    public static readonly DiagnosticDescriptor ResultNotOwn = Error(
        "BP1011", "A result that is not the method's own array",
        "'{0}' returns '{1}' or a part of it, which others can change before the derivative is asked for; return a copy");

    public static readonly DiagnosticDescriptor ShapesDiffer = Error(
        "BP2001", "Shapes that do not fit",
        "{0}: {1}: {2}");

    public static readonly DiagnosticDescriptor ShapeUnknown = Error(
        "BP2002", "A tensor whose shape is not known",
        "The shape of '{0}' is not known; say it, such as [Shape(\"N\", 784)]");

    public static readonly DiagnosticDescriptor ShapeUnreadable = Error(
        "BP2003", "A dimension that cannot be read",
        "'{0}' is no length of a dimension; write a whole number, a name, or sums, products and quotients of them, of which none changes");

    public static readonly DiagnosticDescriptor ShapeMistaken = Error(
        "BP2004", "An operation whose result .NET makes too small",
        "{0}: {1}: .NET gives {2} where {3} would be right, and leaves elements out; put the operand that has all dimensions second, or give it more dimensions than the other");

    public static readonly DiagnosticDescriptor AlwaysZero = Warning(
        "BP3001", "A gradient that is always zero",
        "The gradient of '{0}' with respect to '{1}' is always zero: {2}; mark '{1}' [NonDifferentiable] if that is meant");

    public static readonly DiagnosticDescriptor NoCheckpoint = Warning(
        "BP3002", "A [Checkpoint] without effect",
        "[Checkpoint] has no effect {0}: {1}; {2}");

    public static readonly DiagnosticDescriptor Recorded = Of(
        "BP3003", "What a loop records",
        "{0}", DiagnosticSeverity.Info);

    /// <summary>All of them, by id.</summary>
    public static IEnumerable<DiagnosticDescriptor> All => typeof(Descriptors).GetFields()
        .Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>().OrderBy(d => d.Id, StringComparer.Ordinal);

    private static DiagnosticDescriptor Error(string id, string title, string message) => Of(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Of(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Of(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "Backprop", severity, isEnabledByDefault: true, helpLinkUri: $"https://github.com/backprop/backprop/blob/main/docs/diagnostics/{id}.md");
}
