using Backprop.Generator.IR;
using Backprop.Generator.Optimization;
using Backprop.Generator.Reading;

namespace Backprop.Generator.Differentiation;

/// <summary>All that is written for one annotated method.</summary>
/// <param name="Gradient">Value and gradient in one body.</param>
/// <param name="Pullback">The two halves.</param>
/// <param name="Helpers">The halves of the methods it calls that have none of their own.</param>
internal sealed record Derivative(
    TypeDeclaration Type, Signature Signature, Reversed Gradient, Reversed Pullback, EquatableArray<HelperDerivative> Helpers)
{
    /// <summary>What is said of the method's loops.</summary>
    public Remarks Remarks { get; init; } = Remarks.None;

    /// <summary>The results, where a Jacobian is asked for and they are fixed in number.</summary>
    public FixedResults? Results { get; init; }

    /// <summary>The Jacobian in one body; null where none is asked for, or where it is made of the halves.</summary>
    public Jacobian? Jacobian { get; init; }

    public static Derivative Of(ReadMethod method, CancellationToken cancel)
    {
        Preaccumulation helpers = new(cancel);
        List<HelperDerivative> all = [.. method.Helpers.Select(helpers.Differentiate)];
        EquatableArray<HelperDerivative> called = all
            .FindAll(h => !h.Pair.HasOwnCode).Select(h => h with { Code = Tidy(h.Code) }).ToEquatableArray();
        Function function = helpers.Prepare(method.Function!);
        Reversed gradient = ReverseMode.Gradient(function, cancel), pullback = ReverseMode.Pullback(function, cancel);
        FixedResults? results = method.Signature.HasJacobian ? FixedResults.Of(function) : null;
        return new(method.Type, method.Signature, Tidy(gradient), Tidy(pullback), called)
        {
            Results = results,
            Jacobian = results is null ? null : ReverseMode.Jacobian(function, results, cancel)?.Tidy(),
            Remarks = gradient.Remarks.With(pullback.Remarks).Sized(all),
        };
    }

    private static Reversed Tidy(Reversed reversed)
    {
        FreshVariables fresh = reversed.Fresh();
        Memories memories = new([.. reversed.Forward, .. reversed.Backward]);
        Additions additions = new(memories, [.. Zeros(reversed), .. Cleared(reversed.Forward), .. Cleared(reversed.Backward)]);
        Ascending ascending = new(memories);
        HashSet<Expression> kept = [.. reversed.Primal.Parameters.Select(p => p.Variable)];
        Slices slices = new(fresh, kept);
        Multiples multiples = new(memories, slices, kept);
        EquatableArray<Statement> forward = ascending.Turn(TidyFused(reversed.Forward, fresh)), backward = ascending.Turn(Tidy(reversed.Backward, fresh));
        Merging merging = new(memories, [.. forward, .. backward]);
        forward = additions.StoreFirst(additions.Join(merging.Merge(forward)), additions.Join(merging.Merge(backward)), out backward);
        Vanishing vanishing = new([.. forward, .. backward]);
        (forward, backward) = (vanishing.LeaveOut(forward), vanishing.LeaveOut(backward));
        Neighbours neighbours = new([.. Zeros(reversed)], fresh);
        (forward, backward) = (neighbours.Wait(forward, [.. forward, .. backward]), neighbours.Wait(backward, [.. forward, .. backward]));
        List<Statement> code = [.. forward, .. backward];
        Sizes sizes = new(code);
        LastZeros zeros = new(memories, code);
        (forward, backward) = (zeros.LeaveOut(forward.Map(s => LeftAsItIs(s, code, sizes))), zeros.LeaveOut(backward.Map(s => LeftAsItIs(s, code, sizes))));
        RunningStarts starts = new(fresh);
        bool isPlanned = !reversed.IsPullback && reversed.Primal.HasTensors;
        (EquatableArray<Statement>, EquatableArray<Statement>) planned = isPlanned ? (forward, backward) : (EquatableArray<Statement>.Empty, EquatableArray<Statement>.Empty);
        (EquatableArray<Statement> first, EquatableArray<Statement> second, EquatableArray<string> plan) =
            Workspace.Lay(planned, reversed.Primal.Result, starts.Count(multiples.Call(slices.Cut(forward))), starts.Count(multiples.Call(slices.Cut(backward))), fresh);
        Vectors? vectors = !reversed.Primal.HasTensors ? null : new(memories, slices, kept, fresh, [.. first, .. second]);
        return reversed with
        {
            Forward = vectors?.Use(first) ?? first,
            Backward = vectors?.Use(second) ?? second,
            Plan = plan,
            Filled = Filled(reversed, [.. forward, .. backward]).ToEquatableArray(),
        };
    }

    /// <summary>Arrays of cotangents that a block makes, and that hold zeros at first.</summary>
    private static IEnumerable<Variable> Cleared(EquatableArray<Statement> block) =>
        block.OfType<Allocate>().Where(a => a.IsCleared && a.Target.CotangentOf is not null).Select(a => a.Target);

    /// <summary>Such an array that is filled as a whole by what first knows it is not cleared.</summary>
    private static Statement LeftAsItIs(Statement line, IReadOnlyList<Statement> code, Sizes sizes) =>
        line is Allocate { IsCleared: true, Target.CotangentOf: not null, Sizes.Count: 1 } made && Filling.Of(made.Target, code) is { } end
            && Extents.AreSame(sizes.Of(end), sizes.Of(made.Sizes[0]))
            ? made with { IsCleared = false }
            : line;

    private static IEnumerable<(Variable, Expression)> Filled(Reversed reversed, IReadOnlyList<Statement> code)
    {
        HashSet<Variable> given = [.. reversed.Primal.Parameters.Select(p => p.Variable)];
        return Zeros(reversed).Select(array => (array, Filling.Of(array, code, given)!)).Where(f => f.Item2 is not null);
    }

    /// <summary>Arrays of cotangents that hold zeros at first: a gradient's own, which are cleared, and those that the code makes.</summary>
    private static IEnumerable<Variable> Zeros(Reversed reversed) => reversed.IsPullback || reversed.IsVoid ? [] : reversed.Arrays.Select(a => a.Cotangent);

    private static EquatableArray<Statement> Tidy(EquatableArray<Statement> backward, FreshVariables fresh) => RepeatedCalls.Name(Choices.Simplify(backward), () => fresh);

    /// <summary>The backward parts that run with the forward part.</summary>
    private static EquatableArray<Statement> TidyFused(EquatableArray<Statement> forward, FreshVariables fresh)
    {
        int turn = forward.ToList().FindIndex(s => s is Turn);
        EquatableArray<Statement> before = (turn < 0 ? forward : forward.Take(turn).ToEquatableArray()).Map(s => Traversal.Map(s, e => e, inner => TidyFused(inner, fresh)));
        return turn < 0 ? before : new([.. before, new Turn(), .. Tidy(forward.Skip(turn + 1).ToEquatableArray(), fresh)]);
    }
}

/// <summary>What is written for a method that has no annotation of its own: its gradient, or its halves.</summary>
internal sealed record HelperDerivative(Pair Pair, string Binding, Reversed Code, bool IsGradient);
