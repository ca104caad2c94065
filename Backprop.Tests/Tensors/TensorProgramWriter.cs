using System.Globalization;
using System.Text;

namespace Backprop.Tests.Tensors;

/// <summary>Writes random bodies over whole arrays: calls in place and on halves, loops, branches, elements between.</summary>
/// <remarks>All arrays have six elements, all slices are halves: parts are the same memory or have none in common.</remarks>
internal sealed class TensorProgramWriter(int seed)
{
    private static readonly string[] Maps = ["Tanh", "Sin", "Cos", "Sigmoid", "Negate", "Abs", "SoftMax", "Atan", "Cbrt"];
    private static readonly string[] Pairs = ["Add", "Subtract", "Multiply", "Max", "Hypot", "Min", "Atan2"];
    private static readonly string[] Triples = ["MultiplyAdd", "AddMultiply", "Lerp", "FusedMultiplyAdd"];
    private static readonly string[] Values = ["Sum", "SumOfSquares", "Norm", "Average", "Max", "Min", "StdDev", "Product", "SumOfMagnitudes"];
    private static readonly string[] PairValues = ["Dot", "Distance", "CosineSimilarity", "ProductOfSums"];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private readonly List<string> _arrays = ["x", "t", "u"];
    private int _names;

    /// <summary>The body of a method of an array <c>x</c> and a number <c>a</c>.</summary>
    public string Write()
    {
        Line(1, "double[] t = new double[6], u = new double[6];");
        Line(1, "double s = 0.4;");
        Line(1, "TensorPrimitives.Multiply(x, a, t);");
        Line(1, "TensorPrimitives.Add(x, 1.5, u);");
        Block(1, 7, 2);
        Line(1, "return s + TensorPrimitives.Dot<double>(t, x) + 0.1 * TensorPrimitives.SumOfSquares<double>(u);");
        return _text.ToString();
    }

    private void Block(int depth, int count, int nesting)
    {
        int known = _arrays.Count;
        for (int i = 0; i < count; i++)
        {
            Statement(depth, nesting);
        }

        _arrays.RemoveRange(known, _arrays.Count - known);
    }

    private void Statement(int depth, int nesting)
    {
        switch (_random.Next(nesting > 0 ? 16 : 13))
        {
            case 0 or 1 or 2:
                (string from, string to) = (Part(out int length), Part(length));
                Line(depth, $"TensorPrimitives.{Pick(Maps)}({from}, {to});");
                break;
            case 3 or 4:
                string pair = Pick(Pairs), first = Part(out length), second = pair != "Hypot" && _random.Next(3) == 0 ? Number() : Part(length);
                Line(depth, $"TensorPrimitives.{pair}({first}, {second}, {Part(length)});");
                break;
            case 5:
                first = Part(out length);
                int scalar = _random.Next(3);
                Line(depth, $"TensorPrimitives.{Pick(Triples)}({first}, {(scalar == 1 ? Number() : Part(length))}, {(scalar == 2 ? Number() : Part(length))}, {Part(length)});");
                break;
            case 6 or 7:
                Line(depth, $"s = Math.Tanh(s + {(_random.Next(2) == 0 ? "0.1 * " : "")}TensorPrimitives.{Pick(Values)}<double>({Part(out _)}));");
                break;
            case 8:
                first = Part(out length);
                Line(depth, $"s += 0.2 * TensorPrimitives.{Pick(PairValues)}<double>({first}, {Part(length)});");
                break;
            case 9:
                Line(depth, $"{Pick(_arrays)}[{_random.Next(6)}] {(_random.Next(2) == 0 ? "=" : "+=")} s * {Pick(_arrays)}[{_random.Next(6)}];");
                break;
            case 10:
                Line(depth, $"for (int i = 0; i < 6; i++) {Pick(_arrays)}[i] = 0.5 * {Pick(_arrays)}[i] + {Number()};");
                break;
            case 11:
                Line(depth, _random.Next(2) == 0 ? $"Array.Fill({Pick(_arrays)}, 0.3);" : $"{Part(out length, asSpan: true)}.CopyTo({Part(length, asSpan: true)});");
                break;
            case 12:
                string made = "v" + (_names++).ToString(CultureInfo.InvariantCulture);
                Line(depth, $"double[] {made} = new double[{(_random.Next(2) == 0 ? "6" : "x.Length")}];");
                _arrays.Add(made);
                Line(depth, $"TensorPrimitives.{Pick(Maps)}({Pick(_arrays.Take(_arrays.Count - 1))}, {made});");
                break;
            case 13:
                Line(depth, $"if ({Number()} > {Pick(_arrays)}[{_random.Next(6)}])");
                Braces(depth, nesting);
                Line(depth, "else");
                Braces(depth, nesting);
                break;
            case 14:
                Line(depth, $"for (int k{depth} = 0; k{depth} < {_random.Next(1, 4)}; k{depth}++)");
                Braces(depth, nesting);
                break;
            default:
                string trips = "n" + (_names++).ToString(CultureInfo.InvariantCulture);
                Line(depth, $"int {trips} = 0;");
                Line(depth, $"while (++{trips} < 4 && TensorPrimitives.Norm<double>({Pick(_arrays)}) > 0.7)");
                Braces(depth, nesting);
                break;
        }
    }

    private void Braces(int depth, int nesting)
    {
        Line(depth, "{");
        Block(depth + 1, _random.Next(1, 5), nesting - 1);
        if (_random.Next(6) == 0 && depth > 1)
        {
            Line(depth + 1, "if (s > 0.9) return s * x[1];");
        }

        Line(depth, "}");
    }

    private string Number() => Pick(["s", "a", "0.5", "x[2]", "s * a", "1.5"]);

    private string Part(out int length, bool asSpan = false) => Part(length = _random.Next(3) == 0 ? 3 : 6, asSpan);

    private string Part(int length, bool asSpan = false) => Pick(_arrays) + (length == 6 ? asSpan ? ".AsSpan()" : "" : _random.Next(2) == 0 ? ".AsSpan(0, 3)" : ".AsSpan(3)");

    private T Pick<T>(IEnumerable<T> from) => from.ElementAt(_random.Next(from.Count()));

    private void Line(int depth, string text) => _text.Append(' ', 4 * (depth + 1)).Append(text).Append('\n');
}
