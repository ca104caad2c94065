using System.Reflection;
using Backprop.Generator.IR;

namespace Backprop.Tests.Rules;

/// <summary>Computes IR expressions as C# would, with .NET's own functions, so that a rule can be tested before code is written from it.</summary>
internal static class Evaluator
{
    private static readonly Dictionary<string, Type> Owners = new()
    {
        ["Math"] = typeof(Math),
        ["MathF"] = typeof(MathF),
        ["double"] = typeof(double),
        ["float"] = typeof(float),
    };

    /// <param name="values">The variables by name.</param>
    public static object Evaluate(Expression expression, IReadOnlyDictionary<string, object> values)
    {
        object At(Expression e) => Evaluate(e, values);
        return expression switch
        {
            Variable variable => values[variable.Name],
            Primal primal => At(primal.Value),
            Group group => At(group.Value),
            Constant constant => Value(constant),
            Unary { Operator: UnaryOperator.Negate } unary => -(dynamic)At(unary.Operand),
            Unary { Operator: UnaryOperator.Plus } unary => At(unary.Operand),
            Binary { Operator: BinaryOperator.ConditionalAnd } both => (bool)At(both.Left) && (bool)At(both.Right),
            Binary { Operator: BinaryOperator.ConditionalOr } either => (bool)At(either.Left) || (bool)At(either.Right),
            Binary binary => Operate(binary.Operator, At(binary.Left), At(binary.Right)),
            Conversion conversion when conversion.Type == IRType.Double => (double)(dynamic)At(conversion.Operand),
            Conversion conversion when conversion.Type == IRType.Single => (float)(dynamic)At(conversion.Operand),
            Conditional choice => (bool)At(choice.Test) ? At(choice.Then) : At(choice.Else),
            Call call => Invoke(call.Method, [.. call.Arguments.Select(At)]),
            _ => throw new NotSupportedException($"{expression.GetType().Name} {expression}"),
        };
    }

    /// <summary>The value as a double, whatever its type.</summary>
    public static double Number(Expression expression, IReadOnlyDictionary<string, object> values) =>
        Convert.ToDouble(Evaluate(expression, values));

    private static object Value(Constant constant) =>
        constant.Type == IRType.Double ? constant.Number
        : constant.Type == IRType.Single ? (float)constant.Number
        : constant.Type == IRType.Int32 ? (int)constant.Number
        : Enum.Parse<MidpointRounding>(constant.Text[(constant.Text.LastIndexOf('.') + 1)..]);

    private static object Operate(BinaryOperator @operator, dynamic a, dynamic b) => @operator switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        BinaryOperator.Divide => a / b,
        BinaryOperator.Remainder => a % b,
        BinaryOperator.Equal => a == b,
        BinaryOperator.Less => a < b,
        BinaryOperator.LessOrEqual => a <= b,
        BinaryOperator.Greater => a > b,
        BinaryOperator.GreaterOrEqual => a >= b,
        _ => throw new NotSupportedException($"{@operator}"),
    };

    private static object Invoke(string name, object[] arguments)
    {
        string[] parts = name.Replace("<long>", "").Split('.');
        MethodInfo method = Owners[parts[0]].GetMethod(parts[1], [.. arguments.Select(a => a.GetType())])
            ?? throw new MissingMethodException($"{name}({string.Join(", ", arguments.Select(a => a.GetType().Name))})");
        return (method.IsGenericMethod ? method.MakeGenericMethod(typeof(long)) : method).Invoke(null, arguments)!;
    }
}
