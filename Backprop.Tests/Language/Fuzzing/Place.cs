namespace Backprop.Tests.Language.Fuzzing;

/// <summary>Where a value is kept. What its address depends on has been computed, once, and is not computed again.</summary>
internal readonly record struct Place(Func<object?> Read, Action<object?> Write);
