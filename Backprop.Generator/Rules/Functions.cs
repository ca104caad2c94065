using Backprop.Generator.IR;

namespace Backprop.Generator.Rules;

/// <summary>.NET's functions as rules write them; the argument's type picks <c>Math</c> or <c>MathF</c>.</summary>
internal static class Functions
{
    public static Expression Exp(Expression x) => Math("Exp", x);

    public static Expression Log(Expression x) => Math("Log", x);

    public static Expression Sin(Expression x) => Math("Sin", x);

    public static Expression Cos(Expression x) => Math("Cos", x);

    public static Expression Sinh(Expression x) => Math("Sinh", x);

    public static Expression Cosh(Expression x) => Math("Cosh", x);

    public static Expression Sqrt(Expression x) => Math("Sqrt", x);

    public static Expression Pow(Expression x, Expression y) => Math("Pow", x, y);

    public static Expression Abs(Expression x) => Math("Abs", x);

    public static Expression Max(Expression a, Expression b) => Math("Max", a, b);

    public static Expression LogP1(Expression x) => Member("LogP1", x);

    /// <summary>√(a² + b²), right where a² or b² would overflow or vanish.</summary>
    public static Expression Hypot(Expression a, Expression b) => Member("Hypot", a, b);

    public static Expression SinPi(Expression x) => Member("SinPi", x);

    public static Expression CosPi(Expression x) => Member("CosPi", x);

    /// <summary>A function of <c>Math</c> or, for a float, <c>MathF</c>.</summary>
    public static Expression Math(string name, params Expression[] arguments) =>
        new Call(arguments[0].Type, (arguments[0].Type == IRType.Single ? "MathF." : "Math.") + name, new(arguments));

    /// <summary>A static member of <c>double</c> or <c>float</c>.</summary>
    public static Expression Member(string name, params Expression[] arguments) =>
        new Call(arguments[0].Type, arguments[0].Type.Text + "." + name, new(arguments));

    /// <summary>A function of the runtime's that vectors have too.</summary>
    public static Expression Lane(string name, params Expression[] arguments) =>
        new Call(arguments[0].Type, "global::Backprop.CompilerServices.Lanes." + name, new(arguments));

    /// <summary>An integer argument as a number to calculate with.</summary>
    public static Expression Real(Expression n, IRType type) =>
        KnownNumber(n) is double number ? Constant.Real(number, type) : new Conversion(type, n);

    /// <summary>What a constant is as a number; null for what is known only when running.</summary>
    public static double? KnownNumber(Expression x) => x switch
    {
        Constant { Number: double.NaN } => null,
        Constant constant => constant.Number,
        Conversion { Operand: Constant } convert => KnownNumber(convert.Operand),
        Group group => KnownNumber(group.Value),
        Binary { Operator: BinaryOperator.Divide } quotient when quotient.Type == IRType.Double => KnownNumber(quotient.Left) / KnownNumber(quotient.Right),
        _ => null,
    };

    /// <summary>A test on a number: <c>double.IsNaN(x)</c>.</summary>
    public static Expression Test(string name, Expression x) => new Call(IRType.Boolean, x.Type.Text + "." + name, EquatableArray.Of(x));

    /// <summary>Keeps the order of operations as written here.</summary>
    public static Expression Together(Expression value) => new Group(value);

    public static Expression Less(Expression a, Expression b) => Binary.Of(BinaryOperator.Less, a, b);

    public static Expression Less(Expression a, double b) => Less(a, Constant.Real(b, a.Type));

    public static Expression LessOrEqual(Expression a, Expression b) => Binary.Of(BinaryOperator.LessOrEqual, a, b);

    public static Expression LessOrEqual(Expression a, double b) => LessOrEqual(a, Constant.Real(b, a.Type));

    public static Expression Greater(Expression a, Expression b) => Binary.Of(BinaryOperator.Greater, a, b);

    public static Expression Greater(Expression a, double b) => Greater(a, Constant.Real(b, a.Type));

    public static Expression GreaterOrEqual(Expression a, Expression b) => Binary.Of(BinaryOperator.GreaterOrEqual, a, b);

    public static Expression Equal(Expression a, Expression b) => Binary.Of(BinaryOperator.Equal, a, b);

    public static Expression Equal(Expression a, double b) => Equal(a, Constant.Real(b, a.Type));

    public static Expression And(Expression a, Expression b) => Binary.Of(BinaryOperator.ConditionalAnd, a, b);

    public static Expression Or(Expression a, Expression b) => Binary.Of(BinaryOperator.ConditionalOr, a, b);

    /// <summary><c>test ? then : otherwise</c>: the side not taken is not computed, so it leaks no NaN.</summary>
    public static Expression Select(Expression test, Expression then, Expression otherwise) => new Conditional(test, then, otherwise);

    public static Expression Select(Expression test, Expression then, double otherwise) =>
        new Conditional(test, then, Constant.Real(otherwise, then.Type));

    public static Expression Select(Expression test, double then, Expression otherwise) =>
        new Conditional(test, Constant.Real(then, otherwise.Type), otherwise);

    public static Expression Select(Expression test, double then, double otherwise, IRType type) =>
        new Conditional(test, Constant.Real(then, type), Constant.Real(otherwise, type));
}
