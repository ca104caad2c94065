using Backprop.Benchmarks.Adbench;

namespace Backprop.Tests.Adbench;

/// <summary>The objectives of ADBench on its input files: known numbers, gradients by hand, differences.</summary>
public sealed class AdbenchTests
{
    [Theory]
    [InlineData("gmm_test_d2_K3_n1.txt")]
    [InlineData("gmm_1k_d2_K5.txt")]
    [InlineData("gmm_1k_d10_K25.txt")]
    [InlineData("gmm_1k_d20_K50.txt.gz")]
    public void A_mixture_of_Gaussians_is_what_it_should_be(string file)
    {
        Assert.SkipWhen(AdbenchData.Folder is null, AdbenchData.Absence);
        GaussianMixtureCheck.Require(GaussianMixtureInput.Read(file));
    }

    [Theory]
    [InlineData("lstm_l2_c1024.txt")]
    [InlineData("lstm_l4_c1024.txt")]
    public void An_LSTM_is_what_it_should_be(string file)
    {
        Assert.SkipWhen(AdbenchData.Folder is null, AdbenchData.Absence);
        LstmCheck.Require(LstmInput.Read(file));
    }

    [Theory]
    [InlineData("ba_test_n2_m10_p10.txt")]
    [InlineData("ba1_n49_m7776_p31843.txt")]
    public void A_bundle_is_what_it_should_be(string file)
    {
        Assert.SkipWhen(AdbenchData.Folder is null, AdbenchData.Absence);
        BundleCheck.Require(BundleInput.Read(file));
    }

    [Theory]
    [InlineData("hand_test_simple.txt")]
    [InlineData("hand_test_complicated.txt")]
    [InlineData("hand1_t26_c100_simple_big.txt")]
    [InlineData("hand1_t26_c100_complicated_small.txt")]
    public void A_hand_is_what_it_should_be(string file)
    {
        Assert.SkipWhen(AdbenchData.Folder is null, AdbenchData.Absence);
        HandCheck.Require(HandInput.Read(file));
    }
}
