namespace Backprop.Tests.Language;

/// <summary>C# that carries no derivative means the same in generated code as where the user wrote it.</summary>
public sealed class TextTests
{
    [Theory] // Space is kept around what stands for a value.
    [InlineData("object o = n; return o is int ? x * y : y;")]
    [InlineData("object o = Word; return (o as string)?.Length is > 2 ? x * y : y;")]
    [InlineData("int? q = n; return q is int ? x * y : y;")]
    [InlineData("if (x > 1e9) throw new ArgumentException(n is > -5 ? \"a\" : \"b\"); return x * y;")]
    [InlineData("if (x > 0) throw new ArgumentException(n switch { -1 => \"a\", _ => \"b\" }); return x * y;")]
    public void A_word_after_a_value_stands_apart(string body)
    {
        Specimen specimen = Specimen.Of("const string Word = \"word\"; [Differentiable] static double F(double x, double y, int n) { " + body + " }");
        specimen.IsSound();
        if (!specimen.IsAnError)
        {
            specimen.IsRight(0.7, -1.3, 2);
        }
    }

    [Fact]
    public void The_line_of_a_call_is_the_users_own() =>
        Specimen.Of("""
            [Differentiable] static double F(double x) { double d = Line() + Name("a").Length + Argument(x > 1).Length; return x * x * d; }
            static double Line([CallerLineNumber] int line = 0) => line;
            static string Name(string s, [CallerMemberName] string name = "", [CallerFilePath] string path = "") => s + name + path;
            static string Argument(bool test, [CallerArgumentExpression("test")] string text = "") => text;
            """).IsRight(1.5);

    [Fact]
    public void A_local_takes_the_type_that_its_text_needs() =>
        Specimen.Of("""
            static readonly double[] Table = [1, 2, 3];
            [Differentiable]
            static double F(double x, int n)
            {
                double[] a = { 1, 2, 3 };
                int[] b = [4, n];
                List<int> c = new() { 5, n };
                FormattableString d = $"{n}!";
                var e = new { n, m = 2 };
                int[,] f = { { 1, 2 }, { 3, n } };
                return x * x * a[n] * b[1] * c[0] * d.ArgumentCount * e.n * e.m * f[1, 1] * Table[n] * Table[^1];
            }
            """).IsRight(1.5, 2);

    [Fact]
    public void A_member_has_any_name() =>
        Specimen.Of("""
            static double _ = 2; static readonly double __ = 3; double @class = 4; static double @event => 5; double Name_ { get; } = 6;
            [Differentiable] double F(double x) => x * _ + __ * x + @class * x * x + @event * x + Name_ * x + this.@class;
            """).IsRight(1.5);

    [Fact]
    public void A_field_that_changes_is_read_where_the_method_reads_it() =>
        Specimen.Of("""
            static int count;
            static int Next() => ++count;
            static double Reset() { count = 0; return 1; }
            [Differentiable] static double F(double x) { double t = Reset(); double a = count + 10 * Next() + 100 * count; return t * x * x * a; }
            """).IsRight(1.5);

    [Fact]
    public void A_number_is_compared_with_itself() =>
        Specimen.Of("[Differentiable] static double F(double x) { if (x != x) return 0; return x * x; }").IsRight(1.5);

    [Theory]
    [InlineData("a"), InlineData("c"), InlineData(null)]
    public void A_string_may_be_null(string? s) =>
        Specimen.Of("[Differentiable] static double F(double x, string? s) { if (s is \"a\" or \"b\") x *= 2; if (s is not null) x *= 3; if (s == null) return 1; return x * x; }").IsRight(1.5, s);

    [Fact]
    public void A_string_is_not_added_to() =>
        Specimen.Of("""[Differentiable] static double F(double x, int n) { string s = "a"; s += n; return s == "a3" ? x * x : x; }""")
            .IsRefused("BP1002", "s += n", "'s += n' cannot be differentiated: the operator is not one of numbers; use operators of double and float");

    [Theory]
    [InlineData(0), InlineData(1)]
    public void An_enum_counts(int n) =>
        Specimen.Of("""
            [Flags] enum Wide : byte { None, One = 1, Two = 2 }
            [Differentiable]
            static double F(double x, int n)
            {
                Kind kind = (Kind)n; kind++; kind += 1; kind--; ++kind;
                Wide wide = Wide.One; wide |= Wide.Two; wide &= ~Wide.One; wide ^= (Wide)n;
                return kind == Kind.High ? x * x * (int)wide : x * (kind - Kind.Low);
            }
            """).IsRight(1.5, n);

    [Fact]
    public void Names_of_the_user_are_not_hidden() =>
        Specimen.Of("""
            static double value = 2, saved = 3, dx = 4, t = 5, global = 6;
            [Differentiable] static double F(double x) { double dvalue = x * value * t, @double = saved * dx; return dvalue * dvalue * @double * global * Math.Exp(Math.Sin(x)); }
            """).IsRight(0.5);
}
