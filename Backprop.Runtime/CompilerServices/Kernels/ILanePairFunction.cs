using System.Numerics;

namespace Backprop.CompilerServices;

/// <summary>A function of the lanes of two vectors.</summary>
internal interface ILanePairFunction<T>
{
    /// <summary>The function's values.</summary>
    Vector<T> Of(Vector<T> x, Vector<T> y);
}
