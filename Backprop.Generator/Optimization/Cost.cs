using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>Counts what code does, for its documentation and for tests that nothing is done twice.</summary>
internal static class Cost
{
    /// <summary>Operations on real numbers, a call of a function counted as one; of two branches, both. What vectors do is done by the loop after them.</summary>
    public static int Operations(IEnumerable<Statement> body) => body.Where(s => s is not Loop { IsOfVectors: true })
        .Sum(s => (s is Bulk ? 1 : 0) + Traversal.Expressions(s).Sum(Operations) + Traversal.Blocks(s).Sum(b => Operations(b)));

    /// <summary>Calls of the function of this name: <c>Exp</c>.</summary>
    public static int Calls(IEnumerable<Statement> body, string name) => Traversal.Nodes(body).OfType<Call>().Count(c => c.Name == name);

    private static int Operations(Expression expression)
    {
        int count = IsOperation(expression) ? 1 : 0;
        foreach (Expression operand in expression.Operands)
        {
            count += Operations(operand);
        }

        return count;
    }

    private static bool IsOperation(Expression node) => node.Type.IsReal && node is Binary or Call or Unary { Operator: UnaryOperator.Negate };
}
