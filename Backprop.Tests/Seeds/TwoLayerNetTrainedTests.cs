using Backprop.Benchmarks.Data;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>The post's network on MNIST after all of its 10,000 steps, and on the way there.</summary>
public sealed class TwoLayerNetTrainedTests
{
    private const int Hidden = 50, Digits = 10, Steps = 10_000, Every = 600, Sample = 10_000;

    /// <summary>The lines as the post has them: accuracy in training and in the test, at step 0, 600, …, 9600.</summary>
    private static readonly (double Training, double Test)[] Printed =
    [
        (0.1587, 0.1568), (0.9048, 0.9098), (0.9254, 0.9277), (0.9386, 0.9376), (0.9449, 0.9437), (0.9533, 0.9524), (0.9590, 0.9578),
        (0.9644, 0.9608), (0.9680, 0.9646), (0.9698, 0.9641), (0.9728, 0.9679), (0.9745, 0.9673), (0.9756, 0.9693), (0.9764, 0.9694),
        (0.9787, 0.9715), (0.9791, 0.9719), (0.9804, 0.9715),
    ];

    /// <summary>How far ours may be from a line: other random numbers, and training's accuracy by 10,000 images of 60,000.</summary>
    private const double Tolerance = 0.012;

    [Fact, Rows("S3-55..56")]
    public void The_lines_on_the_way_are_those_of_the_post()
    {
        Assert.SkipWhen(Mnist.Folder is null, Mnist.Absence);
        TwoLayerNetTraining training = new(Mnist.Training.Images, Mnist.Training.Labels, Hidden, Digits, seed: 1);
        byte[] images = Mnist.Training.Images[..(Sample * 28 * 28)], labels = Mnist.Training.Labels[..Sample];
        Assert.Equal(17, Printed.Length);
        for (int line = 0; line < Printed.Length; line++)
        {
            training.Train(line == 0 ? 1 : Every, batchSize: 100, rate: 0.1);
            (double inTraining, double inTest) = (training.Accuracy(images, labels), training.Accuracy(Mnist.Test.Images, Mnist.Test.Labels));
            if (line == 0)
            {
                // After one step the numbers are those of chance, in the post as well.
                Assert.InRange(inTraining, 0.05, 0.3);
                continue;
            }

            Assert.Equal(Printed[line].Training, inTraining, Tolerance);
            Assert.Equal(Printed[line].Test, inTest, Tolerance);
        }
    }

    [Theory, Rows("S3-58..59")] // Ten networks came to 0.9774 to 0.9810 in training, 0.9669 to 0.9717 in the test.
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void After_10000_steps_965_digits_of_1000_are_right(int seed)
    {
        Assert.SkipWhen(Mnist.Folder is null, Mnist.Absence);
        TwoLayerNetTraining training = new(Mnist.Training.Images, Mnist.Training.Labels, Hidden, Digits, seed);
        training.Train(Steps, batchSize: 100, rate: 0.1);
        double inTraining = training.Accuracy(Mnist.Training.Images, Mnist.Training.Labels), inTest = training.Accuracy(Mnist.Test.Images, Mnist.Test.Labels);
        Assert.InRange(inTraining, 0.975, 0.984);
        Assert.InRange(inTest, 0.965, 1);
        Assert.True(inTraining - inTest <= 0.015, $"{inTraining} in training, {inTest} in the test");
    }
}
