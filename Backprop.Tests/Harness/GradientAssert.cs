using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Harness;

/// <summary>Holds what was generated for a method against the method itself, at one point.</summary>
/// <remarks>
/// The value is the method's own to the bit; the derivatives are those of the method's differences; the two halves give the
/// same derivatives, in proportion to the one they are given, and add them to what is there.
/// </remarks>
internal sealed class GradientAssert
{
    private const double SingleEpsilon = 1.2e-7, Digits = 1e-12, SingleDigits = 2e-5;

    private readonly GeneratedMembers _members;
    private readonly object[] _arguments;
    private readonly bool _isSingle;

    private GradientAssert(GeneratedMembers members, object[] arguments)
    {
        (_members, _arguments) = (members, arguments);
        _isSingle = members.Method.ReturnType == typeof(float) || arguments.Any(a => a is float);
    }

    /// <summary>Compiles a source, with nullable types on and off, and checks one method of it.</summary>
    /// <param name="path">Type and method, as reflection names the type: <c>Space.Outer+Inner.F</c>.</param>
    public static void Holds(string source, string path, params object[] arguments)
    {
        foreach (NullableContextOptions nullable in new[] { NullableContextOptions.Enable, NullableContextOptions.Disable })
        {
            Holds(GeneratorRun.Once(source, nullable), path, arguments);
        }
    }

    public static void Holds(GeneratorRun run, string path, params object[] arguments)
    {
        Assert.DoesNotContain(run.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Holds(run.Load(), path, arguments);
    }

    public static void Holds(Assembly assembly, string path, params object[] arguments)
    {
        int dot = path.LastIndexOf('.');
        GradientAssert check = new(new(assembly.GetType(path[..dot], throwOnError: true)!, path[(dot + 1)..], arguments), arguments);
        check.SignaturesAgree();
        double[] gradient = check.GradientIsRight();
        check.HalvesAgree(gradient);
    }

    private void SignaturesAgree()
    {
        foreach (MethodInfo generated in new[] { _members.Gradient, _members.Forward, _members.Backward })
        {
            Assert.Equal(_members.Method.IsStatic, generated.IsStatic);
            Assert.Equal(_members.Method.Attributes & MethodAttributes.MemberAccessMask, generated.Attributes & MethodAttributes.MemberAccessMask);
        }

        ParameterInfo[] own = _members.Method.GetParameters(), gradients = _members.Gradient.GetParameters();
        Assert.Equal(own.Select(Declared), gradients.Select(Declared));
        Assert.Equal(
            ["value", .. _members.Differentiated.Select(i => "d" + own[i].Name)],
            _members.Gradient.ReturnParameter.GetCustomAttribute<TupleElementNamesAttribute>()!.TransformNames.Take(1 + _members.Differentiated.Length));
    }

    private static (string?, Type, bool, object?) Declared(ParameterInfo p) => (p.Name, p.ParameterType, p.HasDefaultValue, p.HasDefaultValue ? p.RawDefaultValue : null);

    private double[] GradientIsRight()
    {
        object[] found = _members.ValueAndGradient(_arguments);
        IsSameBits(_members.Value(_arguments), found[0]);
        double[] gradient = [.. found.Skip(1).Select(Convert.ToDouble)];
        int[] places = _members.Differentiated;
        GradientCheckReport report = GradientCheck.Of(
            point => Convert.ToDouble(_members.Value(Moved(point))),
            [.. places.Select(i => Convert.ToDouble(_arguments[i]))],
            gradient,
            [.. places.Select(i => _members.Method.GetParameters()[i].Name!)],
            _isSingle ? new() { Epsilon = SingleEpsilon } : null);
        Assert.True(report.Entries.All(e => e.Verdict is GradientCheckVerdict.Right or GradientCheckVerdict.Kink), report.ToString());
        return gradient;
    }

    private void HalvesAgree(double[] gradient)
    {
        (object value, object saved) = _members.CallForward(_arguments);
        IsSameBits(_members.Value(_arguments), value);

        double[] zero = new double[gradient.Length], before = [.. gradient.Select((_, i) => 0.5 + (0.25 * i))];
        double[] one = Backward(1, zero), minusTwo = Backward(-2, zero), added = Backward(1, before);
        for (int i = 0; i < gradient.Length; i++)
        {
            IsNear(gradient[i], one[i], 0);
            Assert.Equal(-2 * one[i], minusTwo[i]);
            IsNear(before[i] + gradient[i], added[i], before[i]);
        }

        double[] Backward(double dvalue, double[] from) => [.. _members.CallBackward(saved, dvalue, from).Select(Convert.ToDouble)];
    }

    private object[] Moved(double[] point)
    {
        object[] moved = [.. _arguments];
        foreach ((int place, double number) in _members.Differentiated.Zip(point))
        {
            moved[place] = GeneratedMembers.As(number, _members.Method.GetParameters()[place].ParameterType);
        }

        return moved;
    }

    private static void IsSameBits(object expected, object actual) => Assert.True(
        expected switch
        {
            double number => BitConverter.DoubleToInt64Bits(number) == BitConverter.DoubleToInt64Bits((double)actual),
            _ => BitConverter.SingleToInt32Bits((float)expected) == BitConverter.SingleToInt32Bits((float)actual),
        },
        $"The method returns {expected:R}, the generated code {actual:R}.");

    private void IsNear(double expected, double actual, double scale)
    {
        double allowed = (_isSingle ? SingleDigits : Digits) * Math.Max(Math.Abs(expected), Math.Abs(scale));
        Assert.True(expected.Equals(actual) || Math.Abs(expected - actual) <= allowed, $"The gradient is {expected:R}, the halves give {actual:R}.");
    }
}
