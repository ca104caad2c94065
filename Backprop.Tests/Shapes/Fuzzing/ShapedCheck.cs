using System.Buffers;
using System.Numerics.Tensors;
using System.Reflection;
using Backprop.Tests.Harness;
using Backprop.Tests.Language.Fuzzing.Loops;

namespace Backprop.Tests.Shapes.Fuzzing;

/// <summary>Whether what was generated for a method of tensors has its value, and the gradient of differences.</summary>
internal sealed class ShapedCheck(Type type)
{
    private const int Directions = 2, SingleElements = 3;

    /// <summary>Beyond that, differences of values say nothing.</summary>
    private const double Largest = 1e5;

    private static readonly IReadOnlyDictionary<string, int>[] AllSizes =
    [
        new Dictionary<string, int> { ["N"] = 2, ["M"] = 3, ["H"] = 4, ["K"] = 2 },
        new Dictionary<string, int> { ["N"] = 1, ["M"] = 1, ["H"] = 1, ["K"] = 1 },
        new Dictionary<string, int> { ["N"] = 3, ["M"] = 1, ["H"] = 2, ["K"] = 3 },
        new Dictionary<string, int> { ["N"] = 2, ["M"] = 3, ["H"] = 0, ["K"] = 0 },
    ];

    private readonly MethodInfo _f = type.GetMethod("F")!, _value = type.GetMethod(ShapedBridge.Value)!, _gradient = type.GetMethod(ShapedBridge.Gradient)!, _halves = type.GetMethod(ShapedBridge.Halves)!;

    /// <summary>How many slopes were compared, and how many differences of values could not tell.</summary>
    public int Compared { get; private set; }

    /// <inheritdoc cref="Compared"/>
    public int Undecided { get; private set; }

    /// <returns>Null where nothing is wrong.</returns>
    public LoopFailure? Check(int seed) => AllSizes.Select((sizes, i) => Check(ShapedPoint.Of(_f, sizes, seed + i), new Random(seed + i))
        is { } failure ? failure with { Text = $"{failure.Text} ({string.Join(", ", sizes.Select(s => $"{s.Key} = {s.Value}"))})" } : null).FirstOrDefault(f => f is not null);

    private LoopFailure? Check(ShapedPoint point, Random random)
    {
        (double own, Exception? thrown) = Value(point.Arguments);
        if (thrown is not null)
        {
            Undecided++;
            return point.HasNoElements || IsDotNets(thrown) ? null : new("Own", $"the method throws {thrown.GetType().Name}: {thrown.Message}");
        }

        object[] before = point.Moved(new double[point.Count], 0);
        (double value, double[] gradient) = Gradient(point, double.NaN);
        if (!Bits.AreSame(own, value))
        {
            return new("Value", $"{value:R} in place of {own:R}");
        }

        if (!(Math.Abs(own) < Largest))
        {
            Undecided++;
            return null;
        }

        (double again, double[] repeated) = Gradient(point, 7);
        return !Bits.AreSame(again, value) || !gradient.Zip(repeated).All(g => Bits.AreSame(g.First, g.Second)) ? new("Again", $"[{Text(repeated)}] in place of [{Text(gradient)}]")
            : !point.Moved(new double[point.Count], 0).SelectMany(Leaves).SequenceEqual(before.SelectMany(Leaves)) ? new("Arguments", "written to")
            : HalvesOf(point, own, gradient) ?? Slopes(point, gradient, random);
    }

    /// <summary>Whether it is what .NET's <c>Reshape</c> throws of some tensors with dimensions of length 1, though all elements find a place.</summary>
    private static bool IsDotNets(Exception thrown) => thrown is ArgumentException && thrown.StackTrace!.Contains("Tensor.Reshape", StringComparison.Ordinal);

    private static IEnumerable<double> Leaves(object argument) => argument is Tensor<double> tensor ? tensor : [];

    private static string Text(double[] numbers) => string.Join(", ", numbers.Take(12).Select(n => n.ToString("G6"))) + (numbers.Length > 12 ? ", …" : "");

    private (double Value, Exception? Thrown) Value(object[] arguments)
    {
        try
        {
            return ((double)Run(_value, [arguments]), null);
        }
        catch (Exception e)
        {
            return (0, e);
        }
    }

    private (double Value, double[] Gradient) Gradient(ShapedPoint point, double garbage)
    {
        Poison();
        (Tensor<double>[] Tensors, double[] Scalars) room = point.Room(garbage);
        double value = (double)Run(_gradient, [point.Arguments, room.Tensors, room.Scalars]);
        return (value, point.Flat(room));
    }

    /// <summary>The halves keep all in memory of its own, and add.</summary>
    private LoopFailure? HalvesOf(ShapedPoint point, double own, double[] gradient)
    {
        Poison();
        (Tensor<double>[] Tensors, double[] Scalars) room = point.Room(1);
        double value = (double)Run(_halves, [point.Arguments, 2.0, room.Tensors, room.Scalars]);
        double[] added = point.Flat(room);
        double tolerance = 1e-12 * (1 + gradient.Select(Math.Abs).DefaultIfEmpty().Max());
        return !Bits.AreSame(own, value) ? new("Value", $"{value:R} of FForward in place of {own:R}")
            : !gradient.Zip(added).All(g => Math.Abs(1 + (2 * g.First) - g.Second) <= tolerance || !double.IsFinite(g.First)) ? new("Halves", $"[{Text([.. added.Select(a => (a - 1) / 2)])}] in place of [{Text(gradient)}]")
            : null;
    }

    private LoopFailure? Slopes(ShapedPoint point, double[] gradient, Random random)
    {
        if (!gradient.All(double.IsFinite))
        {
            return new("Finite", $"[{Text(gradient)}]");
        }

        IEnumerable<double[]> directions =
        [
            .. Enumerable.Range(0, Directions).Select(_ => gradient.Select(_ => (random.NextDouble() * 2) - 1).ToArray()),
            .. Enumerable.Range(0, gradient.Length == 0 ? 0 : SingleElements).Select(_ => random.Next(gradient.Length)).Distinct().Select(i => gradient.Select((_, j) => i == j ? 1.0 : 0).ToArray()),
        ];
        foreach (double[] direction in directions)
        {
            double slope = direction.Zip(gradient).Sum(p => p.First * p.Second), scale = direction.Zip(gradient).Sum(p => Math.Abs(p.First * p.Second));
            ShapedSlope numeric = ShapedSlope.Of(step => Value(point.Moved(direction, step)).Value);
            if (!numeric.IsSmooth)
            {
                Undecided++;
            }
            else if (!(Math.Abs(numeric.Value - slope) <= numeric.Error + (1e-6 * (scale + Math.Abs(numeric.Value) + 1e-3))))
            {
                return new("Gradient", $"slope {slope:R} in place of {numeric.Value:R} ± {numeric.Error:G2}, gradient [{Text(gradient)}], direction [{Text(direction)}]");
            }
            else
            {
                Compared++;
            }
        }

        return null;
    }

    private static object Run(MethodInfo method, object[] arguments) => method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;

    /// <summary>Leaves NaN in the pool that the code takes its memory from, so that it shows where it reads what it has not written.</summary>
    private static void Poison()
    {
        for (int length = 16; length <= 1 << 13; length *= 2)
        {
            double[][] taken = [.. Enumerable.Range(0, 4).Select(_ => ArrayPool<double>.Shared.Rent(length))];
            foreach (double[] array in taken)
            {
                Array.Fill(array, double.NaN);
                ArrayPool<double>.Shared.Return(array);
            }
        }
    }
}
