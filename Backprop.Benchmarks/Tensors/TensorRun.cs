namespace Backprop.Benchmarks.Tensors;

/// <summary>What tensors cost, section by section.</summary>
internal static class TensorRun
{
    public static void Run()
    {
        ElementRun.Run();
        Console.WriteLine();
        ProductRun.Run();
    }
}
