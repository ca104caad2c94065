using System.Reflection;
using System.Runtime.CompilerServices;

namespace Backprop.Tests.Harness;

/// <summary>A compiled method and the members that were generated for it, called by reflection.</summary>
internal sealed class GeneratedMembers
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private readonly object? _instance;

    /// <param name="type">The type that declares the method; a generic one is closed over <see cref="int"/>.</param>
    /// <param name="name">The method's name; its overload is the one that takes the arguments.</param>
    /// <param name="arguments">In the method's order.</param>
    public GeneratedMembers(Type type, string name, object[] arguments)
    {
        type = type.IsGenericTypeDefinition ? type.MakeGenericType([.. type.GetGenericArguments().Select(_ => typeof(int))]) : type;
        Method = type.GetMethods(Everything).Single(m => m.Name == name && Takes(m, arguments));
        Type[] parameters = [.. Method.GetParameters().Select(p => p.ParameterType)];
        Gradient = type.GetMethods(Everything).Single(m => m.Name == name + "Gradient" && Types(m).SequenceEqual(parameters));
        Forward = type.GetMethods(Everything).Single(m => m.Name == name + "Forward" && Types(m).SkipLast(1).SequenceEqual(parameters));
        Backward = type.GetMethods(Everything).Single(m => m.Name == name + "Backward" && Types(m).First() == Types(Forward).Last());
        _instance = Method.IsStatic ? null : Create(type);
    }

    public MethodInfo Method { get; }

    public MethodInfo Gradient { get; }

    public MethodInfo Forward { get; }

    public MethodInfo Backward { get; }

    /// <summary>The positions of the parameters that are differentiated.</summary>
    public int[] Differentiated =>
        [.. Method.GetParameters().Where(p => IsReal(p.ParameterType) && !p.IsDefined(typeof(NonDifferentiableAttribute))).Select(p => p.Position)];

    public object Value(object[] arguments) => Call(Method, arguments)!;

    /// <summary>The value and the gradient, as <c>FGradient</c> gives them.</summary>
    public object[] ValueAndGradient(object[] arguments)
    {
        ITuple tuple = (ITuple)Call(Gradient, arguments)!;
        return [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i]!)];
    }

    public (object Value, object Saved) CallForward(object[] arguments)
    {
        object?[] all = [.. arguments, null];
        object value = Call(Forward, all)!;
        return (value, all[^1]!);
    }

    /// <summary>What <c>FBackward</c> leaves in its <c>ref</c> parameters that hold <paramref name="before"/>.</summary>
    public object[] CallBackward(object saved, double dvalue, double[] before)
    {
        ParameterInfo[] parameters = Backward.GetParameters();
        object?[] all = [saved, As(dvalue, parameters[1].ParameterType), .. before.Select((b, i) => As(b, parameters[i + 2].ParameterType))];
        Call(Backward, all);
        return [.. all.Skip(2).Select(a => a!)];
    }

    /// <summary>A double as the real type that a parameter takes.</summary>
    public static object As(double number, Type type) => Value(type) == typeof(float) ? (object)(float)number : number;

    private static bool IsReal(Type type) => Value(type) == typeof(double) || Value(type) == typeof(float);

    private static Type Value(Type type) => type.IsByRef ? type.GetElementType()! : type;

    private static IEnumerable<Type> Types(MethodInfo method) => method.GetParameters().Select(p => p.ParameterType);

    private static bool Takes(MethodInfo method, object[] arguments) =>
        method.GetParameters().Length == arguments.Length && Types(method).Zip(arguments, (t, a) => Value(t) == a.GetType()).All(same => same);

    /// <summary>An instance whose constructor got a number for each parameter.</summary>
    private static object Create(Type type)
    {
        ConstructorInfo? constructor = type.GetConstructors(Everything)
            .Where(c => !c.IsStatic && c.GetParameters().All(p => p.ParameterType.IsPrimitive))
            .MaxBy(c => c.GetParameters().Length);
        return constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke([.. constructor.GetParameters().Select(p => Convert.ChangeType(1.75 + p.Position, p.ParameterType))]);
    }

    private object? Call(MethodInfo method, object?[] arguments) =>
        method.Invoke(_instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
}
