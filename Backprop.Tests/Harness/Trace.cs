using Backprop.Generator.Differentiation;
using Backprop.Generator.IR;
using Backprop.Tests.Rules;

namespace Backprop.Tests.Harness;

/// <summary>Runs a gradient line by line and keeps what each line computes, so that values on the way can be tested.</summary>
/// <remarks>For straight lines only; what is written as C# is tested by running it.</remarks>
internal sealed class Trace
{
    private readonly Dictionary<string, object> _values = [];

    private Trace(Reversed gradient, double[] arguments)
    {
        foreach ((Parameter parameter, double argument) in gradient.Primal.Parameters.Zip(arguments))
        {
            _values.Add(Key(parameter.Variable), argument);
        }

        Forward = [.. gradient.Forward.Select(Run)];
        Backward = [.. gradient.Backward.Select(Run)];
    }

    /// <summary>The lines in order; a name that is added to has several.</summary>
    public IReadOnlyList<TraceLine> Forward { get; }

    public IReadOnlyList<TraceLine> Backward { get; }

    /// <summary>What a name holds in the end.</summary>
    public double this[string name] => Forward.Concat(Backward).Last(l => l.Name == name).Value;

    public static Trace Of(Derivative derivative, params double[] arguments) => new(derivative.Gradient, arguments);

    private TraceLine Run(Statement statement)
    {
        Let let = Assert.IsType<Let>(statement);
        double value = Evaluator.Number(let.Value.Rewrite(e => e is Variable v ? v with { Name = Key(v) } : e), _values);
        _values.Add(Key(let.Target), value);
        return new(let.Number, let.Target.Name, value);
    }

    // Names need not be unique, ids are.
    private static string Key(Variable variable) => "v" + variable.Id;
}

/// <summary>One line of a gradient, run.</summary>
/// <param name="Number">The (n) that joins forward and backward lines.</param>
internal sealed record TraceLine(int Number, string Name, double Value);
