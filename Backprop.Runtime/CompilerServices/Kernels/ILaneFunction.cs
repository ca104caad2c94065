using System.Numerics;

namespace Backprop.CompilerServices;

/// <summary>A function of each lane of one vector.</summary>
internal interface ILaneFunction<T>
{
    /// <summary>The function's values.</summary>
    Vector<T> Of(Vector<T> x);
}
