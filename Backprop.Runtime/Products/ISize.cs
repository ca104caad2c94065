namespace Backprop.Products;

/// <summary>A number that the JIT knows: each gets a tile of its own, without what it does not need.</summary>
internal interface ISize
{
    static abstract int Value { get; }
}

internal readonly struct One : ISize
{
    public static int Value => 1;
}

internal readonly struct Two : ISize
{
    public static int Value => 2;
}

internal readonly struct Three : ISize
{
    public static int Value => 3;
}

internal readonly struct Four : ISize
{
    public static int Value => 4;
}

internal readonly struct Eight : ISize
{
    public static int Value => 8;
}
