namespace Backprop;

/// <summary>
/// Marks the derivative of another method, written by hand: wherever a differentiated method calls that one, this method
/// gives its partials, and the body of the other is not read.
/// </summary>
/// <remarks>
/// <para>
/// The derivative of <c>static double F(double x, double y, int n)</c> is a static method of any name and type with the
/// same parameters, which returns the value and one partial a differentiable parameter, in order:
/// <c>static (double value, double dx, double dy) FDerivative(double x, double y, int n)</c>. It is to be accessible from the types whose
/// methods are differentiated through <c>F</c>.
/// </para>
/// <para>
/// The value that a gradient returns is computed by <c>F</c> itself, to the bit; the one returned here is not used. Both
/// methods are to depend on their arguments alone.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [DerivativeOf(typeof(Math), nameof(Math.BitIncrement))]
/// static (double value, double dx) BitIncrementDerivative(double x) => (Math.BitIncrement(x), 1);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DerivativeOfAttribute : Attribute
{
    /// <summary>The derivative of a method of the type in which this attribute stands.</summary>
    /// <param name="method">The method's name; its overload is the one that takes the same parameters.</param>
    public DerivativeOfAttribute(string method) => Method = method;

    /// <summary>The derivative of a method of another type, which may be one of a library.</summary>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="method">The method's name; its overload is the one that takes the same parameters.</param>
    public DerivativeOfAttribute(Type type, string method) => (Type, Method) = (type, method);

    /// <summary>The type that declares the method; null for the one in which this attribute stands.</summary>
    public Type? Type { get; }

    /// <summary>The method's name.</summary>
    public string Method { get; }
}
