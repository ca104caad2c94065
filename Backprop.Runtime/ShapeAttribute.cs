namespace Backprop;

/// <summary>Says how long a tensor is in each of its dimensions, so that shapes are checked while the method is compiled.</summary>
/// <remarks>
/// <para>
/// A dimension is a whole number; or a string that names one, or computes with names: <c>[Shape("N", 784)]</c>,
/// <c>[Shape("N", "2 * Hidden")]</c>. A name is that of a constant, a field or a property of the type, or of an <c>int</c>
/// parameter; any other, such as "N", is bound when the method is called, by the first tensor that has it, and all that have it
/// must agree: <see cref="ArgumentException"/> else, with both shapes.
/// </para>
/// <para>Tensors are dense, their last dimension the one whose elements are neighbours.</para>
/// </remarks>
/// <param name="dimensions">Numbers and strings, the outermost dimension first; none for a tensor of rank 0.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ShapeAttribute(params object[] dimensions) : Attribute
{
    /// <summary>The dimensions, the outermost first.</summary>
    public IReadOnlyList<object> Dimensions { get; } = dimensions;
}
