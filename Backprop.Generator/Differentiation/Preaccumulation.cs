using Backprop.Generator.IR;
using Backprop.Generator.Reading;

namespace Backprop.Generator.Differentiation;

/// <summary>
/// A method whose partials are fewer numbers than what a walk backwards would read of it is called by its gradient: it
/// computes the partials at once, while all they need is in registers, and its callers only multiply.
/// </summary>
internal sealed class Preaccumulation(CancellationToken cancel)
{
    private readonly HashSet<Pair> _byGradient = [];

    /// <summary>A helper's halves or its gradient, whichever keeps less; helpers come after those that they call.</summary>
    public HelperDerivative Differentiate(Helper helper)
    {
        Function function = Prepare(helper.Function);
        Reversed pullback = ReverseMode.Pullback(function, cancel);
        if (pullback.Saved.Count <= pullback.Before.Count || MixesPrecisions(function))
        {
            return new(helper.Pair, helper.Binding, pullback, IsGradient: false);
        }

        _byGradient.Add(helper.Pair);
        Reversed gradient = pullback.Before.Count == 1 ? ForwardMode.Derivative(function, cancel) : ReverseMode.Gradient(function, cancel);
        return new(helper.Pair, helper.Binding, gradient, IsGradient: true);
    }

    /// <summary>The function with its lines numbered, calling those helpers by their gradients of which that has been decided, and methods with a custom derivative by it.</summary>
    public Function Prepare(Function function)
    {
        FreshVariables fresh = FreshVariables.After(function);
        return Numbering.Number(function with { Body = ByGradient(function.Body, fresh) });
    }

    private EquatableArray<Statement> ByGradient(EquatableArray<Statement> body, FreshVariables fresh) => body.Map(s => s switch
    {
        ForwardCall call when call.Pair.Custom is not null || _byGradient.Contains(call.Pair) => new GradientCall(call.Value, Partials(call, fresh), call.Pair, call.Arguments),
        _ => Traversal.Map(s, e => e, inner => ByGradient(inner, fresh)),
    });

    private static EquatableArray<Variable> Partials(ForwardCall call, FreshVariables fresh) => call.Arguments
        .Where((_, i) => call.Pair.Differentiable[i])
        .Select(a => fresh.Temporary(a.Type, Describe.Partial(call.Value, a))).ToEquatableArray();

    /// <summary>A partial by a float may overflow where its product with a small cotangent in double does not.</summary>
    private static bool MixesPrecisions(Function function) =>
        Traversal.Nodes(function.Body).Append(function.Result).Where(n => n.Type.IsReal).Select(n => n.Type).Distinct().Count() > 1;
}
