using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Backprop.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>Calls of <c>System.Numerics.Tensors.TensorPrimitives</c>, which work on whole arrays.</summary>
internal sealed class BulkReader(ReadingContext context)
{
    /// <summary>Whether a method is one of these.</summary>
    public static bool Reads(IMethodSymbol method) => method is
    {
        IsStatic: true,
        DeclaringSyntaxReferences.Length: 0,
        ContainingType:
        {
            Name: "TensorPrimitives",
            ContainingNamespace: { Name: "Tensors", ContainingNamespace: { Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } },
        },
    };

    /// <summary>What a call gives back; nothing where it fills an array.</summary>
    public Expression Read(IInvocationOperation call, string name)
    {
        IMethodSymbol method = call.TargetMethod;
        IParameterSymbol? destination = method.Parameters.FirstOrDefault(p => p.Type.Name == "Span");
        int arity = method.Parameters.Count(p => p.Type.Name != "Span");
        BulkRule? rule = BulkRules.Find(method.Name, arity, destination is not null);
        bool isUnread = method.Parameters.Any(p => !p.Type.IsScalar() && !p.Type.IsArray()) || method.Parameters.Length > arity + 1;
        if (isUnread)
        {
            context.Problems.Add(Missing(call, rule));
            return method.ReturnsVoid ? Constant.False : Constant.Default(Types.Of(method.ReturnType));
        }

        Expression[] values = context.InOrder(call.Arguments, a => Argument(a.Value, a.Parameter!));
        List<Expression> operands = [.. call.Arguments.Select((a, i) => (a.Parameter!, values[i])).Where(a => !a.Item1.Equals(destination, SymbolEqualityComparer.Default))
            .OrderBy(a => a.Item1.Ordinal).Select(a => a.Item2.Type.IsArray ? context.Arrays.Element(a.Item2) : a.Item2)];
        string text = method.IsGenericMethod ? $"{method.Name}<{string.Join(", ", method.TypeArguments.Select(t => Types.Of(t).Text))}>" : method.Name;
        Bulk bulk;
        if (destination is null)
        {
            Variable value = context.Fresh.New(Types.Of(method.ReturnType), name == "t" ? Names.Camel(method.Name) : name);
            bulk = new(value, text, operands.ToEquatableArray(), null, null, null);
        }
        else
        {
            int place = call.Arguments.ToList().FindIndex(a => a.Parameter!.Equals(destination, SymbolEqualityComparer.Default));
            context.Arrays.RefuseIfOutside(values[place], call.Arguments[place].Value, call);
            (Expression before, Variable after) = context.Arrays.Change(values[place]);
            bulk = new(null, text, operands.ToEquatableArray(), values[place], before, after);
        }

        context.Unless(bulk.Result, bulk.ResultType.IsReal && rule is null or { Refusal: not null } ? Missing(call, rule) : null);
        context.Block.Add(bulk);
        return (Expression?)bulk.Value ?? Constant.False;
    }

    /// <summary>An array under a name, a number under one too: it is read before the call, and once.</summary>
    private Expression Argument(IOperation argument, IParameterSymbol parameter)
    {
        IOperation inside = argument is IConversionOperation { Operand: { } operand } && operand.Type.IsArray() && parameter.Type.IsArray() ? operand : argument;
        Expression value = context.Expressions.Read(inside);
        return value.Type.IsArray ? context.Arrays.Once("array", value) : context.Once("t", value);
    }

    private static Problem Missing(IInvocationOperation call, BulkRule? rule)
    {
        string shown = "TensorPrimitives." + call.TargetMethod.Name;
        Microsoft.CodeAnalysis.Location place = call.Syntax.GetLocation();
        return rule?.Refusal is { } refusal
            ? Problem.At(place, Descriptors.RefusedFunction, shown, refusal)
            : Problem.At(place, Descriptors.NoRule, call.TargetMethod.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
    }
}
