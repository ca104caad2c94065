using Backprop.Generator.IR;

namespace Backprop.Generator.Reading.Tensors;

/// <summary>
/// A tensor that is known by its elements and has no memory: what an operation element by element gives to another operation. It never
/// leaves the expression in which it stands, so that <c>x * w + b</c> is one loop.
/// </summary>
/// <param name="Name">What it is called where it is put into memory after all.</param>
/// <param name="Number">What an element is.</param>
/// <param name="Shape">Of the tensor.</param>
/// <param name="Leaves">The tensors in memory, and numbers, that it is made of; they are repeated along dimensions that they lack.</param>
/// <param name="Element">An element, of those of the leaves at its place.</param>
internal sealed record Unmade(string Name, IRType Number, Shape Shape, IReadOnlyList<TensorOperand> Leaves, Func<Expression[], Expression> Element)
    : Expression(IRType.ReadOnlySpanOf(Number));
