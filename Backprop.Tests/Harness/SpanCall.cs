using System.Linq.Expressions;
using System.Reflection;

namespace Backprop.Tests.Harness;

/// <summary>Calls that reflection refuses: of methods that take spans, and of halves that hand over a struct that holds some.</summary>
/// <remarks>Arguments are boxed; where a span is taken, an array is given. An instance is null for a static method.</remarks>
internal static class SpanCall
{
    /// <summary>A method: from the instance and the arguments to what it returns.</summary>
    public static Func<object?, object?[], object?> Of(MethodInfo method)
    {
        ParameterExpression instance = Expression.Parameter(typeof(object)), arguments = Expression.Parameter(typeof(object[]));
        Expression call = Call(instance, method, Arguments(arguments, method.GetParameters()));
        return Expression.Lambda<Func<object?, object?[], object?>>(Boxed(call), instance, arguments).Compile();
    }

    /// <summary>
    /// Both halves, one behind the other, and the end of what is saved: from the instance, the arguments, the derivative of the
    /// result, if there is one, and an array for each derivative that is added to, to the value.
    /// </summary>
    public static Func<object?, object?[], object?, Array[], object?> OfHalves(MethodInfo forward, MethodInfo backward)
    {
        ParameterExpression instance = Expression.Parameter(typeof(object)), arguments = Expression.Parameter(typeof(object[]));
        ParameterExpression dvalue = Expression.Parameter(typeof(object)), derivatives = Expression.Parameter(typeof(Array[]));
        ParameterInfo[] inputs = forward.GetParameters()[..^1], outputs = backward.GetParameters()[1..];
        ParameterExpression saved = Expression.Variable(backward.GetParameters()[0].ParameterType.GetElementType()!);
        ParameterExpression value = Expression.Variable(typeof(object));
        List<Expression> given = [saved];
        if (forward.ReturnType != typeof(void))
        {
            given.Add(Argument(dvalue, outputs[0].ParameterType));
            outputs = outputs[1..];
        }

        return Expression.Lambda<Func<object?, object?[], object?, Array[], object?>>(
            Expression.Block(
                [saved, value],
                Expression.Assign(value, Boxed(Call(instance, forward, [.. Arguments(arguments, inputs), saved]))),
                Call(instance, backward, [.. given, .. Arguments(derivatives, outputs)]),
                saved.Type.GetMethod(nameof(IDisposable.Dispose)) is { } dispose ? Expression.Call(saved, dispose) : Expression.Empty(),
                value),
            instance, arguments, dvalue, derivatives).Compile();
    }

    private static MethodCallExpression Call(Expression instance, MethodInfo method, IEnumerable<Expression> arguments) =>
        Expression.Call(method.IsStatic ? null : Expression.Convert(instance, method.DeclaringType!), method, arguments);

    private static IEnumerable<Expression> Arguments(Expression array, IEnumerable<ParameterInfo> parameters) =>
        parameters.Select((p, i) => Argument(Expression.ArrayIndex(array, Expression.Constant(i)), p.ParameterType));

    /// <summary>An array as a span; its only element by reference.</summary>
    private static Expression Argument(Expression boxed, Type type) => type switch
    {
        { IsByRefLike: true } => Expression.Convert(Expression.Convert(boxed, type.GetGenericArguments()[0].MakeArrayType()), type),
        { IsByRef: true } when boxed.Type == typeof(Array) =>
            Expression.ArrayAccess(Expression.Convert(boxed, type.GetElementType()!.MakeArrayType()), Expression.Constant(0)),
        { IsByRef: true } => Expression.Convert(boxed, type.GetElementType()!),
        _ => Expression.Convert(boxed, type),
    };

    private static Expression Boxed(Expression call) =>
        call.Type == typeof(void) ? Expression.Block(call, Expression.Constant(null)) : Expression.Convert(call, typeof(object));
}
