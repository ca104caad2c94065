using System.Reflection;
using System.Runtime.CompilerServices;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>An annotated method of the seeds and what is generated for it, at points of any shape.</summary>
/// <remarks>
/// A point holds an argument for each parameter; spans are given as arrays. Of a method that returns nothing, the derivatives
/// of the arrays that it leaves are given beforehand.
/// </remarks>
internal sealed class SeedMethod
{
    private readonly ParameterInfo[] _parameters;
    private readonly ParameterInfo[] _differentiated;
    private readonly bool _returns;
    private readonly Func<object?, object?[], object?> _own, _gradient;
    private readonly Func<object?, object?[], object?, Array[], object?> _halves;

    private SeedMethod(MethodInfo method)
    {
        Name = method.DeclaringType!.Name + "." + method.Name;
        _parameters = method.GetParameters();
        _differentiated = [.. _parameters.Where(IsDifferentiable)];
        _returns = method.ReturnType != typeof(void);
        MethodInfo Generated(string half) => method.DeclaringType!.GetMethod(method.Name + half)!;
        (_own, _gradient) = (SpanCall.Of(method), SpanCall.Of(Generated("Gradient")));
        _halves = SpanCall.OfHalves(Generated("Forward"), Generated("Backward"));
    }

    public static IReadOnlyDictionary<string, SeedMethod> All { get; } = typeof(SeedMethod).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(SeedMethod).Namespace)
        .SelectMany(t => t.GetMethods())
        .Where(m => m.IsDefined(typeof(DifferentiableAttribute)))
        .Select(m => new SeedMethod(m))
        .ToDictionary(m => m.Name);

    public string Name { get; }

    public IReadOnlyList<ParameterInfo> Parameters => _parameters;

    public bool HasArrays => _parameters.Any(p => p.ParameterType.IsArray || p.ParameterType.IsByRefLike);

    /// <summary>The value, if there is one, and what the method leaves in its arrays.</summary>
    public double[] Own(object[] point) => Left(_own, Numbers.Copy(point));

    /// <summary>The same as the generated gradient has it.</summary>
    public double[] OwnByGradient(object[] point) =>
        Left((i, a) => _gradient(i, [.. a, .. Zeros(point).OfType<Array>()]) is var result && result is ITuple all ? all[0] : result, Numbers.Copy(point));

    /// <summary>The same as the forward half has it.</summary>
    public double[] OwnByForward(object[] point) => Left((i, a) => _halves(i, a, 1.0, Slots(Zeros(point))), Numbers.Copy(point));

    /// <summary>The derivatives by the parameters, in one row.</summary>
    public double[] Gradient(object[] point, object[] given)
    {
        object[] derivatives = Numbers.Copy(given);
        object? result = _gradient(null, [.. Numbers.Copy(point), .. derivatives.OfType<Array>()]);
        int next = 1;
        return [.. Numbers.Of(derivatives.Select(d => d is double ? ((ITuple)result!)[next++] : d))];
    }

    /// <summary>The same by the halves, which are given <paramref name="scale"/> times the derivatives of the result.</summary>
    public double[] Backward(object[] point, object[] given, double scale)
    {
        Array[] derivatives = Slots(Numbers.Replace(given, d => scale * d));
        _halves(null, Numbers.Copy(point), scale, derivatives);
        return [.. Numbers.Of(derivatives)];
    }

    /// <summary>The function whose gradient it is: the value, or what is left in the arrays, weighed by what is given.</summary>
    public double Value(object[] point, object[] given)
    {
        object[] left = Numbers.Copy(point);
        object? value = _own(null, left);
        return _returns ? (double)value! : Numbers.Of(Differentiated(left)).Zip(Numbers.Of(given), (l, g) => l * g).Sum();
    }

    /// <summary>A zero for each number that is differentiated; for each that a method without result writes over, any number.</summary>
    public object[] Given(object[] point, Random random)
    {
        object[] left = Numbers.Copy(point);
        _own(null, left);
        bool[] isWritten = [.. Differentiated(point).Zip(Differentiated(left), (b, a) => !Numbers.Of([b]).SequenceEqual(Numbers.Of([a])))];
        return [.. Differentiated(point).Select((p, i) => Numbers.Replace(p, _ => isWritten[i] && !_returns ? random.NextDouble() - 0.5 : 0))];
    }

    public IEnumerable<object> Differentiated(object[] point) => _differentiated.Select(p => point[p.Position]);

    /// <summary>The point with these numbers where it is differentiated.</summary>
    public object[] Moved(object[] point, double[] numbers)
    {
        Queue<object> moved = new(Numbers.Fill([.. Differentiated(point)], numbers));
        return [.. _parameters.Select(p => IsDifferentiable(p) ? moved.Dequeue() : point[p.Position])];
    }

    private static bool IsDifferentiable(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        type = type.IsByRefLike ? type.GetGenericArguments()[0] : type;
        while (type.IsArray) type = type.GetElementType()!;
        return type == typeof(double) && !parameter.IsDefined(typeof(NonDifferentiableAttribute));
    }

    private static double[] Left(Func<object?, object?[], object?> call, object[] point)
    {
        object? value = call(null, point);
        return [.. Numbers.Of([value ?? 0.0, .. point.OfType<Array>()])];
    }

    private object[] Zeros(object[] point) => Numbers.Replace([.. Differentiated(point)], _ => 0);

    /// <summary>An array for each, so that it can be added to.</summary>
    private static Array[] Slots(object[] derivatives) => [.. derivatives.Select(d => d as Array ?? new[] { (double)d })];
}
