using System.Globalization;
using Backprop.Generator.IR;
using Backprop.Generator.Rules;

namespace Backprop.Tests.Rules;

/// <summary>A call of one rule's function, and where to check its partials.</summary>
/// <param name="Rule">The row's name; its arity is the call's.</param>
/// <param name="Code">C#: <c>Math.Atan2(y, x)</c>, <c>a % b</c>. A whole number stands for a constant of the type at hand.</param>
/// <param name="Parameters">C#: <c>double x, int n, [NonDifferentiable] double c</c>. Those that begin with double vary.</param>
/// <param name="Points">Where the function is smooth: one value a parameter, in order. The partials must match differences there.</param>
/// <param name="Edges">Kinks, ends of the domain, infinities, NaN: the partials must be those stated.</param>
public sealed record RuleSample(string Rule, string Code, string Parameters, double[][] Points, Edge[] Edges)
{
    /// <summary>Relative; wider than rounding for functions that .NET only estimates.</summary>
    public double Tolerance { get; init; } = 1e-14;

    /// <summary>The parameters' names and C# types, in order.</summary>
    public (string Type, string Name)[] Signature =>
        [.. Parameters.Split(", ").Select(p => p.Split(' ')).Select(words => (words[^2], words[^1]))];

    /// <summary>Positions of the parameters that vary.</summary>
    public int[] Varying => [.. Parameters.Split(", ").Index().Where(p => p.Item.StartsWith("double ", StringComparison.Ordinal)).Select(p => p.Index)];

    /// <summary>The same call in single precision.</summary>
    public string CodeInSingle => Code.Replace("Math.", "MathF.").Replace("double.", "float.");

    /// <summary>The same parameters in single precision.</summary>
    public string ParametersInSingle => Parameters.Replace("double ", "float ");

    public override string ToString() => $"{Code} of {Parameters}";

    internal Variable[] Variables(IRType real) =>
        [.. Signature.Index().Select(p => new Variable(p.Item.Type == "int" ? IRType.Int32 : real, p.Index, p.Item.Name))];

    /// <summary>The call as the generator reads it.</summary>
    internal Expression Expression(IRType real)
    {
        Variable[] variables = Variables(real);
        string code = real == IRType.Single ? CodeInSingle : Code;
        int open = code.IndexOf('(');
        if (open >= 0)
        {
            return new Call(real, code[..open], code[(open + 1)..^1].Split(", ").Select(a => Operand(a, variables, real)).ToEquatableArray());
        }

        Expression[] operands = [.. code.Split(' ').Select(word => word.TrimStart('-', '+')).Where(w => w is not ("" or "*" or "/" or "%"))
            .Select(w => Operand(w, variables, real))];
        return (operands.Length, code[0], operands.Length == 2 ? code.Split(' ')[1] : "") switch
        {
            (1, '-', _) => -operands[0],
            (1, _, _) => new Unary(UnaryOperator.Plus, operands[0]),
            (_, _, "+") => operands[0] + operands[1],
            (_, _, "-") => operands[0] - operands[1],
            (_, _, "*") => operands[0] * operands[1],
            (_, _, "/") => operands[0] / operands[1],
            _ => Binary.Of(BinaryOperator.Remainder, operands[0], operands[1]),
        };
    }

    /// <summary>The rule's partials for the varying parameters, in order; zero where the rule has none.</summary>
    internal Expression[] Partials(IRType real)
    {
        Expression call = Expression(real);
        Variable[] variables = Variables(real);
        Expression[] operands = [.. call.Operands];
        Rule rule = RuleTable.Find(Rule, operands.Length) ?? throw new InvalidOperationException($"no row {Rule} of {operands.Length}");
        bool[] active = [.. operands.Select(o => o is Variable v && Varying.Contains(v.Id))];
        Expression?[] partials = rule.Partials(operands, call, active);
        return [.. Varying.Select(position => partials[Array.IndexOf(operands, variables[position])] ?? Constant.Zero(real))];
    }

    /// <summary>The parameters' values by name, each in its type.</summary>
    internal Dictionary<string, object> Bind(double[] point, IRType real) => Signature.Index().ToDictionary(
        p => p.Item.Name,
        p => p.Item.Type == "int" ? (int)point[p.Index] : real == IRType.Single ? (object)(float)point[p.Index] : point[p.Index]);

    private static Expression Operand(string text, Variable[] variables, IRType real) =>
        variables.FirstOrDefault(v => v.Name == text) as Expression
        ?? (text.StartsWith(nameof(MidpointRounding), StringComparison.Ordinal)
            ? new Constant(new("global::System.MidpointRounding"), text, double.NaN)
            : Constant.Real(double.Parse(text, CultureInfo.InvariantCulture), real));
}

/// <summary>The stated partials for the varying parameters at one place.</summary>
public sealed record Edge(double[] At, double[] Partials);
