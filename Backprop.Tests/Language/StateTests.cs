namespace Backprop.Tests.Language;

/// <summary>A number that leaves the method by a side door could come back without its derivative.</summary>
public sealed class StateTests
{
    [Fact]
    public void A_test_that_keeps_its_number_in_a_field() =>
        Specimen.Of("""
            static double state;
            static bool Put(double v) { state = v; return true; }
            [Differentiable] static double F(double x) { if (Put(x * x)) return state; return x; }
            """).IsRefused("BP1005", "state");

    [Fact]
    public void A_test_that_calls_what_keeps_its_number() =>
        Specimen.Of("""
            static double[] state = new double[1];
            static bool Outer(double v) { double t = v; t++; return t > 0 && Inner(t); }
            static bool Inner(double v) { state[0] += v; return true; }
            [Differentiable] static double F(double x) => Outer(x) ? state[0] : x;
            """).IsRefused("BP1005", "state[0]");

    [Theory] // .NET's own methods that write into what they are given.
    [InlineData("Array.Fill(List, x); return List[0] * y;", "Array.Fill(List, x)")]
    [InlineData("List.SetValue(x, 0); return List[0] * y;", "List.SetValue(x, 0)")]
    [InlineData("new Span<double>(List).Fill(x); return List[0] * y;", "new Span<double>(List).Fill(x)")]
    [InlineData("double[] t = [x, y, 1]; t.CopyTo(List, 0); return List[0] * y;", "t.CopyTo(List, 0)")]
    [InlineData("double[] t = [x, y, 1]; Array.Copy(t, Changed, 3); return Changed[0] * y;", "Array.Copy(t, Changed, 3)")]
    [InlineData("Array.Fill(Changed, x); return Changed[0] * y;", "Array.Fill(Changed, x)")]
    [InlineData("Changed.AsSpan().Fill(x); return Changed[0] * y;", "Changed.AsSpan().Fill(x)")]
    [InlineData("Array.Clear(Changed); return Changed[0] * y * x;", "Array.Clear(Changed)")]
    [InlineData("if (!BitConverter.TryWriteBytes(Bytes, x)) return y; return BitConverter.ToDouble(Bytes) * y;", "BitConverter.TryWriteBytes(Bytes, x)")]
    [InlineData("if (!x.TryFormat(Letters, out _)) return y; return double.Parse(Letters) * y;", "x.TryFormat(Letters, out _)")]
    public void What_fills_an_array_keeps_its_number(string body, string at)
    {
        Specimen specimen = Specimen.Of($$"""
            static readonly double[] List = new double[3];
            static double[] Changed = new double[3];
            static readonly byte[] Bytes = new byte[8];
            static readonly char[] Letters = new char[8];
            [Differentiable] static double F(double x, double y) { {{body}} }
            """);
        specimen.IsSound();
        Assert.True(specimen.IsAnError);
        Assert.DoesNotContain(specimen.Problems, p => p.Id == "BP0007");
        Assert.Contains(specimen.Problems, p => p.At.Contains(at, StringComparison.Ordinal) || at.Contains(p.At, StringComparison.Ordinal));
    }

    [Theory] // A getter that changes something is called as often as it is written.
    [InlineData("double Next { get { return _count++; } }", "Next * x + Next * x * x")]
    [InlineData("double Next { get { return _count++; } }", "_count * x + Next + _count * x * x")]
    [InlineData("double Next => System.Environment.TickCount64 < 0 ? _count : Bump(); double Bump() => ++_count;", "Next * x + Next * x * x")]
    [InlineData("double Next { get; set; } = 3;", "Next * x + Next * x * x")]
    public void A_getter_is_called_as_often_as_written(string property, string value) =>
        Specimen.Of($$"""
            double _count = 3;
            {{property}}
            [Differentiable] double F(double x) { var before = _count; var value = {{value}}; Reset(before); return value; }
            void Reset(double to) { _count = to; }
            """).IsRight(0.7);

    [Fact]
    public void A_test_of_a_collection() =>
        Specimen.Of("""
            static readonly HashSet<double> Seen = [];
            [Differentiable] static double F(double x) => Seen.Add(x) ? Seen.Count : x;
            """).IsRefused("BP1009", "Seen.Add(x)");

    [Fact]
    public void A_call_for_its_effect() =>
        Specimen.Of("[Differentiable] static double F(double x) { Console.WriteLine(x); return x * x; }")
            .IsRefused("BP1009", "Console.WriteLine(x)",
                "'Console.WriteLine(x)' may keep the numbers that it sees, and the derivative through them would be lost; compare the numbers here, or call it outside the differentiated method");

    [Fact]
    public void A_test_through_an_interface() =>
        Specimen.Of("""
            static readonly IEqualityComparer<double> Same = EqualityComparer<double>.Default;
            [Differentiable] static double F(double x) => Same.Equals(x, 1) ? 1 : x;
            """).IsRefused("BP1009", "Same.Equals(x, 1)");

    [Fact]
    public void A_test_by_a_property_that_counts() =>
        Specimen.Of("""
            readonly struct Box(double v) { public bool Big { get { count = v; return v > 1; } } public static double count; }
            [Differentiable] static double F(double x) => new Box(x).Big ? Box.count : x;
            """).IsRefused("BP1005", "count");

    [Fact]
    public void A_test_by_an_operator_that_counts() =>
        Specimen.Of("""
            struct Box { public static double Last; public static bool operator ==(Box b, double v) { Last = v; return true; } public static bool operator !=(Box b, double v) => !(b == v); }
            [Differentiable] static double F(double x) => default(Box) == x ? Box.Last : x;
            """).IsRefused("BP1005", "Last");

    [Theory]
    [InlineData(0.5), InlineData(2.0)]
    public void A_test_that_only_looks_is_read(double x) =>
        Specimen.Of("""
            static readonly double[] Steps = [1, 2];
            static bool IsInside(double a, double b) { double r = 0; r += a * a; for (int i = 0; i < Steps.Length; i++) r += b * b; return r < 1 && Less(r); }
            static bool Less(double r) => !double.IsNaN(r) && r.CompareTo(0.9) < 0 && r.ToString().Length > 0 && Math.Sign(r) >= 0;
            [Differentiable] static double F(double x) => IsInside(x, 0.1) ? x * x : x;
            """).IsRight(x);

    [Theory]
    [InlineData("f = x", "f"), InlineData("f += x", "f"), InlineData("f++", "f"), InlineData("this.g = x", "this.g"), InlineData("P = x", "P"), InlineData("a[0] = x", "a[0]"),
     InlineData("a[0] *= x", "a[0]"), InlineData("x = f = 2", "f")]
    public void A_field_or_property_is_assigned(string assignment, string target) =>
        Specimen.Of($$"""
            static double f = 1; double g = 2; double P { get; set; } double[] a = [1, 2];
            [Differentiable] double F(double x) { {{assignment}}; return f * x + g + P + a[0]; }
            """).IsRefused("BP1005", assignment.StartsWith("x = ") ? "f = 2" : assignment,
                $"'{target}' is changed here, and outlives the call, so the derivative through it would be lost; keep the value in a local and return it");
}
