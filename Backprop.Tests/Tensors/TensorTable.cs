using System.Text;
using Backprop.Generator.IR;
using Backprop.Generator.Rules;

namespace Backprop.Tests.Tensors;

/// <summary>The rules as a table for a reader: what each method computes, and what goes back.</summary>
internal static class TensorTable
{
    private static readonly string[] Names = ["x", "y", "z"];

    public static string Write()
    {
        StringBuilder table = new("| method | gives | an element of each operand gets | where it is not smooth |\n| --- | --- | --- | --- |\n");
        foreach (BulkRule rule in BulkRules.Table)
        {
            table.Append($"| `{rule.Name}` | {Given(rule)} | {Share(rule)} | {rule.Kink ?? ""} |\n");
        }

        return table.ToString();
    }

    private static Expression[] Operands(BulkRule rule) =>
        [.. Enumerable.Range(0, rule.Arity).Select(i => new Variable(rule.Name is "RootN" or "ScaleB" && i == 1 ? IRType.Int32 : IRType.Double, i, Names[i]))];

    private static string Given(BulkRule rule)
    {
        if (rule.Element is { } element)
        {
            return rule.Name.StartsWith("Convert", StringComparison.Ordinal) && !rule.IsStep ? "`d = (float)x`, `d = (double)x`" : $"`d = {Text(element(Operands(rule), IRType.Double))}`";
        }

        string operands = string.Join(", ", Names.Take(rule.Arity));
        return rule.Factor is { } factor ? $"`v = ∏({Text(factor(Operands(rule)))})`"
            : rule.FillsArray ? $"`d` from all of {operands}"
            : rule.IsStep ? "a place or a count"
            : $"`v` of {operands}";
    }

    private static string Share(BulkRule rule)
    {
        if (rule.Refusal is { } refusal)
        {
            return "refused: " + refusal;
        }

        if (rule.IsStep)
        {
            return "nothing";
        }

        if (rule.Cotangents is { } cotangents)
        {
            Variable y = new(IRType.Double, 3, rule.FillsArray ? "d" : "v"), dy = new(IRType.Double, 4, rule.FillsArray ? "dd" : "dv");
            return string.Join(", ", cotangents(Operands(rule), y, dy, new Shown()).Select(e => $"`{Text(e).Replace("|", "\\|")}`"));
        }

        return rule.Factor is null ? "`dd` times the scalar derivative" : "`dv` times the product of all others";
    }

    private static string Text(Expression expression) => expression.ToString().Replace("double.", "").Replace("Math.", "").Replace("ReciprocalSqrtEstimate(x)", "1.0 / Sqrt(x)");

    private sealed class Shown : IElements
    {
        public Expression Count { get; } = new Symbol(IRType.Double, "n", "n");

        public Expression Sum(string name, Expression ofOne) => new Symbol(ofOne.Type, $"Σ({Text(ofOne)})", name);

        public Expression Once(string name, Expression value) => value;
    }
}
