using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>
/// Calls whose results are constants as far as derivatives go: of methods marked [NonDifferentiable], and of Gradient.Stop.
/// What only they are given needs no derivative, so what cannot be differentiated may stand there.
/// </summary>
internal sealed class FrozenReader(ReadingContext context)
{
    /// <summary>Whether what is being read is given to such a call and to nothing else.</summary>
    public bool IsInside { get; private set; }

    /// <summary>Whether a method is the one that stops a derivative.</summary>
    public static bool IsStop(IMethodSymbol method) => method is
    {
        Name: "Stop",
        ContainingType: { Name: "Gradient", ContainingType: null, ContainingNamespace: { Name: "Backprop", ContainingNamespace.IsGlobalNamespace: true } },
    };

    /// <summary>Whether C# that is taken over as text gives a constant: it is marked, or given to such a call only, and keeps nothing.</summary>
    public bool IsConstant(IOperation operation) => (IsInside || IsMarked(operation)) && Leak(operation) is null;

    /// <summary>Reads what may be found again elsewhere, as if no such call stood around it.</summary>
    public Expression Outside(Func<Expression> read)
    {
        bool isInside = IsInside;
        IsInside = false;
        Expression value = read();
        IsInside = isInside;
        return value;
    }

    /// <summary>The constant that a call gives; null for any other call.</summary>
    /// <param name="call">Of a method that is no local function.</param>
    /// <param name="name">What the value is called.</param>
    public Expression? Read(IInvocationOperation call, string name)
    {
        IMethodSymbol method = call.TargetMethod;
        if (!Parameters.IsNonDifferentiable(method) && !(IsInside && MayBeCalled(call, method)))
        {
            return null;
        }

        bool isInside = IsInside;
        IsInside |= !LeavesSomething(call);
        Expression read = IsStop(method) ? Frozen.Stop(context.Expressions.Read(call.Arguments[0].Value))
            : IsReachable(method) && IsPlain(call) ? ReadCall(call, method)
            : ReadText(call);
        IsInside = isInside;
        return IsStop(method) || read is not (Frozen or Opaque) ? read : Keep(call, method, read, name);
    }

    private Expression Keep(IInvocationOperation call, IMethodSymbol method, Expression read, string name)
    {
        if (context.MayChangeState(call))
        {
            context.ForgetMembers();
        }

        if (method.ReturnsVoid)
        {
            context.Block.Add(new IR.Run(read));
            return read;
        }

        Variable value = context.Let(name == "t" ? Names.Camel(method.Name) : name, read);
        return value.Type.IsArray ? context.Arrays.Member(value) : value;
    }

    /// <summary>Whether inside a constant a method is called as it is: it makes a number of numbers, and keeps nothing.</summary>
    private bool MayBeCalled(IInvocationOperation call, IMethodSymbol method) =>
        HelperReader.MayVary(method) && !CallReader.IsFunctionOfNet(method) && !method.ReturnType.IsArray() && !method.Parameters.Any(p => p.Type.IsArray())
        && IsReachable(method) && Leak(call) is null;

    private bool IsReachable(IMethodSymbol method) =>
        context.Compilation.IsSymbolAccessibleWithin(method, context.Target) && !TypeReader.IsFileLocal(method.ContainingType);

    /// <summary>What keeps a number elsewhere, as far as can be looked into; what is marked is taken at its word.</summary>
    private Problem? Leak(IOperation operation) => new Purity(context.Compilation, context.Cancel, trusts: true, onlyKnown: true).Leak(operation);

    private static bool IsMarked(IOperation operation) => (operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IBinaryOperation binary => binary.OperatorMethod,
        IUnaryOperation unary => unary.OperatorMethod,
        IConversionOperation conversion => conversion.OperatorMethod,
        _ => null,
    }) is { } method && Parameters.IsNonDifferentiable(method);

    /// <summary>Whether something in a call's arguments is found again after the call: then it may need its derivative.</summary>
    private static bool LeavesSomething(IInvocationOperation call) => call.ChildOperations.SelectMany(c => c.DescendantsAndSelf()).Any(o => o is
        IAssignmentOperation or IIncrementOrDecrementOperation
        or IDeclarationExpressionOperation or IDeclarationPatternOperation or IRecursivePatternOperation or IListPatternOperation
        or IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction });

    /// <summary>Whether a call's arguments, and the object that it is called on, can be read one by one.</summary>
    private static bool IsPlain(IInvocationOperation call) => call.Arguments.All(IsPlain)
        && call.Instance is null or IInstanceReferenceOperation { Syntax: not BaseExpressionSyntax } or { Type.IsReferenceType: true, Syntax: not BaseExpressionSyntax };

    private static bool IsPlain(IArgumentOperation argument) => argument.Parameter!.RefKind is RefKind.None or RefKind.In
        && (argument.ArgumentKind is ArgumentKind.Explicit or ArgumentKind.DefaultValue || argument.Value is IArrayCreationOperation { Initializer: not null });

    private Expression ReadText(IInvocationOperation call)
    {
        (Opaque? text, string? obstacle) = OpaqueReader.Read(context, call);
        return text is null ? context.Calls.RefuseOpaque(call, obstacle!) : Leak(call) is { } leak ? context.Unless(text, leak) : Frozen.Of(text);
    }

    private Expression ReadCall(IInvocationOperation call, IMethodSymbol method)
    {
        List<(int Place, IOperation Value)> parts = [.. call.Arguments.SelectMany(Given)];
        if (call.Instance is not (null or IInstanceReferenceOperation))
        {
            parts.Insert(0, (-1, call.Instance));
        }

        Expression[] values = context.InOrder(parts, p => context.Expressions.Read(p.Value));
        if (call.Arguments.FirstOrDefault(a => a.ArgumentKind == ArgumentKind.Explicit && Parameters.IsWritable(a.Parameter!.Type)) is { Value: { } written })
        {
            return context.Refuse(written, Descriptors.UnsupportedExpression, Refusals.Quote(written), $"'{method.Name}' may write into it", $"let '{method.Name}' take a ReadOnlySpan");
        }

        if (method.ReturnType.IsArray() && values.Any(v => v.Type.IsArray))
        {
            return context.Refuse(
                call, Descriptors.UnsupportedExpression, Refusals.Quote(call), "the array that it returns may be one that it is given", "return a number, or take numbers");
        }

        EquatableArray<Expression> holes = parts.Zip(values, (p, v) => (p.Place, Value: v)).OrderBy(p => p.Place).Select(p => p.Value).ToEquatableArray();
        EquatableArray<Expression> states = values.Where(v => v.Type.IsArray).Select(context.Arrays.StateOf).ToEquatableArray();
        return new Frozen(new Opaque(Types.Of(call.Type!), Texts(call, method, holes.Count), holes), states);
    }

    /// <summary>An argument, or what <c>params</c> collects, by its place in the call.</summary>
    private static IEnumerable<(int Place, IOperation Value)> Given(IArgumentOperation argument) =>
        argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } collected } }
            ? collected.ElementValues.Select((v, i) => (argument.Parameter!.Ordinal + i, v))
            : [(argument.Parameter!.Ordinal, argument.Value)];

    /// <summary>The text around what a method is given, and around the object that it is called on.</summary>
    private static EquatableArray<string> Texts(IInvocationOperation call, IMethodSymbol method, int holes)
    {
        string types = method.TypeArguments.Length == 0 ? "" : $"<{string.Join(", ", method.TypeArguments.Select(t => Types.Of(t).Text))}>";
        string own = $".{Constants.Identifier(method.Name)}{types}(";
        List<string> texts = call.Instance switch
        {
            null => [Names.Full(method) + types + "("],
            IInstanceReferenceOperation => ["this" + own],
            _ => ["", own],
        };
        int first = texts.Count;
        while (texts.Count <= holes)
        {
            texts.Add(", ");
        }

        texts[texts.Count - 1] = texts.Count > first ? ")" : texts[texts.Count - 1] + ")";
        return texts.ToEquatableArray();
    }
}
