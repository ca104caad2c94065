namespace Backprop.Tests.Language;

/// <summary>Constants of integer types that have no literals of their own keep their type.</summary>
public sealed class ConstantTests
{
    private const string Overloads = """
        static int Of(byte b) => 1; static int Of(short b) => 2; static int Of(int b) => 3; static int Of(nint b) => 4; static int Of(ushort b) => 5; static int Of(sbyte b) => 6;
        static int Size<T>(T value) => System.Runtime.CompilerServices.Unsafe.SizeOf<T>();

        """;

    [Theory]
    [InlineData("byte z = 3; z += 2; return z * x;")]
    [InlineData("short z = -3; z *= 2; if (x > 0) z = 4; return z * x;")]
    [InlineData("sbyte z = -3; if (x > 0) { z = 100; z += 100; } return z * x;")]
    [InlineData("ushort z = 65535; z++; return (z + 1) * x;")]
    [InlineData("nint q = 2147483647; return x * (q + 1);")]
    [InlineData("nuint q = 5; return x * (double)(q - 6);")]
    [InlineData("nint q = -7; return x * (q >>> 1);")]
    [InlineData("byte b = 3; return x * Of(b) + Of((short)3) + Of((nint)3) + Of((ushort)3) + Of((sbyte)-3) + Of(3);")]
    [InlineData("byte b = 3; short c = 3; return x * Size(b) * Size(c) * Size(3);")]
    [InlineData("object o = (byte)3; return x * (byte)o;")]
    [InlineData("byte b = 3; return x * (b switch { 3 => 2, _ => 4 });")]
    public void It_is_of_its_type(string body)
    {
        Specimen specimen = Specimen.Of(Overloads + "[Differentiable] static double F(double x) { " + body + " }");
        specimen.IsRight(0.7);
        specimen.IsRight(-0.7);
    }

    [Theory] // Decided choices leave constants, which C# would calculate as checked.
    [InlineData("return x * unchecked((byte)(int)(false ? x : -1));")]
    [InlineData("return x * unchecked((true ? int.MaxValue : n) + (false ? n : 1));")]
    public void What_is_left_of_a_choice_overflows_as_before(string body) => Specimen.Of("[Differentiable] static double F(double x, int n) { " + body + " }").IsRight(0.7, 2);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_test_that_decides_nothing_may_throw(int w) => Specimen.Of("[Differentiable] static double F(double x, int w) { if (w >= w % w) { } return x * x; }").IsRight(0.7, w);
}
