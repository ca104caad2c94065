using System.Numerics.Tensors;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Backprop.Tests.Shapes.Fuzzing;

/// <summary>Arguments for a program, drawn for given sizes, and which of them have derivatives.</summary>
internal sealed partial class ShapedPoint
{
    private readonly bool[] _isActive;

    private ShapedPoint(object[] arguments, bool[] isActive) => (Arguments, _isActive) = (arguments, isActive);

    public object[] Arguments { get; }

    /// <summary>How many numbers have a derivative.</summary>
    public int Count => Active.Sum(a => a is Tensor<double> tensor ? (int)tensor.FlattenedLength : 1);

    /// <summary>Whether a tensor is empty: of those, .NET's operators do not take all that fit.</summary>
    public bool HasNoElements => Arguments.Any(a => a is Tensor<double> { FlattenedLength: 0 });

    private IEnumerable<object> Active => Arguments.Where((_, i) => _isActive[i]);

    public static ShapedPoint Of(MethodInfo f, IReadOnlyDictionary<string, int> sizes, int seed)
    {
        Random random = new(seed);
        ParameterInfo[] parameters = f.GetParameters();
        return new([.. parameters.Select(Argument)], [.. parameters.Select(p => p.ParameterType != typeof(int) && p.ParameterType != typeof(Tensor<int>) && p.GetCustomAttribute<NonDifferentiableAttribute>() is null)]);

        object Argument(ParameterInfo parameter)
        {
            if (parameter.ParameterType == typeof(int))
            {
                return sizes[parameter.Name!];
            }

            if (parameter.ParameterType == typeof(double))
            {
                return Number();
            }

            nint[] lengths = [.. parameter.GetCustomAttributesData().Single(a => a.AttributeType == typeof(ShapeAttribute)).ConstructorArguments
                .SelectMany(a => (IReadOnlyCollection<CustomAttributeTypedArgument>)a.Value!).Select(a => (nint)Dim.Count($"{a.Value}", sizes))];
            int count = lengths.Aggregate(1, (product, length) => product * (int)length);
            return parameter.ParameterType == typeof(Tensor<int>)
                ? Tensor.Create<int>([.. Enumerable.Range(0, count).Select(_ => random.Next(int.Parse(Below().Match(parameter.Name!).Value)))], lengths)
                : Tensor.Create<double>([.. Enumerable.Range(0, count).Select(_ => Number())], lengths);
        }

        double Number() => (random.NextDouble() * 2.4) - 1.1;
    }

    /// <summary>The point that is so far away in a direction.</summary>
    public object[] Moved(double[] direction, double step)
    {
        int next = 0;
        return [.. Arguments.Select((a, i) => !_isActive[i] ? a : a is Tensor<double> tensor ? Tensor.Create<double>([.. tensor.Select(x => x + (step * direction[next++]))], tensor.Lengths) : (double)a + (step * direction[next++]))];
    }

    /// <summary>Room for the derivatives by tensors, and by numbers.</summary>
    public (Tensor<double>[] Tensors, double[] Scalars) Room(double filled) => (
        [.. Active.OfType<Tensor<double>>().Select(t => Tensor.Create<double>([.. t.Select(_ => filled)], t.Lengths))],
        [.. Active.OfType<double>().Select(_ => filled)]);

    /// <summary>Derivatives in the order of the parameters.</summary>
    public double[] Flat((Tensor<double>[] Tensors, double[] Scalars) room)
    {
        (int tensor, int scalar) = (0, 0);
        return [.. Active.SelectMany(a => a is Tensor<double> ? room.Tensors[tensor++].ToArray() : [room.Scalars[scalar++]])];
    }

    [GeneratedRegex(@"\d+$")]
    private static partial Regex Below();
}
