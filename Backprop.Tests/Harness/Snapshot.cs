using System.Runtime.CompilerServices;

namespace Backprop.Tests.Harness;

/// <summary>
/// Compares text with a file kept beside the test, named as Verify names it: <c>Class.Method.verified.cs</c>. A test that
/// differs writes <c>*.received.cs</c> next to it; copy that over the verified file when the change is meant.
/// </summary>
internal static class Snapshot
{
    public static void Match(string text, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{method}");
        string verified = path + ".verified.cs", received = path + ".received.cs";
        string actual = text.ReplaceLineEndings("\n");
        string expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        Assert.Fail($"The generated code differs from its snapshot. Compare\n  {received}\nwith\n  {verified}\nand copy the first over the second if the change is meant.");
    }
}
