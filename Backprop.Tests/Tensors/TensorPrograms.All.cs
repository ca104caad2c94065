using Program = Backprop.Tests.Language.Loops.Programs.Program;

namespace Backprop.Tests.Tensors;

internal static partial class TensorPrograms
{
    /// <summary>The programs, with what is generated for each.</summary>
    public static readonly IReadOnlyDictionary<string, Program> All = new Dictionary<string, Program>
    {
        [nameof(InPlace)] = new(
            x => InPlace(x),
            (x, dx) => InPlaceGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = InPlaceForward(x, out var saved);
                InPlaceBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(InPlaceUnderTwoNames)] = new(
            x => InPlaceUnderTwoNames(x),
            (x, dx) => InPlaceUnderTwoNamesGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = InPlaceUnderTwoNamesForward(x, out var saved);
                InPlaceUnderTwoNamesBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(Unwound)] = new(
            x => Unwound(x),
            (x, dx) => UnwoundGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = UnwoundForward(x, out var saved);
                UnwoundBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(ArraysOfAnIteration)] = new(
            x => ArraysOfAnIteration(x),
            (x, dx) => ArraysOfAnIterationGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = ArraysOfAnIterationForward(x, out var saved);
                ArraysOfAnIterationBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(Fused)] = new(
            x => Fused(x),
            (x, dx) => FusedGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = FusedForward(x, out var saved);
                FusedBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(PartlyFilled)] = new(
            x => PartlyFilled(x),
            (x, dx) => PartlyFilledGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = PartlyFilledForward(x, out var saved);
                PartlyFilledBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(Matrix)] = new(
            x => Matrix(x),
            (x, dx) => MatrixGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = MatrixForward(x, out var saved);
                MatrixBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(SlicesOfATable)] = new(
            x => SlicesOfATable(x),
            (x, dx) => SlicesOfATableGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = SlicesOfATableForward(x, out var saved);
                SlicesOfATableBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(Destinations)] = new(
            x => Destinations(x),
            (x, dx) => DestinationsGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = DestinationsForward(x, out var saved);
                DestinationsBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(LongerDestinations)] = new(
            x => LongerDestinations(x),
            (x, dx) => LongerDestinationsGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = LongerDestinationsForward(x, out var saved);
                LongerDestinationsBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(Rows)] = new(
            x => Rows(x),
            (x, dx) => RowsGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = RowsForward(x, out var saved);
                RowsBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(PowerIteration)] = new(
            x => PowerIteration(x),
            (x, dx) => PowerIterationGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = PowerIterationForward(x, out var saved);
                PowerIterationBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(SoftmaxOfRows)] = new(
            x => SoftmaxOfRows(x),
            (x, dx) => SoftmaxOfRowsGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = SoftmaxOfRowsForward(x, out var saved);
                SoftmaxOfRowsBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(Helpers)] = new(
            x => Helpers(x),
            (x, dx) => HelpersGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = HelpersForward(x, out var saved);
                HelpersBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(Branches)] = new(
            x => Branches(x),
            (x, dx) => BranchesGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = BranchesForward(x, out var saved);
                BranchesBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(Early)] = new(
            x => Early(x),
            (x, dx) => EarlyGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = EarlyForward(x, out var saved);
                EarlyBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(Precisions)] = new(
            x => Precisions(x),
            (x, dx) => PrecisionsGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = PrecisionsForward(x, out var saved);
                PrecisionsBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(Numbers)] = new(
            x => Numbers(x),
            (x, dx) => NumbersGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = NumbersForward(x, out var saved);
                NumbersBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
        [nameof(Overwritten)] = new(
            x => Overwritten(x),
            (x, dx) => OverwrittenGradient(x, dx),
            (x, dvalue, dx) =>
            {
                double value = OverwrittenForward(x, out var saved);
                OverwrittenBackward(ref saved, dvalue, dx);
                saved.Dispose();
                return value;
            }),
    };
}
