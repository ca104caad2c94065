using Backprop.Generator.IR;

namespace Backprop.Generator.Reading;

/// <summary>What a name for an array of one dimension, or a span, stands for: so many elements of an array, from some place on.</summary>
/// <param name="Origin">The array, which is no part of another.</param>
/// <param name="IsCopy">Whether an argument's elements may lie there as a copy, which is not to be written to.</param>
internal sealed record Part(Expression Origin, Expression Start, Expression Count, bool IsCopy = false);
