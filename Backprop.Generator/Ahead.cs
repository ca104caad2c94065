using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Backprop.Generator.Differentiation;
using Backprop.Generator.Reading;
using Backprop.Generator.Writing;

namespace Backprop.Generator;

/// <summary>
/// The compiler runs the steps of a generator one by one on one thread, though methods are differentiated independently of
/// each other. So all that are new are done ahead of their steps, on all cores; the steps find the result here.
/// </summary>
internal static class Ahead
{
    private static readonly ConditionalWeakTable<ReadMethod, Attempt<Derivative>> Derivatives = new();
    private static readonly ConditionalWeakTable<Attempt<Derivative>, Attempt<MemberTexts>> Texts = new();

    /// <summary>Does what is not done yet; always gives the same, so that it makes no step run again.</summary>
    public static bool Run(ImmutableArray<ReadMethod> methods, CancellationToken cancel)
    {
        Parallel.ForEach(methods, new ParallelOptions { CancellationToken = cancel }, method => Write(Differentiate(method, cancel)));
        return true;
    }

    /// <summary>The derivative of a method.</summary>
    public static Attempt<Derivative> Differentiate(ReadMethod method, CancellationToken cancel) =>
        Derivatives.GetValue(method, m => Attempt.At(m.Signature.Name, () => Derivative.Of(m, cancel)));

    /// <summary>What is written for it.</summary>
    public static Attempt<MemberTexts> Write(Attempt<Derivative> attempt) => Texts.GetValue(attempt, static a => a.Value is { } derivative
        ? Attempt.At(derivative.Signature.Name, () => MemberTexts.Of(derivative))
        : new(null, a.Failure));
}
