using Backprop.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Tests.Pipeline;

/// <summary>What a source may hold besides arithmetic: directives, comments, hostile text, other versions and options of C#.</summary>
public sealed class SourceTextTests
{
    [Theory]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.Latest)]
    public void Generated_code_compiles_in_older_versions_of_the_language(LanguageVersion language) =>
        GradientAssert.Holds(GeneratorRun.Once("""
            namespace Old
            {
                public static partial class Code
                {
                    [Backprop.Differentiable] public static double F(double x, float y)
                    {
                        if (x < -100) { throw new System.ArgumentException("x"); }
                        double a = x > 0 ? System.Math.Sin(x) : x;
                        return Help(a * y) + Help(x);
                    }
                    private static double Help(double x) { double help = x * x; if (x > 1) { help *= x; } return help * help + help; }
                }
            }
            """, language: language), "Old.Code.F", 0.7, -1.3f);

    [Fact]
    public void Directives_and_comments_in_a_body_are_passed_over() =>
        GradientAssert.Holds("""
            public static partial class Code
            {
            #region Part <one> & two
                [Backprop.Differentiable] // <summary> & "quotes" */ /*
                public static double F(double x /* the <x> & y */)
                {
            #if DEBUG_NEVER
                    x = 3; while (true) { }
            #else
                    /* a comment // in a comment */ double a = /* <b> */ x * // end
                        x;
            #endif
            #pragma warning disable CS0162
                    #region inner
                    return a /* & */ * a;
                    #endregion
                }
            #endregion
            }
            """, "Code.F", 0.7);

    [Fact]
    public void Text_that_xml_would_choke_on_is_escaped() =>
        GradientAssert.Holds("""
            using System;
            using System.Collections.Generic;
            public partial class Code<T>
            {
                private static readonly Dictionary<string, List<double>> s_map = new() { ["<&>--"] = new() { 1.5 } };
                [Backprop.Differentiable]
                public static double F(double x, string key = "</code>&\"<!-- */ //")
                {
                    if (key.Contains("<&>\n\"\\") && x < 0 && 1 << 2 > 3) { throw new ArgumentException("<b> & 'c' \u2028 */ " + key, nameof(key)); }
                    return x < 1 & x > -1 ? x * s_map["<&>--"][0] * new List<Dictionary<int, double>>().Count + x : x * x;
                }
            }
            """, "Code`1.F", 0.7, "a<b");

    [Theory]
    [InlineData("@\"one\n    two\"")]
    [InlineData("\"\"\"\n            one\n              two\n            \"\"\"")]
    [InlineData("$\"\"\"\n            one {x + 1:F2} {{name}}\n              two\n            \"\"\"")]
    [InlineData("$@\"one\n    {x:F2}\"")]
    [InlineData("\"one\\r\\n\\ttwo\"")]
    [InlineData("$@\"\"\"a\\b{{{{c}}}}\n{x}\"\"\"")]
    [InlineData("$$\"\"\"\n            {one} \"two\" {{x * 2}} {{{System.DayOfWeek.Monday}}}\n            \"\"\"")]
    [InlineData("$\"{{{x,-12:F2}}}{System.Math.PI:F1}{name}{string.Join(\",\", new[] { \"a\", \"b\" })}\"")]
    [InlineData("$\"{System.DateTime.UnixEpoch:HH:mm}\"")]
    [InlineData("@\"a\"\"b\\c\"")]
    [InlineData("$\"{x,8:F3}|{(x > 1 ? 1 : 2)}|{nameof(x)}|{{}}\"")]
    public void An_exceptions_message_is_the_users_own(string message)
    {
        string source = $$"""
            public static partial class Code
            {
                public static string name = "n";
                [Backprop.Differentiable]
                public static double F(double x)
                {
                    if (x > 2) { throw new System.ArgumentException({{message.Replace("{{name}}", "{name}")}}); }
                    return x * x;
                }
            }
            """;
        GeneratorRun run = GeneratorRun.Once(source);
        GradientAssert.Holds(run, "Code.F", 0.7);
        Type code = run.Load().GetType("Code")!;
        string Message(string method) => Assert.Throws<ArgumentException>(
            () => { code.GetMethod(method)!.Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [3.25], null); }).Message;
        Assert.Equal(Message("F"), Message("FGradient"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Overflow_is_checked_where_the_project_or_the_code_says_so(bool checkOverflow)
    {
        const string source = """
            public static partial class Code
            {
                [Backprop.Differentiable] public static double Plain(double x, int n) => x * x * (n + 1);
                [Backprop.Differentiable] public static double Checked(double x, int n) => x * x * checked(n + 1);
                [Backprop.Differentiable] public static double Unchecked(double x, int n) { unchecked { int m = n; m++; return x * x * m * (byte)(n << 1); } }
                [Backprop.Differentiable] public static double Block(double x, int n) { checked { n += 1; return Helper(x, -n); } }
                private static double Helper(double x, int n) { double a = x * n * n; return a * a; }
            }
            """;
        GeneratorRun run = GeneratorRun.Once(source, checkOverflow: checkOverflow);
        System.Reflection.Assembly assembly = run.Load();
        foreach (string method in new[] { "Plain", "Checked", "Unchecked", "Block" })
        {
            GradientAssert.Holds(assembly, "Code." + method, 0.7, 3);
            Assert.Equal(Throws(method, int.MaxValue), Throws(method + "Gradient", int.MaxValue));
        }

        Assert.Equal(checkOverflow, Throws("Plain", int.MaxValue));
        Assert.True(Throws("CheckedGradient", int.MaxValue));
        Assert.False(Throws("UncheckedGradient", int.MaxValue));

        bool Throws(string method, int n)
        {
            try
            {
                assembly.GetType("Code")!.GetMethod(method)!.Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [0.7, n], null);
                return false;
            }
            catch (OverflowException)
            {
                return true;
            }
        }
    }

    [Fact]
    public void What_is_obsolete_is_said_to_be_so_by_the_users_own_lines_alone() =>
        GradientAssert.Holds("""
            using System;
            public static partial class Code
            {
                [Obsolete] private static readonly double s_old = 2;
                [Obsolete("use new")] private static double Old(double x) { double a = x * x; return a * a + s_old; }
                [Backprop.Differentiable, Obsolete("older")] public static double F(double x) => x * Old(x) + s_old;
            #pragma warning disable CS0612, CS0618
                [Backprop.Differentiable] internal static double G(double x) => x * Old(x) + s_old * F(x);
            #pragma warning restore
            }
            """, "Code.G", 0.7);

    [Fact]
    public void A_long_method_has_a_gradient()
    {
        string steps = string.Join("\n", Enumerable.Range(0, 400).Select(i => (i % 4) switch
        {
            0 => $"        double a{i} = a{Math.Max(0, i - 1)} * 0.5 + x;".Replace($"a{i} = a{i}", $"a{i} = x"),
            1 => $"        double a{i} = System.Math.Sin(a{i - 1}) * y;",
            2 => $"        double a{i} = a{i - 1} > 0 ? a{i - 1} * 0.9 : a{i - 2};",
            _ => $"        double a{i} = a{i - 1}; if (a{i} > 0.3) {{ a{i} -= 0.1 * a{i - 2} * x; }}",
        }));
        GradientAssert.Holds($$"""
            public static partial class Code
            {
                [Backprop.Differentiable]
                public static double F(double x, double y)
                {
            {{steps}}
                    return a399 * x;
                }
            }
            """, "Code.F", 0.7, -1.3);
    }

    [Fact]
    public void A_long_expression_has_a_gradient() =>
        GradientAssert.Holds(
            $$"""public static partial class Code { [Backprop.Differentiable] public static double F(double x) => {{string.Join(" + ", Enumerable.Repeat("x * 0.001", 1000))}}; }""",
            "Code.F", 0.7);

    [Fact]
    public void The_attribute_may_be_written_in_any_way() =>
        GradientAssert.Holds("""
            using Backprop;
            public static partial class Code
            {
                [method: DifferentiableAttribute()] [System.ComponentModel.Description("x")]
                public static double F(double x) => x * x;
            }
            """, "Code.F", 0.7);

    [Theory]
    [InlineData("[Backprop.Differentiable] ", "")]
    [InlineData("", "[Backprop.Differentiable] ")]
    public void A_partial_method_has_a_gradient(string onDefinition, string onImplementation)
    {
        GeneratorRun run = GeneratorRun.Once($$"""
            using Backprop;
            public static partial class Code
            {
                {{onDefinition}}public static partial double F(double x, double y = 3);
                {{onDefinition}}public static partial double F(double x, [NonDifferentiable] float y);
            }
            public static partial class Code
            {
                {{onImplementation}}public static partial double F(double x, float y) => x * Help(y) * F(x, 0.5);
                {{onImplementation}}public static partial double F(double x, double y) => x * x * Help(y) * Small(x);
                private static partial double Help(double y);
                private static partial double Help(double y) { double a = y * y; return a * a + y; }
                private static partial double Small(double y);
                private static partial double Small(double y) => y * y;
            }
            """);
        GradientAssert.Holds(run, "Code.F", 0.7, -1.3);
        GradientAssert.Holds(run, "Code.F", 0.7, -1.3f);
    }
}
