using Backprop.Generator.IR;

namespace Backprop.Generator.Rules;

/// <summary>Every rule there is, found by name and number of arguments.</summary>
internal static class RuleTable
{
    private static readonly Dictionary<(string Name, int Arity), Rule> Rules = new Rule[][]
    {
        OperatorRules.Table, ArithmeticRules.Table, ElementaryRules.Table, PowerRules.Table, TrigonometricRules.Table,
        HyperbolicRules.Table, SelectionRules.Table, ActivationRules.Table, StepRules.Table, Refusals.Table,
    }.SelectMany(rows => rows).ToDictionary(rule => (rule.Name, rule.Arity));

    public static IEnumerable<Rule> All => Rules.Values;

    public static Rule? Find(string name, int arity) => Rules.TryGetValue((name, arity), out Rule? rule) ? rule : null;

    /// <summary>The rule of an operator or call; null where the node is neither, or has none.</summary>
    public static Rule? Find(Expression node) => node switch
    {
        Unary unary => Find(unary.Operator switch { UnaryOperator.Negate => "-", UnaryOperator.Plus => "+", _ => "" }, 1),
        Binary binary => Find(ExpressionPrinter.Text(binary.Operator), 2),
        Call call => Find(call.Name, call.Arguments.Count),
        _ => null,
    };
}
