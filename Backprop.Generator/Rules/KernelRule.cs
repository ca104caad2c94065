using Backprop.Generator.IR;

namespace Backprop.Generator.Rules;

/// <summary>A method of the runtime's on whole tensors, and how a cotangent goes back through it: by calls that add to what is there.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Kept">What it fills besides giving a value, for the derivative; null where it fills its result, or nothing.</param>
internal sealed record KernelRule(string Name, string? Kept = null)
{
    /// <summary>Of overloads: whether the last tensor is one of real numbers; null where there is one method of the name.</summary>
    public bool? TakesReals { get; init; }

    private readonly Dictionary<int, (string Method, KernelArguments Arguments, bool MayOverwrite)> _backward = [];

    /// <summary>Says which method adds to the cotangents of an operand, and what it takes before these.</summary>
    /// <param name="operand">Which of the tensors.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="arguments">What it takes.</param>
    /// <param name="mayOverwrite">Whether it can be told to overwrite them, by its last parameter <c>isAdded</c>.</param>
    public KernelRule By(int operand, string method, KernelArguments arguments, bool mayOverwrite = false)
    {
        _backward.Add(operand, (method, arguments, mayOverwrite));
        return this;
    }

    /// <summary>The call that hands an operand its part; null where it gets none.</summary>
    public (string Method, IEnumerable<Expression> Arguments, bool MayOverwrite)? Backward(int operand, KernelParts parts) =>
        _backward.TryGetValue(operand, out (string Method, KernelArguments Arguments, bool MayOverwrite) call) ? (call.Method, call.Arguments(parts), call.MayOverwrite) : null;
}

/// <summary>What a backward call takes, of what the forward call had.</summary>
internal delegate IEnumerable<Expression> KernelArguments(KernelParts parts);

/// <summary>What there is when a cotangent goes back through a call.</summary>
/// <remarks>A tensor that is asked for, and has been written to since, is copied.</remarks>
/// <param name="tensors">The tensors that it reads, in order.</param>
/// <param name="numbers">The numbers that it takes after them.</param>
/// <param name="filled">What it fills.</param>
/// <param name="cotangent">Of its value, or of what it fills.</param>
internal sealed class KernelParts(IReadOnlyList<Lazy<Expression>> tensors, IReadOnlyList<Expression> numbers, Lazy<Expression> filled, Expression cotangent)
{
    public IReadOnlyList<Expression> Numbers { get; } = numbers;

    public Expression Cotangent { get; } = cotangent;

    public Expression Filled => filled.Value;

    public IEnumerable<Expression> Tensors => tensors.Select(t => t.Value);

    public Expression Tensor(int place) => tensors[place].Value;
}
