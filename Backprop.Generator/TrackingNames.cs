namespace Backprop.Generator;

/// <summary>The steps of the pipeline, as tests of caching name them.</summary>
internal static class TrackingNames
{
    public const string Read = nameof(Read);
    public const string Problems = nameof(Problems);
    public const string CustomDerivatives = nameof(CustomDerivatives);
    public const string Differentiate = nameof(Differentiate);
    public const string Remarks = nameof(Remarks);
    public const string Write = nameof(Write);
    public const string Files = nameof(Files);
}
