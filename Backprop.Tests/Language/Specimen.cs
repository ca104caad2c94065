using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Tests.Language;

/// <summary>A method <c>F</c> with what it needs around it, given to the generator: it must come out right, or refused.</summary>
internal sealed class Specimen
{
    private const string Head = """
        #nullable enable
        #pragma warning disable
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using Backprop;

        public enum Kind { Low, Middle, High }

        public partial class Sample
        {

        """;

    /// <summary>Compiled once, however many arguments a theory tries.</summary>
    private static readonly ConcurrentDictionary<(string, bool), Specimen> Known = [];

    private readonly string _source;
    private readonly GeneratorRun _run;
    private readonly Lazy<Type> _type;
    private readonly Lazy<IReadOnlyList<Diagnostic>> _complaints;

    private Specimen(string source, bool checkOverflow)
    {
        _source = source;
        _run = GeneratorRun.Once(source, checkOverflow: checkOverflow);
        _type = new(Load);
        _complaints = new(() => _run.CompilerDiagnostics);
    }

    /// <summary>What the generator says: id, the text that it points at, the message.</summary>
    public IReadOnlyList<(string Id, string At, string Message)> Problems =>
        [.. _run.Diagnostics.Select(d => (d.Id, _source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length), d.GetMessage()))];

    /// <summary>Whether the generator says that <c>F</c> cannot be differentiated.</summary>
    public bool IsAnError => _run.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);

    /// <summary>The kinds of operations that <c>F</c> is made of, as the compiler reads it.</summary>
    public IEnumerable<OperationKind> Kinds
    {
        get
        {
            SyntaxTree tree = _run.Input.SyntaxTrees.First();
            MethodDeclarationSyntax method = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().First(m => m.Identifier.Text == "F");
            return _run.Input.GetSemanticModel(tree).GetOperation(method)!.DescendantsAndSelf().Select(o => o.Kind);
        }
    }

    /// <summary>The generated code.</summary>
    public string Text => string.Join("\n", _run.Files.Values);

    /// <param name="members">Members of a partial class, <c>F</c> among them.</param>
    /// <param name="beside">Types and extension methods beside that class.</param>
    public static Specimen Of(string members, string beside = "", bool checkOverflow = false) =>
        Known.GetOrAdd((Head + members + "\n}\n" + beside, checkOverflow), key => new(key.Item1, key.Item2));

    /// <summary>Refused with one problem, at exactly this text.</summary>
    public void IsRefused(string id, string at, string? message = null)
    {
        IsSound();
        Assert.Equal([(id, at)], Problems.Select(p => (p.Id, p.At)));
        Assert.Empty(Text);
        if (message is not null)
        {
            Assert.Equal(message, Problems[0].Message);
        }
    }

    /// <summary>The generator does not crash, and what it writes compiles without a warning.</summary>
    public void IsSound()
    {
        Assert.All(_run.Diagnostics, d => Assert.StartsWith("BP", d.Id));
        Assert.All(_run.Driver.GetRunResult().Results, r => Assert.Null(r.Exception));
        Assert.True(_complaints.Value.Count == 0, $"{string.Join("\n", _complaints.Value)}\n{Text}");
    }

    /// <summary>
    /// Value, exception and gradient are right at these arguments: the first two are the method's own, the last agrees with
    /// the numeric one; the two halves say the same.
    /// </summary>
    public void IsRight(params object?[] arguments)
    {
        IsSound();
        Assert.DoesNotContain(Problems, p => p.Id is not ("BP3001" or "BP3003"));
        MethodInfo method = Method("F");
        ParameterInfo[] reals = [.. method.GetParameters().Where(IsDifferentiable)];
        object instance = Activator.CreateInstance(_type.Value, nonPublic: true)!;
        (object? value, Exception? thrown) = Call(method, instance, arguments);
        (object? both, Exception? gradientThrown) = Call(Method("FGradient"), instance, arguments);
        Array[] added = [.. reals.Select(p => Three(p.ParameterType))];
        (object? forwardValue, Exception? forwardThrown) = Halves(instance, arguments, method.ReturnType, added);
        Assert.Equal((thrown?.GetType(), thrown?.Message), (gradientThrown?.GetType(), gradientThrown?.Message));
        Assert.Equal((thrown?.GetType(), thrown?.Message), (forwardThrown?.GetType(), forwardThrown?.Message));
        if (thrown is not null)
        {
            return;
        }

        ITuple gradient = (ITuple)both!;
        Assert.Equal(Bits(value!), Bits(gradient[0]!));
        Assert.Equal(Bits(value!), Bits(forwardValue!));
        for (int i = 0; i < reals.Length; i++)
        {
            double analytic = Convert.ToDouble(gradient[i + 1]), numeric = Numeric(method, instance, arguments, reals[i]);
            Assert.True(IsNear(analytic, numeric, Loosest(method)), $"d{reals[i].Name}: {analytic:R}, by differences {numeric:R}\n{Text}");
        }

        for (int i = 0; i < reals.Length; i++)
        {
            double expected = 3 + (2 * Convert.ToDouble(gradient[i + 1])), found = Convert.ToDouble(added[i].GetValue(0));
            bool isFloat = reals[i].ParameterType == typeof(float) || method.ReturnType == typeof(float);
            Assert.True(IsNear(found, expected, isFloat ? 1e-4 : 1e-9), $"d{reals[i].Name}: backward {found}, expected {expected}\n{Text}");
        }
    }

    /// <summary>Both halves, the derivative of the result being 2.</summary>
    private (object? Value, Exception? Thrown) Halves(object instance, object?[] arguments, Type result, Array[] derivatives)
    {
        try
        {
            return (SpanCall.OfHalves(Method("FForward"), Method("FBackward"))(instance, arguments, Convert.ChangeType(2, result), derivatives), null);
        }
        catch (Exception e)
        {
            return (null, e);
        }
    }

    private static Array Three(Type type)
    {
        Array three = Array.CreateInstance(type, 1);
        three.SetValue(Convert.ChangeType(3, type), 0);
        return three;
    }

    private double Numeric(MethodInfo method, object instance, object?[] arguments, ParameterInfo parameter)
    {
        object?[] moved = [.. arguments];
        GradientCheckOptions options = new() { Epsilon = Loosest(method) < 1e-6 ? null : 1.2e-7 };
        return Backprop.NumericDerivative.Ridders(
            x =>
            {
                moved[parameter.Position] = Convert.ChangeType(x, parameter.ParameterType);
                return Convert.ToDouble(method.Invoke(instance, moved));
            },
            Convert.ToDouble(arguments[parameter.Position]),
            options).derivative;
    }

    /// <summary>What differences can tell: a float anywhere leaves few digits.</summary>
    private double Loosest(MethodInfo method) =>
        method.ReturnType == typeof(float) || method.GetParameters().Any(p => p.ParameterType == typeof(float)) || _source.Contains("(float)") ? 1e-2 : 1e-7;

    private static bool IsNear(double a, double b, double tolerance) => a.Equals(b) || Math.Abs(a - b) <= tolerance * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));

    private static object Bits(object value) => value is float f ? BitConverter.SingleToInt32Bits(f) : BitConverter.DoubleToInt64Bits((double)value);

    private static bool IsDifferentiable(ParameterInfo parameter) =>
        (parameter.ParameterType == typeof(double) || parameter.ParameterType == typeof(float))
        && parameter.GetCustomAttribute<NonDifferentiableAttribute>() is null;

    private static (object? Value, Exception? Thrown) Call(MethodInfo method, object instance, object?[] arguments)
    {
        try
        {
            return (method.Invoke(instance, arguments), null);
        }
        catch (TargetInvocationException e)
        {
            return (null, e.InnerException);
        }
    }

    private MethodInfo Method(string name) => _type.Value.GetMethod(
        name, BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)!;

    private Type Load()
    {
        using MemoryStream stream = new();
        Assert.True(_run.Output.Emit(stream).Success);
        stream.Position = 0;
        return new System.Runtime.Loader.AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream).GetType("Sample")!;
    }
}
