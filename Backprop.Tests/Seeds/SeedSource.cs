using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Backprop.Generator;
using Backprop.Generator.Differentiation;
using Backprop.Tests.Harness;

namespace Backprop.Tests.Seeds;

/// <summary>The seeds' annotated methods as the generator sees them: what it derives is looked at here, what it writes is run.</summary>
internal static class SeedSource
{
    private static readonly ConcurrentDictionary<Type, Lazy<GeneratorRun>> Runs = [];

    /// <summary>What is written for one method of a seed.</summary>
    public static Derivative Of(Type seed, string method) => Run(seed).Derivatives.Single(d => d.Signature.Name == method);

    /// <summary>A gradient of a seed, run line by line.</summary>
    public static Trace Trace(Type seed, string method, params double[] arguments) => Harness.Trace.Of(Of(seed, method), arguments);

    /// <summary>The generated file of a seed.</summary>
    public static string Text(Type seed) => Run(seed).File;

    /// <summary>The file in which a seed is written.</summary>
    public static string Own(Type seed) => File.ReadAllText(Path(seed.Name));

    private static GeneratorRun Run(Type seed) => Runs.GetOrAdd(seed, s => new(() => GeneratorRun.Once(Own(s)))).Value;

    private static string Path(string seed, [CallerFilePath] string here = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, seed + ".cs");
}
