using Backprop.Generator.IR;

namespace Backprop.Generator.Reading;

/// <summary>What can be assigned to: a local, a parameter, an element of an array.</summary>
/// <param name="Name">What a value is called that goes there.</param>
/// <param name="IsElement">Whether it is an element of an array.</param>
/// <param name="Read">The value it holds now.</param>
/// <param name="Write">Puts a value there, and gives it back as it can be read from then on.</param>
internal sealed record Assignable(string Name, bool IsElement, Func<Expression> Read, Func<Expression, Expression> Write);
