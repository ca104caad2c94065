using Backprop.Tests.Harness;

namespace Backprop.Tests.Pipeline;

/// <summary>No name that a user gives meets one that generated code uses.</summary>
public sealed class NameTests
{
    [Theory]
    [InlineData("value")]
    [InlineData("saved")]
    [InlineData("dvalue")]
    [InlineData("dx")]
    [InlineData("dx2")]
    [InlineData("t")]
    [InlineData("t2")]
    [InlineData("sinX")]
    [InlineData("FSaved")]
    [InlineData("FForward")]
    [InlineData("F")]
    [InlineData("Names")]
    [InlineData("Math")]
    [InlineData("System")]
    [InlineData("Equals")]
    [InlineData("ToString")]
    [InlineData("GetHashCode")]
    [InlineData("GetType")]
    [InlineData("Finalize")]
    [InlineData("_")]
    [InlineData("__")]
    [InlineData("d")]
    [InlineData("@event")]
    [InlineData("@class")]
    [InlineData("@double")]
    [InlineData("@new")]
    [InlineData("@var")]
    [InlineData("@await")]
    [InlineData("@field")]
    [InlineData("@value")]
    [InlineData("nameof")]
    [InlineData("await")]
    [InlineData("field")]
    [InlineData("dynamic")]
    [InlineData("from")]
    [InlineData("global")]
    [InlineData("partial")]
    [InlineData("var")]
    [InlineData("α")]
    [InlineData("été")]
    [InlineData("变量")]
    [InlineData("e\\u0301")]
    [InlineData("\\u0061b")]
    public void A_parameter_or_local_may_have_any_name(string name)
    {
        GradientAssert.Holds(
            $$"""public static partial class Names { [Backprop.Differentiable] public static double F(double x, double {{name}}) => global::System.Math.Sin(x) * {{name}} * {{name}} + x; }""",
            "Names.F", 0.7, -1.3);
        GradientAssert.Holds($$"""
            public static partial class Names
            {
                [Backprop.Differentiable] public static double F(double x)
                {
                    double {{name}} = global::System.Math.Sin(x) * x;
                    if (x > 0.5) { {{name}} *= {{name}} * x; }
                    return {{name}} * {{name}} + 1.0 / {{name}};
                }
            }
            """, "Names.F", 0.7);
    }

    [Theory]
    [InlineData("value", "dvalue", "ddvalue")]
    [InlineData("x", "dx", "ddx")]
    [InlineData("x", "dx", "dx2")]
    [InlineData("saved", "dsaved", "saved2")]
    [InlineData("dvalue", "value", "dvalue2")]
    [InlineData("a", "A", "dA")]
    [InlineData("@in", "@out", "@ref")]
    public void Parameters_may_be_named_like_each_others_derivatives(string a, string b, string c) =>
        GradientAssert.Holds($$"""
            public static partial class Names
            {
                [Backprop.Differentiable] public static double F(double {{a}}, double {{b}}, double {{c}})
                {
                    {{a}} *= {{b}};
                    return G({{a}}, {{b}}) * {{c}} + {{a}} * {{a}};
                }
                private static double G(double {{b}}, double {{a}}) { if ({{a}} > 0) { {{b}} += {{a}}; } return {{a}} * {{b}} * {{b}}; }
            }
            """, "Names.F", 0.7, -1.3, 0.4);

    [Theory]
    [InlineData("event")]
    [InlineData("class")]
    [InlineData("double")]
    [InlineData("static")]
    [InlineData("await")]
    [InlineData("Math")]
    [InlineData("System")]
    [InlineData("Backprop")]
    [InlineData("Вес")]
    public void A_method_may_have_any_name(string name) =>
        GradientAssert.Holds($$"""
            namespace Own;
            public static partial class Names
            {
                [Backprop.Differentiable] public static double F(double x) => @{{name}}(x) * @{{name}}(2 * x);
                [global::Backprop.Differentiable] public static double @{{name}}(double x) => x * global::System.Math.Sin(x);
            }
            """.Replace("[Backprop.", "[global::Backprop."), "Own.Names." + name, 0.7);

    [Theory]
    [InlineData("event")]
    [InlineData("class")]
    [InlineData("record")]
    [InlineData("required")]
    [InlineData("scoped")]
    [InlineData("file")]
    [InlineData("field")]
    [InlineData("extension")]
    [InlineData("allows")]
    [InlineData("dynamic")]
    [InlineData("partial")]
    [InlineData("where")]
    [InlineData("await")]
    [InlineData("notnull")]
    [InlineData("Math")]
    [InlineData("System")]
    [InlineData("Backprop")]
    [InlineData("Überträger")]
    public void A_type_or_namespace_may_have_any_name(string name)
    {
        const string method = "[global::Backprop.Differentiable] public static double F(double x) => x * global::System.Math.Sin(x) * G(x); static double G(double y) { var z = y * y; return z * z + y; }";
        GradientAssert.Holds($$"""#pragma warning disable CS8981{{"\n"}}namespace Own { public partial class @{{name}} { {{method}} } }""", $"Own.{name}.F", 0.7);
        GradientAssert.Holds($$"""#pragma warning disable CS8981{{"\n"}}namespace Own { public partial class Outer<@{{name}}> { public partial struct Inner { {{method}} } } }""", "Own.Outer`1+Inner.F", 0.7);
        GradientAssert.Holds($$"""namespace Own.@{{name}}.Deep { public partial class Names { {{method}} } }""", $"Own.{name}.Deep.Names.F", 0.7);
    }

    [Fact]
    public void Types_of_the_user_hide_nothing_that_generated_code_means() =>
        GradientAssert.Holds("""
            using NetMath = global::System.Math;
            namespace Own
            {
                public class Math { }
                public class System { public class Math { } }
                public class Backprop { }
                public class Double { }
                public class GeneratedCodeAttribute { }
                public static partial class Names
                {
                    public class Exception { }
                    [global::Backprop.Differentiable] public static double F(double x, int kind)
                    {
                        if (kind < 0) { throw new global::System.ArgumentOutOfRangeException(nameof(kind)); }
                        double scale = kind switch { 1 => x, 2 => x * x, _ => NetMath.PI };
                        return NetMath.Sin(x) * scale * double.Exp(x) + NetMath.Max(x, 0.1);
                    }
                }
            }
            """, "Own.Names.F", 0.7, 2);

    [Fact]
    public void Members_of_the_user_hide_nothing_that_generated_code_means() =>
        GradientAssert.Holds("""
            using NetMath = global::System.Math;
            public partial class Names
            {
                public double Math { get; set; } = 3;
                public double System = 4;
                public static double global = 5;
                public static double dx() => 6;
                public double value => 7;
                [Backprop.Differentiable] public double F(double x) => NetMath.Sin(x) * Math + System * x * x * global * dx() + value;
            }
            """, "Names.F", 0.7);

    [Fact]
    public void A_local_may_have_the_name_of_a_helper_or_its_halves() =>
        GradientAssert.Holds("""
            public static partial class Names
            {
                [Backprop.Differentiable] public static double F(double x)
                {
                    double Help = Names.Help(x), HelpForward = Help * x, HelpBackward = HelpForward * Help, HelpSaved = HelpBackward * x;
                    return Help * HelpForward * HelpBackward * HelpSaved;
                }
                private static double Help(double x) { double help = x * x; return help * help + help; }
            }
            """, "Names.F", 0.7);

    [Theory]
    [InlineData("private static double HelpForward(double x, int n) => x * n;")]
    [InlineData("private static double HelpBackward(double x) => x;")]
    [InlineData("private struct HelpSaved { }")]
    [InlineData("private const double HelpSaved = 1;")]
    [InlineData("private static double HelpForward => 1;")]
    [InlineData("private enum HelpBackward { A }")]
    public void The_type_may_have_a_member_named_like_a_helpers_halves(string member) =>
        GradientAssert.Holds($$"""
            public static partial class Names
            {
                {{member}}
                [Backprop.Differentiable] public static double F(double x) => x * Help(x);
                private static double Help(double x) { double help = x * x; return help * help + help; }
            }
            """, "Names.F", 0.7);

    [Fact]
    public void Using_aliases_and_static_usings_are_not_needed_by_generated_code() =>
        GradientAssert.Holds("""
            using static System.Math;
            using Real = System.Double;
            using D = Backprop.DifferentiableAttribute;
            public static partial class Names
            {
                [D] public static Real F(Real x, System.Single y) { Real a = Sin(x); return a * a * (Real)y * PI; }
            }
            """, "Names.F", 0.7, 2.5f);
}
