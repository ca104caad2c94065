using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Backprop.Generator.Reading.Tensors;

namespace Backprop.Tests.Shapes;

/// <summary>The page of tensors, and the types whose operations are read, against the table.</summary>
public sealed class TensorPageTests
{
    [Fact]
    public void Every_operation_is_on_the_page()
    {
        string page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../docs/tensors.md"));
        Assert.All(TensorOperations.All, o => Assert.Contains($"`{o.Name}`", page));
    }

    [Fact]
    public void Every_operation_is_a_method_of_its_type() => Assert.All(TensorOperations.All, o => Assert.Contains(
        (o.Owner == "Nn" ? typeof(Nn) : typeof(Tensor)).GetMethods(), m => m.Name == o.Name));

    [Fact]
    public void What_Nn_has_is_read_or_said_not_to_be()
    {
        string[] notRead = ["Split", "BatchNormInference", "ChannelStatistics"];
        string[] own = [.. typeof(Nn).GetMethods().Where(m => m.DeclaringType == typeof(Nn)).Select(m => m.Name).Distinct().Order()];
        Assert.Equal(own.Except(notRead), TensorOperations.All.Where(o => o.Owner == "Nn").Select(o => o.Name).Order());
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
