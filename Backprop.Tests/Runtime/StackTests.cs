using Backprop.CompilerServices;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Runtime;

/// <summary>Memory on the stack is cleared as far as it goes and no further.</summary>
public sealed class StackTests
{
    [Fact]
    public void All_elements_are_cleared_and_none_beyond()
    {
        for (int length = 0; length <= 70; length++)
        {
            Cleared<double>(1.5, length);
            Cleared<float>(1.5f, length);
            Cleared<int>(-1, length);
            Cleared<bool>(true, length);
            Cleared<decimal>(1, length);
        }
    }

    [Theory]
    [InlineData("Span<double> b = stackalloc double[6];")]
    [InlineData("double[] b = new double[6];")]
    public void A_method_s_own_array_is_cleared_so_and_its_cotangents_too(string array)
    {
        string gradient = ArrayGradient.Member(
            ArrayGradient.Holds($"[Differentiable] public static double F(double[] a, int n) {{ {array} for (int i = 0; i < 6; i++) b[i] = Math.Exp(a[0] * i); return b[n] * b[n]; }}", 3, [0.4]),
            "FGradient");
        Assert.Contains("b = stackalloc double[6];", gradient);
        Assert.Contains("Stack.Clear(b);", gradient);
        Assert.Contains("Stack.Clear(db);", gradient);
    }

    private static void Cleared<T>(T held, int length)
        where T : unmanaged
    {
        T[] memory = new T[length + 2];
        Array.Fill(memory, held);
        Stack.Clear(memory.AsSpan(1, length));
        Assert.Equal([held, .. new T[length], held], memory);
    }
}
