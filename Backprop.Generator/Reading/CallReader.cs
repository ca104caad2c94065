using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Backprop.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>Calls and members: a function with a rule, a helper to differentiate, or text that carries no derivative.</summary>
internal sealed partial class CallReader(ReadingContext context)
{
    public Expression Read(IInvocationOperation call, string name)
    {
        IMethodSymbol method = call.TargetMethod;
        if (context.LocalFunctions.TryGetValue(method.OriginalDefinition, out IOperation local))
        {
            return Inline(call, method, ((ILocalFunctionOperation)local).Body!, name);
        }

        if (context.Frozen.Read(call, name) is { } frozen)
        {
            return frozen;
        }

        if (context.Helpers.CustomOf(method) is { } custom)
        {
            return ReadCustom(call, custom, name);
        }

        if (BulkReader.Reads(method))
        {
            return context.Frozen.Outside(() => context.Bulks.Read(call, name));
        }

        if (IsFunctionOfNet(method) && method.ReturnType.IsScalar() && call.Arguments.All(a => a.Value.Type!.IsScalar()))
        {
            return ReadFunction(call, method);
        }

        return HelperReader.MayVary(method) || context.Helpers.IsReadInPlace(method) ? context.Frozen.Outside(() => ReadHelper(call, method, name)) : ReadOpaque(call);
    }

    /// <summary>A call for its effect: of a local function, whose assignments count, or of anything that sees no active value.</summary>
    public void ReadVoid(IInvocationOperation call)
    {
        if (IsLeftOutSomewhere(call))
        {
            RefuseOpaque(call, "whether it is called is a matter of the build");
            return;
        }

        if (context.Tensors.RefusesEffect(call))
        {
            return;
        }

        if (context.LocalFunctions.TryGetValue(call.TargetMethod.OriginalDefinition, out IOperation local))
        {
            Inline(call, call.TargetMethod, ((ILocalFunctionOperation)local).Body!, "t");
            return;
        }

        if (context.Frozen.Read(call, "t") is not null || context.Slices.ReadEffect(call) || context.Arrays.IsNeverNull(call))
        {
            return;
        }

        if (BulkReader.Reads(call.TargetMethod))
        {
            context.Bulks.Read(call, "t");
            return;
        }

        if (context.Helpers.IsReadInPlace(call.TargetMethod))
        {
            ReadHelper(call, call.TargetMethod, "t");
            return;
        }

        (Opaque? text, string? obstacle) = OpaqueReader.Read(context, call);
        if (text is null)
        {
            RefuseOpaque(call, obstacle!);
            return;
        }

        context.Block.Add(new IR.Run(context.Unless(text, IfActive(call))));
        if (context.MayChangeState(call))
        {
            context.ForgetMembers();
        }
    }

    /// <summary>A [Conditional] call that this file's own #define decides on, or that would be put in place whatever decides.</summary>
    private bool IsLeftOutSomewhere(IInvocationOperation call) =>
        call.TargetMethod.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == "System.Diagnostics.ConditionalAttribute")
        && (context.LocalFunctions.ContainsKey(call.TargetMethod.OriginalDefinition)
            || call.Syntax.SyntaxTree.GetRoot(context.Cancel).GetFirstToken(includeZeroWidth: true).LeadingTrivia
                .Any(t => t.IsKind(SyntaxKind.DefineDirectiveTrivia) || t.IsKind(SyntaxKind.UndefDirectiveTrivia)));

    /// <summary>Takes C# over as text; an error where its value could depend on a differentiated parameter.</summary>
    public Expression ReadOpaque(IOperation operation)
    {
        Expression text = ReadText(operation);
        if (text is not (Opaque or Frozen))
        {
            return StandIn(operation);
        }

        if (text.Type == IRType.Void)
        {
            context.Block.Add(new IR.Run(text));
            return Constant.False;
        }

        return context.Let(LocalName(operation), text);
    }

    /// <summary>The same, for a place where it is evaluated at once.</summary>
    public Expression ReadText(IOperation operation)
    {
        (Opaque? text, string? obstacle) = OpaqueReader.Read(context, operation);
        if (text is null)
        {
            return RefuseOpaque(operation, obstacle!);
        }

        if (operation.DescendantsAndSelf().Any(o => o is IInvocationOperation or IObjectCreationOperation) && context.MayChangeState(operation))
        {
            context.ForgetMembers();
        }

        return context.Frozen.IsConstant(operation)
            ? Frozen.Of(text)
            : context.Unless(text, RefusedFunction(operation) ?? IfActive(operation));
    }

    public static bool IsFunctionOfNet(IMethodSymbol method) =>
        method is { IsStatic: true, DeclaredAccessibility: Accessibility.Public }
        && (method.ContainingType.IsReal()
            || (method.ContainingType is { Name: "Math" or "MathF", ContainingType: null } type
                && type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true }));

    private Expression ReadFunction(IInvocationOperation call, IMethodSymbol method)
    {
        string owner = method.ContainingType.IsReal() ? Types.Of(method.ContainingType).Text : method.ContainingType.Name;
        string types = method.IsGenericMethod ? $"<{string.Join(", ", method.TypeArguments.Select(t => Types.Of(t).Text))}>" : "";
        Call function = new(Types.Of(method.ReturnType), $"{owner}.{method.Name}{types}", Arguments(call).ToEquatableArray());
        string shown = owner + "." + method.Name;
        Rule? rule = RuleTable.Find(function);
        return context.Frozen.IsInside && function.Type != IRType.Boolean && rule is null or { Refusal: not null } ? Frozen.Of(function)
            : rule is null ? context.Unless(function, function.Type == IRType.Boolean ? null : NoRule(call, method))
            : rule.Refusal is { } refusal ? context.Unless(function, At(call, Descriptors.RefusedFunction, shown, refusal))
            : function;
    }

    /// <summary>A method that is called as it is, with the derivative that its user wrote.</summary>
    private Expression ReadCustom(IInvocationOperation call, CustomDerivative custom, string name)
    {
        if (DerivativeFit.From(context.Target, custom, context.Compilation) is { } misfit)
        {
            context.Problems.Add(misfit);
            return StandIn(call);
        }

        // Called twice, so that what is computed for it has a name.
        Variable value = Call(call, custom.Method, HelperReader.PairOf(custom), name, (parameter, argument) =>
            argument is IR.Conversion { Operand.IsLeaf: true } ? argument : context.Once(parameter.Name, argument));
        if (context.MayChangeState(call))
        {
            context.ForgetMembers();
        }

        return value;
    }

    private Expression ReadHelper(IInvocationOperation call, IMethodSymbol method, string name)
    {
        if (context.Helpers.Obstacle(method, call.Instance, context.Target) is { } obstacle)
        {
            (Opaque? text, _) = OpaqueReader.Read(context, call);
            Problem problem = At(call, obstacle.Descriptor, obstacle.Arguments);
            if (text is null)
            {
                context.Problems.Add(problem);
                return Constant.Default(Types.Of(method.ReturnType));
            }

            return context.Let(LocalName(call), context.Unless(text, problem));
        }

        if (context.Helpers.IsReadInPlace(method))
        {
            return Inline(call, method, context.Helpers.Body(method)!, name);
        }

        if (context.Helpers.SmallBody(method, context.Target) is { } small)
        {
            return Inline(call, method, small, name);
        }

        (Pair? pair, EquatableArray<Problem> problems) = context.Helpers.Read(method, context.Target, call);
        context.Problems.AddRange(problems);
        return pair is null ? StandIn(call) : Call(call, method, pair, name);
    }

    private Variable Call(IInvocationOperation call, IMethodSymbol method, Pair pair, string name, Func<IParameterSymbol, Expression, Expression>? keep = null)
    {
        Expression[] arguments = Arguments(call, keep);
        string called = name == "t" ? Names.Camel(method.Name) : name;
        Variable value = context.Fresh.New(Types.Of(method.ReturnType), called);
        Variable saved = context.Fresh.New(new(pair.SavedType), called + "Saved");
        context.Block.Add(new ForwardCall(value, saved, pair, new(arguments)));
        return value;
    }

    /// <summary>Puts a body in the place of its call.</summary>
    private Expression Inline(IInvocationOperation call, IMethodSymbol method, IBlockOperation body, string name)
    {
        if (context.Inlined.Contains(method, SymbolEqualityComparer.Default))
        {
            return context.Refuse(call, Descriptors.Recursion, method.Name);
        }

        if (method.MethodKind == MethodKind.LocalFunction && Parameters.IsNonDifferentiable(method))
        {
            return context.Refuse(call, Descriptors.UnsupportedExpression, Refusals.Quote(call), "a local function marked [NonDifferentiable] has no name by which it could be called", $"make '{method.Name}' a method");
        }

        Expression[] arguments = Arguments(call);
        Flow flow = context.Flow;
        (Expression returned, Expression broken, Expression continued, Expression? value, string returnName) =
            (flow.Returned, flow.Broken, flow.Continued, flow.ReturnValue, flow.ReturnName);
        (flow.Returned, flow.Broken, flow.Continued, flow.ReturnValue) = (Constant.False, Constant.False, Constant.False, null);
        flow.ReturnName = name == "t" ? Names.Camel(method.Name) : name;
        foreach (IParameterSymbol parameter in HelperReader.Implementation(method).Parameters)
        {
            // Only what is read once and cannot throw may stand where it is read; anything else is computed here, under the parameter's name.
            int uses = body.Descendants().OfType<IParameterReferenceOperation>().Count(r => SymbolEqualityComparer.Default.Equals(r.Parameter, parameter));
            Expression argument = arguments[parameter.Ordinal];
            bool isPlain = uses <= 1 && body.Operations.Length == 1 && !argument.MayThrow;
            flow[parameter] = isPlain || argument.Type.IsArray ? context.Arrays.Once(parameter.Name, argument) : context.Once(parameter.Name, argument);
        }

        context.Inlined.Push(method);
        context.Marks.Enter(method);
        context.Tensors.Hold(call, HelperReader.Implementation(method), body);
        Expression result = context.Arrays.Known(ReadBody(body, name, call.Type!), method);
        context.Inlined.Pop();
        Forget(HelperReader.Implementation(method));
        (context.Flow.Returned, context.Flow.Broken, context.Flow.Continued, context.Flow.ReturnValue, context.Flow.ReturnName) =
            (returned, broken, continued, value, returnName);
        return result;
    }

    /// <summary>A method's own names mean nothing after its call.</summary>
    private void Forget(IMethodSymbol method)
    {
        foreach (object own in context.Flow.Keys.Where(k => k is ILocalSymbol or IParameterSymbol && SymbolEqualityComparer.Default.Equals(((ISymbol)k).ContainingSymbol, method)).ToList())
        {
            context.Flow[own] = null;
        }
    }

    private Expression ReadBody(IBlockOperation body, string name, ITypeSymbol type)
    {
        context.DeclarePatterns(body);
        if (body.Operations.Length == 1 && body.Operations[0] is IReturnOperation { ReturnedValue: { } only })
        {
            return context.Expressions.Read(only, name);
        }

        context.Statements.Read([body]);
        return context.Flow.ReturnValue ?? (type.SpecialType == SpecialType.System_Void ? Constant.False : Constant.Default(Types.Of(type)));
    }

    /// <summary>The arguments by parameter, evaluated in the order in which they are written.</summary>
    /// <param name="call">Whose arguments are read.</param>
    /// <param name="keep">What stands for each once it is read; the argument itself if null.</param>
    private Expression[] Arguments(IInvocationOperation call, Func<IParameterSymbol, Expression, Expression>? keep = null)
    {
        Expression[] values = context.InOrder(call.Arguments, a =>
        {
            Expression value = context.Expressions.Read(a.Value, a.Parameter!.Name);
            return keep is null ? value : keep(a.Parameter!, value);
        });
        Expression[] arguments = new Expression[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            arguments[call.Arguments[i].Parameter!.Ordinal] = values[i];
        }

        return arguments;
    }

    public Expression RefuseOpaque(IOperation operation, string obstacle)
    {
        if (operation is ISimpleAssignmentOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation)
        {
            IOperation target = operation.ChildOperations.First();
            if (target is IFieldReferenceOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation or IParameterReferenceOperation)
            {
                return context.Refuse(operation, Descriptors.StateWritten, Refusals.Quote(target));
            }
        }

        if (RefusedFunction(operation) is { } refused)
        {
            context.Problems.Add(refused);
            return StandIn(operation);
        }

        (string what, string instead) = Refusals.Expression(operation);
        string reason = operation is IInvocationOperation ? obstacle : what;
        return context.Refuse(operation, Descriptors.UnsupportedExpression, Refusals.Quote(operation), reason, instead);
    }

    /// <summary>What is wrong where an active value arrives: nothing where it is only looked at, to decide something.</summary>
    private Problem? IfActive(IOperation operation) =>
        operation.Type?.SpecialType is SpecialType.System_Boolean or SpecialType.System_Void ? new Purity(context.Compilation, context.Cancel, trusts: true).Leak(operation)
        : RefusedFunction(operation) ?? (operation is IInvocationOperation call ? NoRule(call, call.TargetMethod) : Unsupported(operation));

    /// <summary>What is read on with where there is a problem.</summary>
    private static Constant StandIn(IOperation operation) => Constant.Default(operation.Type is null ? IRType.Double : Types.Of(operation.Type));

    /// <summary>A function of .NET that the table refuses, somewhere in an expression that is refused for it.</summary>
    private static Problem? RefusedFunction(IOperation operation) => operation.DescendantsAndSelf()
        .OfType<IInvocationOperation>()
        .Where(c => IsFunctionOfNet(c.TargetMethod))
        .Select(c => (Call: c, RuleTable.Find(c.TargetMethod.Name, c.Arguments.Length)?.Refusal))
        .Where(c => c.Refusal is not null)
        .Select(c => At(c.Call, Descriptors.RefusedFunction, $"{c.Call.TargetMethod.ContainingType.Name}.{c.Call.TargetMethod.Name}", c.Refusal!))
        .FirstOrDefault();

    private static string LocalName(IOperation operation) =>
        operation is IInvocationOperation call ? Names.Camel(call.TargetMethod.Name) : "t";

    private static Problem NoRule(IOperation at, IMethodSymbol method) =>
        At(at, Descriptors.NoRule, method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));

    private static Problem Unsupported(IOperation operation)
    {
        (string what, string instead) = Refusals.Expression(operation);
        return At(operation, Descriptors.UnsupportedExpression, Refusals.Quote(operation), what, instead);
    }

    private static Problem At(IOperation operation, DiagnosticDescriptor descriptor, params string[] arguments) =>
        Problem.At(operation.Syntax.GetLocation(), descriptor, arguments);
}
