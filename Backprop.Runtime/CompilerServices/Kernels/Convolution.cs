namespace Backprop.CompilerServices;

/// <summary>The dimensions of a convolution, and where its planes begin.</summary>
/// <param name="Batch">Images.</param>
/// <param name="Groups">Parts of the channels that have nothing to do with each other.</param>
/// <param name="Channels">Of an image.</param>
/// <param name="Outputs">Channels of the result.</param>
/// <param name="Vertical">How the kernel moves along the height.</param>
/// <param name="Horizontal">How it moves along the width.</param>
internal readonly record struct Convolution(int Batch, int Groups, int Channels, int Outputs, Window Vertical, Window Horizontal)
{
    public int Kernel => Vertical.Size * Horizontal.Size;

    public int Plane => Vertical.Length * Horizontal.Length;

    public int ResultPlane => Vertical.Count * Horizontal.Count;

    public int ChannelsOfGroup => Channels / Groups;

    /// <summary>The first channel that an output is made of.</summary>
    public int FirstChannel(int output) => output / (Outputs / Groups) * ChannelsOfGroup;
}
