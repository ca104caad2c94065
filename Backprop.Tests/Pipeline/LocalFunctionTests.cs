using Backprop.Tests.Harness;

namespace Backprop.Tests.Pipeline;

/// <summary>Local functions are read as part of the method that holds them.</summary>
public sealed class LocalFunctionTests
{
    [Theory]
    [InlineData("static", "return Square(x) * Square(y); static double Square(double a) => a * a;")]
    [InlineData("static, long", "return G(x) * G(y); static double G(double a) { double b = a * a; if (b > 1) { b *= a; } return b + a; }")]
    [InlineData("capturing", "double k = x * y; return G(x) + G(y); double G(double a) => a * k * x;")]
    [InlineData("capturing what changes", "double k = x; double a = G(); k = y; double b = G(); return a * b; double G() => k * k * x;")]
    [InlineData("mutating", "double k = x; Step(); Step(); return k * y; void Step() { k = k * k + y; }")]
    [InlineData("mutating and returning", "double k = x; double a = Step(2) * Step(3); return a * k; double Step(double s) { k += s * y; return k * k; }")]
    [InlineData("mutating a parameter of the method", "Double(); return x * x * y; void Double() => x *= 2;")]
    [InlineData("early return", "return G(x) + G(y) + G(2); double G(double a) { if (a < 0) { return a * a; } if (a > 1) { return 3 * a * x; } return a * y; }")]
    [InlineData("early return without a value", "double k = x; G(x); G(-y); return k; void G(double a) { k += a; if (a > 1) { return; } k *= a; }")]
    [InlineData("declared first", "double G(double a) => a * a * x; return G(y);")]
    [InlineData("declared in a block", "double r = x; { double k = y; r += G(x); double G(double a) => a * k; } return r * r;")]
    [InlineData("nested", "return G(x) * G(y); double G(double a) { double k = a * x; return H(a) + H(k); double H(double b) => b * k + b * y; }")]
    [InlineData("calling each other", "return G(x); double G(double a) => H(a) * a; double H(double b) { b += y; return b * b; }")]
    [InlineData("assigning its parameter", "return G(x) * x; double G(double a) { a *= a; a += y; return a * a; }")]
    [InlineData("parameters that hide", "return G(y, x); static double G(double x, double y) => x * x * y;")]
    [InlineData("locals that hide", "double k = x * 2; return G(y) * k; static double G(double a) { double k = a * 3; return k * k; }")]
    [InlineData("optional and named arguments", "return G(b: x) + G(a: y, b: x); double G(double a = 2, double b = 3) => a * a * b;")]
    [InlineData("in a condition", "return Is(x) ? x * y : x + y; bool Is(double a) { double b = a * a; return b > 0.1; }")]
    [InlineData("in the right side of &&", "double n = x; return x > 0 && Step() > 0 ? n * y : n; double Step() { n *= 2; return n; }")]
    [InlineData("after a return", "if (x < 0) { return y; } return G(); double G() { return x * x * y; }")]
    [InlineData("never called", "return x * x * y; double G(double a) { while (true) { } }")]
    [InlineData("throwing", "return G(x) * y; double G(double a) { if (a > 100) { throw new System.ArgumentException(\"a\"); } return a * a; }")]
    [InlineData("throwing expression", "return G(x) * y; double G(double a) => a > 100 ? throw new System.ArgumentException(\"a\") : a * a;")]
    [InlineData("integers", "return x * G(3) + y * G(4); int G(int n) { n *= 2; return n + 1; }")]
    public void A_local_function_is_differentiated(string what, string body)
    {
        Assert.NotEmpty(what);
        string source = $$"""
            #pragma warning disable CS8321
            public static partial class Code { [Backprop.Differentiable] public static double F(double x, double y) { {{body}} } }
            """;
        GradientAssert.Holds(source, "Code.F", 0.7, -1.3);
        GradientAssert.Holds(source, "Code.F", -0.7, 1.4);
    }
}
