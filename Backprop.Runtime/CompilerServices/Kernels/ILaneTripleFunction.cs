using System.Numerics;

namespace Backprop.CompilerServices;

/// <summary>A function of the lanes of three vectors.</summary>
internal interface ILaneTripleFunction<T>
{
    /// <summary>The function's values.</summary>
    Vector<T> Of(Vector<T> x, Vector<T> y, Vector<T> z);
}
