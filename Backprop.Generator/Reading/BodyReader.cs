using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Backprop.Generator.Optimization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>Reads one method's body into a function, and checks that a derivative can pass wherever it must.</summary>
internal static class BodyReader
{
    /// <summary>In place of a method whose derivative is custom: a call of the method.</summary>
    public static Function Call(IMethodSymbol method, CustomDerivative custom)
    {
        FreshVariables fresh = new(0);
        EquatableArray<Parameter> parameters = method.Parameters
            .Select(p => new Parameter(fresh.New(Types.Of(p.Type), Constants.Identifier(p.Name)), Parameters.IsDifferentiable(p))).ToEquatableArray();
        Pair pair = HelperReader.PairOf(custom);
        Variable value = fresh.New(Types.Of(method.ReturnType), "value"), saved = fresh.New(new(pair.SavedType), "saved");
        ForwardCall call = new(value, saved, pair, parameters.Select(p => (Expression)p.Variable).ToEquatableArray());
        return new(method.Name, parameters, EquatableArray.Of<Statement>(call), value);
    }

    public static (Function Function, EquatableArray<Problem> Problems, Places Places) Read(
        Compilation compilation, IMethodSymbol method, IBlockOperation body, INamedTypeSymbol target, HelperReader helpers, CancellationToken cancel)
    {
        ReadingContext context = new(compilation, method, target, helpers, cancel);
        List<Parameter> parameters = [];
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            Variable variable = context.Fresh.New(Types.Of(parameter.Type), Constants.Identifier(parameter.Name));
            parameters.Add(new(variable, Parameters.IsDifferentiable(parameter), variable.Type.IsArray ? context.Arrays.Declare(variable, isForeign: true) : null));
            context.Flow[parameter] = variable;
        }

        EquatableArray<Shaped> tensors = context.Tensors.Enter(method, parameters, body);

        context.Marks.Enter(method);
        context.DeclarePatterns(body);
        context.Statements.Read([body]);
        IRType type = Types.Of(method.ReturnType);
        Expression result = method.ReturnsVoid ? Constant.Nothing : context.Flow.ReturnValue ?? Constant.Default(type);
        if (!result.IsLeaf)
        {
            result = result.Type.IsArray ? context.Arrays.Once("value", result) : context.Let("value", result);
        }

        context.Arrays.RequireOwn(context.Arrays.Known(result, method));

        Function function = new(method.Name, parameters.ToEquatableArray(), context.Block.ToEquatableArray(), result)
        {
            Tensors = tensors,
            ResultShape = method.ReturnType.IsTensor() ? context.Tensors.ShapeOf(result) : null,
        };
        List<Problem> problems = [.. context.Problems.Distinct()];
        if (problems.Count == 0)
        {
            problems.AddRange(Check.Run(function, context.IfActive));
        }

        return (function with { Body = DeadCode.Remove(function.Body, [result]) }, problems.ToEquatableArray(), context.Marks.Places);
    }
}
