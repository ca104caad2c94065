using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <summary>A compiled program, its generated members where it has them, and its interpreter.</summary>
internal sealed class LoopSubject(Compilation compilation, Bodies bodies, Type type)
{
    private readonly MethodInfo _value = type.GetMethod(LoopBridge.Value)!;
    private readonly MethodInfo? _gradient = type.GetMethod(LoopBridge.Gradient), _halves = type.GetMethod(LoopBridge.Halves);
    private IParameterSymbol[]? _active;
    private bool[]? _isActive;

    public IMethodSymbol Symbol { get; } = compilation.GetTypeByMetadataName(type.Name)!.GetMembers("F").OfType<IMethodSymbol>().Single();

    /// <summary>Of each parameter, whether it is differentiable.</summary>
    public IReadOnlyList<bool> IsActive => _isActive ??= [.. Symbol.Parameters.Select(p => Active.Contains(p, SymbolEqualityComparer.Default))];

    public bool HasHalves => _halves is not null;

    /// <returns>Null where it takes so long that nobody would wait for it.</returns>
    public LoopOracle? Interpret(object[] arguments)
    {
        Interpreter interpreter = new(compilation, default, bodies);
        Dual? expected = null;
        Exception? thrown = null;
        try
        {
            expected = interpreter.Run(Symbol, arguments);
        }
        catch (ExcessException)
        {
            return null;
        }
        catch (Exception e) when (e is not NotSupportedException)
        {
            thrown = e;
        }

        IEnumerable<object?> after = interpreter.Arguments.SelectMany(a => a is Elements array ? array.Leaves() : [a]);
        return new(expected, thrown, [.. after.Select(a => a is Dual real ? real.Value : a)], interpreter.HasKink, interpreter.HasSingle);
    }

    /// <summary>The method itself.</summary>
    public LoopOutcome Call(object[] arguments) => Run(_value, LoopArguments.Copy(arguments), []);

    /// <param name="garbage">What lies where the gradient is to be.</param>
    public LoopOutcome Gradient(object[] arguments, double garbage) => Run(_gradient!, LoopArguments.Copy(arguments), Room(arguments, garbage));

    public LoopOutcome Halves(object[] arguments) => Run(_halves!, LoopArguments.Copy(arguments), Room(arguments, 0));

    private IParameterSymbol[] Active => _active ??= [.. LoopBridge.Differentiable(Symbol)];

    private object[] Room(object[] arguments, double number) =>
        [.. arguments.Where((_, i) => IsActive[i] && LoopBridge.IsArray(Symbol.Parameters[i])).Select(a => LoopArguments.Map(a, _ => number))];

    private LoopOutcome Run(MethodInfo bridge, object[] arguments, object[] arrays)
    {
        try
        {
            object result = bridge.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [.. arguments, .. arrays], null)!;
            object[] parts = result switch
            {
                ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i]!)],
                object[] all => all,
                _ => [result],
            };
            return new(parts[0], null, [.. arguments.SelectMany(LoopArguments.Leaves)], InOrder(parts[1..], arrays));
        }
        catch (Exception e)
        {
            return new(null, e, [], []);
        }
    }

    /// <summary>The partials of scalars and those of elements, in the order of the parameters.</summary>
    private double[] InOrder(object[] scalars, object[] arrays)
    {
        int scalar = 0, array = 0;
        return arrays.Length + scalars.Length == 0 ? [] :
        [
            .. Active.SelectMany(p => LoopBridge.IsArray(p) ? LoopArguments.Leaves(arrays[array++]) : [scalars[scalar++]])
                .Select(Convert.ToDouble),
        ];
    }
}

/// <summary>What a call came to.</summary>
/// <param name="Value">Null where it threw.</param>
/// <param name="After">All that the arguments then held.</param>
/// <param name="Gradient">Of a generated member: one partial for each real number that went in.</param>
internal sealed record LoopOutcome(object? Value, Exception? Thrown, object[] After, double[] Gradient);

/// <summary>What an interpreted call came to.</summary>
internal sealed record LoopOracle(Dual? Expected, Exception? Thrown, object?[] After, bool HasKink, bool HasSingle)
{
    /// <summary>What of the value, the exception or the arrays' contents differs; null for nothing.</summary>
    public string? DifferenceTo(LoopOutcome actual) =>
        Thrown?.GetType() != actual.Thrown?.GetType() ? $"throws {Name(Thrown)} by the interpreter, {Name(actual.Thrown)}"
        : Thrown is not null ? null
        : !IsSame(Expected!.Value, actual.Value!) ? $"is {Expected.Value:R} by the interpreter, {actual.Value:R}"
        : DifferenceOf(After, actual.After);

    public static string? DifferenceOf(IReadOnlyList<object?> expected, IReadOnlyList<object?> actual)
    {
        int place = Enumerable.Range(0, Math.Max(expected.Count, actual.Count))
            .FirstOrDefault(i => i >= expected.Count || i >= actual.Count || !IsSame(expected[i]!, actual[i]!), -1);
        return place < 0 ? null : $"leaves {expected.ElementAtOrDefault(place):R} as number {place} of its arguments, {actual.ElementAtOrDefault(place):R}";
    }

    public static bool IsSame(object expected, object actual) => expected is double or float
        ? Harness.Bits.AreSame(Convert.ToDouble(expected), Convert.ToDouble(actual))
        : expected.Equals(actual);

    public static string Name(Exception? exception) => exception?.GetType().Name ?? "nothing";
}
