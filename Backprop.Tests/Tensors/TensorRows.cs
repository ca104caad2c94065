using System.Globalization;
using System.Reflection;
using System.Text;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Tensors;

/// <summary>A method for each overload, generated, compiled and called: one value of all arrays and numbers.</summary>
/// <remarks>What an overload fills is weighted by one more array, whose derivative is then what was filled.</remarks>
internal static class TensorRows
{
    private static readonly Lazy<Type> Calls = new(() => GeneratorRun.Once(Source()).Load().GetType("Calls")!);

    /// <summary>The method itself.</summary>
    public static double Value(int row, double[][] arrays, double[] numbers) => (double)Invoke("Value", row, arrays, numbers)!;

    /// <summary>Value and derivatives in one call.</summary>
    public static double Gradient(int row, double[][] arrays, double[] numbers, double[][] darrays, double[] dnumbers) =>
        (double)Invoke("Gradient", row, arrays, numbers, darrays, dnumbers)!;

    /// <summary>By the two halves, for a derivative of the result of 2; adds.</summary>
    public static double Halves(int row, double[][] arrays, double[] numbers, double[][] darrays, double[] dnumbers) =>
        (double)Invoke("Halves", row, arrays, numbers, darrays, dnumbers)!;

    private static object? Invoke(string what, int row, params object[] arguments) => Calls.Value
        .GetMethod(what + row.ToString(CultureInfo.InvariantCulture))!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static string Source()
    {
        StringBuilder rows = new(), calls = new();
        foreach ((int row, TensorMethod method) in TensorMethod.All.Index())
        {
            Write(rows, calls, method, row.ToString(CultureInfo.InvariantCulture));
        }

        return $$"""
            using System;
            using System.Linq;
            using System.Numerics.Tensors;
            using Backprop;
            public static partial class Rows
            {
            {{rows}}}
            public static class Calls
            {
            {{calls}}
                static float[] F(double[] a) => [.. a.Select(v => (float)v)];
                static double[] D(double[] a) => [.. a];
                static void Back(float[] from, double[] to) { for (int i = 0; i < to.Length; i++) to[i] = from[i]; }
                static void Back(double[] from, double[] to) => from.CopyTo(to, 0);
            }
            """;
    }

    private static void Write(StringBuilder rows, StringBuilder calls, TensorMethod method, string row)
    {
        string type = method.Keyword, copy = type == "double" ? "D" : "F";
        int arrays = method.Arrays + (method.FillsArray ? 1 : 0);
        string[] xs = [.. Enumerable.Range(0, arrays).Select(i => i < method.Arrays ? $"x{i}" : "w")], ss = [.. Enumerable.Range(0, method.Numbers).Select(i => $"s{i}")];
        string parameters = string.Join(", ", xs.Select(x => $"{type}[] {x}").Concat(ss.Select(s => $"{type} {s}")));
        string call = $"TensorPrimitives.{method.Text}({string.Join(", ", method.Arguments)}";
        string body = method.FillsArray
            ? $"{{ var filled = new {type}[x0.Length]; {call}, filled); return TensorPrimitives.Dot<{type}>(filled, w); }}"
            : $"=> {call});";
        rows.Append($"    [Differentiable] public static {type} F{row}({parameters}) {body}\n");

        string inputs = string.Join(" ", xs.Select((x, i) => $"var {x} = {copy}(a[{i}]);").Concat(ss.Select((s, i) => $"var {s} = ({type})n[{i}];")));
        string derivatives = string.Join(" ", xs.Select((x, i) => $"var d{x} = {copy}(da[{i}]);").Concat(ss.Select((s, i) => $"var d{s} = ({type})dn[{i}];")));
        string given = string.Join(" ", xs.Select((x, i) => $"Back(d{x}, da[{i}]);").Concat(ss.Select((s, i) => $"dn[{i}] = d{s};")));
        string values = string.Join(", ", xs.Concat(ss)), spans = string.Join(", ", xs.Select(x => "d" + x));
        string result = ss.Length == 0 ? "var v" : $"(var v, {string.Join(", ", ss.Select(s => "d" + s))})";
        string refs = string.Concat(ss.Select(s => $", ref d{s}").Concat(xs.Select(x => $", d{x}")));
        calls.Append($$"""
                public static double Value{{row}}(double[][] a, double[] n) { {{inputs}} return Rows.F{{row}}({{values}}); }
                public static double Gradient{{row}}(double[][] a, double[] n, double[][] da, double[] dn) { {{inputs}} {{derivatives}} {{result}} = Rows.F{{row}}Gradient({{values}}, {{spans}}); {{given}} return v; }
                public static double Halves{{row}}(double[][] a, double[] n, double[][] da, double[] dn) { {{inputs}} {{derivatives}} var v = Rows.F{{row}}Forward({{values}}, out var saved); Rows.F{{row}}Backward(ref saved, 2{{refs}}); if ((object)saved is IDisposable d) d.Dispose(); {{given}} return v; }

            """);
    }
}
