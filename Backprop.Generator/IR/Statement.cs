namespace Backprop.Generator.IR;

/// <summary>One step of a function's body.</summary>
internal abstract record Statement;

/// <summary>Defines <paramref name="Target"/>, the only place that does.</summary>
/// <param name="Number">The (n) that joins a forward line to its backward lines; 0 for a line that has no partner.</param>
internal sealed record Let(Variable Target, Expression Value, int Number = 0) : Statement;

/// <summary>A branch; what either side assigns comes out through <paramref name="Merges"/>.</summary>
internal sealed record If(Expression Test, EquatableArray<Statement> Then, EquatableArray<Statement> Else, EquatableArray<Merge> Merges) : Statement;

/// <summary>Defines <paramref name="Target"/> after a branch: the one value or the other.</summary>
/// <param name="ThenNumber">The (n) of the line that assigns in the branch taken; 0 where there is no such line.</param>
/// <param name="ElseNumber">The same for the other branch.</param>
internal sealed record Merge(Variable Target, Expression Then, Expression Else, int ThenNumber = 0, int ElseNumber = 0);

/// <summary>Runs <paramref name="Body"/> as long as <paramref name="Test"/> holds, which is asked before each iteration.</summary>
/// <param name="Id">Unique in its function; joins a loop to the one that unwinds it.</param>
/// <param name="Carried">What one iteration hands to the next; the test and the body read it under its inner name.</param>
internal sealed record Loop(int Id, EquatableArray<Carry> Carried, Expression Test, EquatableArray<Statement> Body) : Statement
{
    /// <summary>The loop whose iterations this one unwinds, last first; null for a loop of the method itself.</summary>
    public int? Unwinds { get; init; }

    /// <summary>Whether the loop is to keep what it starts from now and then, rather than a record of each iteration; null if not.</summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>Whether it goes through vectors of what the loop after it goes through one by one.</summary>
    public bool IsOfVectors { get; init; }
}

/// <summary>That a loop stands in a method marked [Checkpoint].</summary>
/// <param name="Mark">Which of the marks that were met while the function was read.</param>
/// <param name="Obstacle">Why the loop must not be run again, as far as its C# tells; null where it may.</param>
internal sealed record Checkpoint(int Mark, string? Obstacle);

/// <summary>A value that changes from one iteration to the next.</summary>
/// <param name="Inner">What it is in an iteration, and where the test is asked.</param>
/// <param name="Initial">What it is in the first.</param>
/// <param name="Next">What it is in the next, computed by the body.</param>
/// <param name="Outer">What it is once the test fails.</param>
internal sealed record Carry(Variable Inner, Expression Initial, Expression Next, Variable Outer);

/// <summary>Makes an array whose elements are zero.</summary>
/// <param name="State">What it holds at first.</param>
/// <param name="Place">Where its memory comes from.</param>
internal sealed record Allocate(Variable Target, Variable? State, EquatableArray<Expression> Sizes, Place Place) : Statement
{
    /// <summary>What gives the memory back to the pool; null where it comes from elsewhere.</summary>
    public Variable? Owner { get; init; }

    /// <summary>Whether the elements are set to zero, which memory on the stack need not be: a project may have it left as it is.</summary>
    public bool IsCleared { get; init; }
}

/// <summary>Where an array's memory comes from: an object of its own, the stack, or a pool to which it goes back.</summary>
internal enum Place { Heap, Stack, Pool }

/// <summary><c>a[i] = value</c>, or <c>a[i] += value</c>.</summary>
/// <param name="Before">What the array holds before; null in backward code.</param>
/// <param name="After">What it holds from here on; null in backward code.</param>
/// <param name="Sign">0 to overwrite; 1 to add to what is there, -1 to subtract from it.</param>
internal sealed record Store(
    Expression Array, EquatableArray<Expression> Indices, Expression Value, Expression? Before, Variable? After, int Sign = 0, int Number = 0) : Statement;

/// <summary>A call of .NET's on whole arrays: <c>value = TensorPrimitives.Dot(x, y)</c>, <c>TensorPrimitives.Exp(x, y)</c>.</summary>
/// <param name="Value">What it gives back; null for a call that fills an array.</param>
/// <param name="Method">Its name, with type arguments where it has them: <c>Dot&lt;double&gt;</c>.</param>
/// <param name="Operands">What it reads, in order: numbers, and arrays as <see cref="Load"/>s of all their elements.</param>
/// <param name="Destination">The array that it fills, as far as its operands are long; null for a call that gives a value.</param>
/// <param name="Before">What the destination holds before; null in backward code, and where there is none.</param>
/// <param name="After">What it holds from here on; null likewise.</param>
internal sealed record Bulk(
    Variable? Value, string Method, EquatableArray<Expression> Operands, Expression? Destination, Expression? Before, Variable? After, int Number = 0) : Statement
{
    /// <summary>.NET's own methods on whole arrays.</summary>
    public const string TensorPrimitives = "global::System.Numerics.Tensors.TensorPrimitives";

    /// <summary>The type that has the method.</summary>
    public string Owner { get; init; } = TensorPrimitives;

    /// <summary>Whether it adds to what the destination holds, rather than overwriting it.</summary>
    public bool IsAdded { get; init; }

    /// <summary>Whether it could overwrite as well, which it then is told to.</summary>
    public bool MayOverwrite { get; init; }

    /// <summary>Whether it is one of the runtime's own, which have rules of their own.</summary>
    public bool IsKernel => Owner != TensorPrimitives;

    /// <summary>Sums of one array are 0 for none; anything else asks for elements, for arrays as long as each other, or for room.</summary>
    public bool MayThrow => IsKernel || !(Name is "Sum" or "SumOfSquares" or "SumOfMagnitudes" or "Norm");

    /// <summary>The name without type arguments.</summary>
    public string Name => Method.Split('<')[0];

    /// <summary>The variable that is new with the call: its value, or what the destination holds.</summary>
    public Variable Result => Value ?? After!;

    /// <summary>What an element of the destination is, or else the value.</summary>
    public IRType ResultType => Value?.Type ?? Destination!.Type.Element!;

    /// <summary>How many elements it goes through.</summary>
    public Length Count => new(Operands.OfType<Load>().First(o => o.IsWhole).Array, null);
}

/// <summary>Makes something that gives its memory back at the end of the method: <c>using var xs = new Recording&lt;double&gt;();</c>.</summary>
internal sealed record Open(Variable Target, EquatableArray<Expression> Arguments) : Statement;

/// <summary>From here to the end of the block, the lines are the backward part of what stands above.</summary>
internal sealed record Turn : Statement;

/// <summary>A guard's exception; nothing after it on its path runs.</summary>
internal sealed record Throw(Expression Exception) : Statement;

/// <summary>Evaluates for effect, once: a call that carries no derivative and returns nothing that is used.</summary>
internal sealed record Run(Expression Effect, int Number = 0) : Statement;

/// <summary>Calls the forward half of a differentiable method: <c>value = FForward(arguments, out saved)</c>.</summary>
internal sealed record ForwardCall(Variable Value, Variable Saved, Pair Pair, EquatableArray<Expression> Arguments, int Number = 0) : Statement;

/// <summary>Calls the gradient of a method: <c>(value, partials) = FGradient(arguments)</c>, or the method and its custom derivative.</summary>
/// <param name="Partials">Of the value, one a differentiable parameter.</param>
internal sealed record GradientCall(
    Variable Value, EquatableArray<Variable> Partials, Pair Pair, EquatableArray<Expression> Arguments, int Number = 0) : Statement
{
    /// <summary>The arguments that have a partial, each with it.</summary>
    public IEnumerable<(Expression Argument, Variable Partial)> Slopes =>
        Arguments.Where((_, i) => Pair.Differentiable[i]).Zip(Partials, (a, p) => (a, p));
}

/// <summary>Calls the backward half, which adds to one cotangent a differentiable parameter: each <c>Result</c> is <c>Before</c> and what was added.</summary>
internal sealed record BackwardCall(Variable Saved, Pair Pair, Expression Upstream, EquatableArray<Accumulation> Cotangents, int Number = 0) : Statement;

/// <summary><c>Result = Before + what a backward half adds</c>.</summary>
internal sealed record Accumulation(Variable Result, Expression Before);

/// <summary>The generated members of a method that another one calls.</summary>
/// <param name="Owner">The type that holds them, fully qualified; empty for the type being written.</param>
/// <param name="Name">The method's name; the halves are <c>NameForward</c> and <c>NameBackward</c>.</param>
/// <param name="SavedName">The struct that passes between them.</param>
/// <param name="Differentiable">Which parameters have a cotangent, by position.</param>
/// <param name="HasOwnCode">Whether the method is annotated, so that all its members are written where it stands.</param>
internal sealed record Pair(string Owner, string Name, string SavedName, EquatableArray<bool> Differentiable, bool HasOwnCode)
{
    /// <summary>What is called in place of generated members; null where these are.</summary>
    public Custom? Custom { get; init; }

    /// <summary>The struct's name from wherever code is written.</summary>
    public string SavedType => Prefix + SavedName;

    public string Prefix => Owner.Length == 0 ? "" : Owner + ".";
}

/// <summary>A method whose derivative its user wrote, so that the method is called as it is; both fully qualified.</summary>
/// <param name="Derivative">Takes what the method takes, and returns a value, which is not used, and the partials.</param>
internal sealed record Custom(string Method, string Derivative);
