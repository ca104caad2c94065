using System.Runtime.CompilerServices;

namespace Backprop.Generator.IR;

/// <summary>Tells nodes apart that are equal but stand at different places of the source.</summary>
internal sealed class ReferenceComparer : IEqualityComparer<Expression>
{
    public static readonly ReferenceComparer Instance = new();

    public bool Equals(Expression x, Expression y) => ReferenceEquals(x, y);

    public int GetHashCode(Expression obj) => RuntimeHelpers.GetHashCode(obj);
}
