using Backprop.Generator.IR;

namespace Backprop.Generator.Rules;

/// <summary>A method of <c>TensorPrimitives</c>, and how a cotangent goes back through it.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Arity">How many parameters, the destination left out.</param>
/// <param name="FillsArray">Whether it fills an array; else it gives back a value.</param>
internal sealed record BulkRule(string Name, int Arity, bool FillsArray)
{
    /// <summary>Of a method that goes element by element: what it computes of one of each operand, as a value of the type given.</summary>
    public Func<Expression[], IRType, Expression>? Element { get; init; }

    /// <summary>Of a product of all elements: what one factor is.</summary>
    public Func<Expression[], Expression>? Factor { get; init; }

    /// <summary>Of any other: what an element of each operand gets.</summary>
    public BulkDerivation? Cotangents { get; init; }

    /// <summary>Where it is not differentiable, and what an element gets there; null if nowhere.</summary>
    public string? Kink { get; init; }

    /// <summary>Why there is no derivative, and what to write instead; null where there is one.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether its result says something of numbers, but does not vary smoothly with them.</summary>
    public bool IsStep { get; init; }

    /// <summary>An element-wise method as the scalar expression that it computes.</summary>
    public static BulkRule Unary(string name, Func<Expression, Expression> element) => new(name, 1, true) { Element = (x, _) => element(x[0]) };

    public static BulkRule Binary(string name, Func<Expression, Expression, Expression> element) => new(name, 2, true) { Element = (x, _) => element(x[0], x[1]) };

    public static BulkRule Ternary(string name, Func<Expression, Expression, Expression, Expression> element) =>
        new(name, 3, true) { Element = (x, _) => element(x[0], x[1], x[2]) };

    /// <summary>An element-wise method with the name of a function of scalars, whose row serves it too.</summary>
    public static BulkRule Like(Rule rule) => new(rule.Name, rule.Arity, true)
    {
        Element = (x, type) => new Call(type, type.Text + "." + rule.Name, new(x)),
        Kink = rule.Kink,
        IsStep = rule.IsStep,
    };

    /// <summary>Element by element, a value converted to the destination's type.</summary>
    public static BulkRule Converted(string name) => new(name, 1, true) { Element = (x, type) => Conversion.To(type, x[0]) };

    /// <summary>One value of an array.</summary>
    /// <param name="name">The method's name.</param>
    /// <param name="cotangent">Of an element x, given the value v, its cotangent dv, and what may be asked of all elements.</param>
    /// <param name="kink">Where it is not differentiable, and what an element gets there.</param>
    public static BulkRule OfOne(string name, Func<Expression, Expression, Expression, IElements, Expression> cotangent, string? kink = null) =>
        new(name, 1, false) { Cotangents = (x, v, dv, all) => [cotangent(x[0], v, dv, all)], Kink = kink };

    /// <summary>One value of two arrays.</summary>
    public static BulkRule OfTwo(
        string name, Func<Expression, Expression, Expression, Expression, IElements, (Expression X, Expression Y)> cotangents, string? kink = null) =>
        new(name, 2, false)
        {
            Cotangents = (x, v, dv, all) => cotangents(x[0], x[1], v, dv, all) is var (dx, dy) ? [dx, dy] : [],
            Kink = kink,
        };

    /// <summary>The product of all elements.</summary>
    public static BulkRule Product(string name, Func<Expression, Expression> factor) => new(name, 1, false) { Factor = x => factor(x[0]) };

    public static BulkRule Product(string name, Func<Expression, Expression, Expression> factor) => new(name, 2, false) { Factor = x => factor(x[0], x[1]) };

    /// <summary>What gives a place, a count or a truth value.</summary>
    public static BulkRule Step(string name, int arity, bool fillsArray = false) => new(name, arity, fillsArray) { IsStep = true };

    public static BulkRule Refused(string name, int arity, bool fillsArray, string reason) => new(name, arity, fillsArray) { Refusal = reason };
}

/// <param name="elements">One element of each operand, or the number that it is.</param>
/// <param name="y">The value, or the element of the result at the same place.</param>
/// <param name="dy">Its cotangent.</param>
/// <param name="all">What may be asked of all elements together.</param>
/// <returns>What each operand's element gets.</returns>
internal delegate Expression[] BulkDerivation(Expression[] elements, Expression y, Expression dy, IElements all);

/// <summary>What a rule may ask of all elements together; it is computed once, before the elements get their share.</summary>
internal interface IElements
{
    /// <summary>How many there are, as a number of their type.</summary>
    Expression Count { get; }

    /// <summary>A sum over all elements of an expression over one.</summary>
    Expression Sum(string name, Expression ofOne);

    /// <summary>What is the same for all elements, computed once.</summary>
    Expression Once(string name, Expression value);
}
