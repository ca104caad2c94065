namespace Backprop.Benchmarks.Adbench;

/// <summary>The input files, by objective. One of middling size comes first: on it the JIT learns what to compile for.</summary>
internal static class AdbenchFiles
{
    public static readonly string[] GaussianMixtures =
    [
        "gmm_1k_d10_K25.txt", "gmm_test_d2_K3_n1.txt", "gmm_1k_d2_K5.txt", "gmm_1k_d20_K50.txt.gz", "gmm_1k_d32_K50.txt.gz",
        "gmm_1k_d64_K100.txt.gz", "gmm_10k_d10_K25.txt.gz",
    ];

    public static readonly string[] Lstms = ["lstm_l2_c1024.txt", "lstm_l4_c1024.txt"];

    public static readonly string[] Bundles =
        ["ba_test_n2_m10_p10.txt", "ba1_n49_m7776_p31843.txt", "ba4_n372_m47423_p204472.txt", "ba8_n88_m64298_p383937.txt"];

    public static readonly string[] Hands =
    [
        "hand_test_simple.txt", "hand_test_complicated.txt", "hand1_t26_c100_simple_small.txt", "hand1_t26_c100_complicated_small.txt",
        "hand1_t26_c100_simple_big.txt", "hand1_t26_c100_complicated_big.txt",
    ];

    /// <summary>A file's name up to its first point.</summary>
    public static string Title(string file) => file[..file.IndexOf('.', StringComparison.Ordinal)];
}
