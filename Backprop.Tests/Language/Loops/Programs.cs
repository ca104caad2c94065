namespace Backprop.Tests.Language.Loops;

/// <summary>The programs over one array, with what is generated for each.</summary>
internal static class Programs
{
    public static readonly IReadOnlyDictionary<string, Program> All = new Dictionary<string, Program>
    {
        [nameof(LoopPrograms.LogSumExp)] = new(
            x => LoopPrograms.LogSumExp(x),
            (x, dx) => LoopPrograms.LogSumExpGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = LoopPrograms.LogSumExpForward(x, out var saved);
                LoopPrograms.LogSumExpBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(LoopPrograms.Rosenbrock)] = new(
            x => LoopPrograms.Rosenbrock(x),
            (x, dx) => LoopPrograms.RosenbrockGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = LoopPrograms.RosenbrockForward(x, out var saved);
                LoopPrograms.RosenbrockBackward(ref saved, dvalue, dx);
                return value;
            }),
        [nameof(LoopPrograms.Cumulative)] = new(
            x => LoopPrograms.Cumulative(x),
            (x, dx) => LoopPrograms.CumulativeGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = LoopPrograms.CumulativeForward(x, out var saved);
                LoopPrograms.CumulativeBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(LoopPrograms.Early)] = new(
            x => LoopPrograms.Early(x),
            (x, dx) => LoopPrograms.EarlyGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = LoopPrograms.EarlyForward(x, out var saved);
                LoopPrograms.EarlyBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(LoopPrograms.Scale)] = new(
            x => LoopPrograms.Scale(x),
            (x, dx) => LoopPrograms.ScaleGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = LoopPrograms.ScaleForward(x, out var saved);
                LoopPrograms.ScaleBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(LoopPrograms.Local)] = new(
            x => LoopPrograms.Local(x),
            (x, dx) => LoopPrograms.LocalGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = LoopPrograms.LocalForward(x, out var saved);
                LoopPrograms.LocalBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(LoopPrograms.Nested)] = new(
            x => LoopPrograms.Nested(x),
            (x, dx) => LoopPrograms.NestedGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = LoopPrograms.NestedForward(x, out var saved);
                LoopPrograms.NestedBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(ArrayPrograms.Helpers)] = new(
            x => ArrayPrograms.Helpers(x),
            (x, dx) => ArrayPrograms.HelpersGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = ArrayPrograms.HelpersForward(x, out var saved);
                ArrayPrograms.HelpersBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(ArrayPrograms.Slices)] = new(
            x => ArrayPrograms.Slices(x),
            (x, dx) => ArrayPrograms.SlicesGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = ArrayPrograms.SlicesForward(x, out var saved);
                ArrayPrograms.SlicesBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(ArrayPrograms.Ranges)] = new(
            x => ArrayPrograms.Ranges(x),
            (x, dx) => ArrayPrograms.RangesGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = ArrayPrograms.RangesForward(x, out var saved);
                ArrayPrograms.RangesBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(ArrayPrograms.DoWhile)] = new(
            x => ArrayPrograms.DoWhile(x),
            (x, dx) => ArrayPrograms.DoWhileGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = ArrayPrograms.DoWhileForward(x, out var saved);
                ArrayPrograms.DoWhileBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(ArrayPrograms.Bulk)] = new(
            x => ArrayPrograms.Bulk(x),
            (x, dx) => ArrayPrograms.BulkGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = ArrayPrograms.BulkForward(x, out var saved);
                ArrayPrograms.BulkBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(ArrayPrograms.Literals)] = new(
            x => ArrayPrograms.Literals(x),
            (x, dx) => ArrayPrograms.LiteralsGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = ArrayPrograms.LiteralsForward(x, out var saved);
                ArrayPrograms.LiteralsBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(ArrayPrograms.Alias)] = new(
            x => ArrayPrograms.Alias(x),
            (x, dx) => ArrayPrograms.AliasGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = ArrayPrograms.AliasForward(x, out var saved);
                ArrayPrograms.AliasBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(ArrayPrograms.Jagged)] = new(
            x => ArrayPrograms.Jagged(x),
            (x, dx) => ArrayPrograms.JaggedGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = ArrayPrograms.JaggedForward(x, out var saved);
                ArrayPrograms.JaggedBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(ArrayPrograms.Switchy)] = new(
            x => ArrayPrograms.Switchy(x),
            (x, dx) => ArrayPrograms.SwitchyGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = ArrayPrograms.SwitchyForward(x, out var saved);
                ArrayPrograms.SwitchyBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(ArrayPrograms.Returns)] = new(
            x => ArrayPrograms.Returns(x),
            (x, dx) => ArrayPrograms.ReturnsGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = ArrayPrograms.ReturnsForward(x, out var saved);
                ArrayPrograms.ReturnsBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(ArrayPrograms.LocalFunctions)] = new(
            x => ArrayPrograms.LocalFunctions(x),
            (x, dx) => ArrayPrograms.LocalFunctionsGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = ArrayPrograms.LocalFunctionsForward(x, out var saved);
                ArrayPrograms.LocalFunctionsBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(ArrayPrograms.Cholesky)] = new(
            x => ArrayPrograms.Cholesky(x),
            (x, dx) => ArrayPrograms.CholeskyGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = ArrayPrograms.CholeskyForward(x, out var saved);
                ArrayPrograms.CholeskyBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(ArrayPrograms.Static)] = new(
            x => ArrayPrograms.Static(x),
            (x, dx) => ArrayPrograms.StaticGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = ArrayPrograms.StaticForward(x, out var saved);
                ArrayPrograms.StaticBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(ArrayPrograms.WhileEffects)] = new(
            x => ArrayPrograms.WhileEffects(x),
            (x, dx) => ArrayPrograms.WhileEffectsGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = ArrayPrograms.WhileEffectsForward(x, out var saved);
                ArrayPrograms.WhileEffectsBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(ArrayPrograms.Mem)] = new(
            x => ArrayPrograms.Mem(x),
            (x, dx) => ArrayPrograms.MemGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = ArrayPrograms.MemForward(x, out var saved);
                ArrayPrograms.MemBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(ArrayPrograms.Sort)] = new(
            x => ArrayPrograms.Sort(x),
            (x, dx) => ArrayPrograms.SortGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = ArrayPrograms.SortForward(x, out var saved);
                ArrayPrograms.SortBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
    };

    /// <summary>A method of one array, as it may leave the array changed.</summary>
    /// <param name="Halves">Forward and backward, for a given derivative of the result; adds.</param>
    internal sealed record Program(Func<double[], double> Value, Func<double[], double[], double> Gradient, Func<double[], double, double[], double> Halves);
}
