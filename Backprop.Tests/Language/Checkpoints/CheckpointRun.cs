using System.Reflection;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Language.Checkpoints;

/// <summary>One of the programs, compiled with its marks and without them.</summary>
internal sealed class CheckpointRun
{
    /// <summary>The value and the gradient.</summary>
    public delegate double Gradient(double[] x, int n, double[] dx);

    private const string Calls = """

            public static double One(double[] x, int n, double[] dx) => FGradient(x, n, dx);

            public static double Two(double[] x, int n, double[] dx)
            {
                double value = FForward(x, n, out FSaved saved);
                FBackward(ref saved, 1, dx);
                saved.Dispose();
                return value;
            }
        """;

    private CheckpointRun(string program, bool isMarked)
    {
        string source = isMarked ? program : program.Replace("[Checkpoint]", "").Replace("[Checkpoint, ", "[");
        Run = GeneratorRun.Once($"#pragma warning disable\nusing System;\nusing Backprop;\npublic static partial class Code\n{{\n    {source}{Calls}\n}}");
        Type type = Run.Load().GetType("Code", throwOnError: true)!;
        Value = Method<Func<double[], int, double>>(type, "F");
        AtOnce = Method<Gradient>(type, "One");
        InHalves = Method<Gradient>(type, "Two");
    }

    public GeneratorRun Run { get; }

    public Func<double[], int, double> Value { get; }

    /// <summary>FGradient.</summary>
    public Gradient AtOnce { get; }

    /// <summary>FForward and FBackward.</summary>
    public Gradient InHalves { get; }

    public static CheckpointRun Marked(string program) => new(program, true);

    public static CheckpointRun Plain(string program) => new(program, false);

    private static T Method<T>(Type type, string name)
        where T : Delegate => type.GetMethod(name, BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<T>();
}
