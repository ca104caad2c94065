namespace Backprop.Tests.Routines;

/// <content>Matrices.</content>
internal static partial class RoutineCases
{
    private static double[] Symmetric => [4, 1, 0.5, 1, 3, -0.7, 0.5, -0.7, 2];

    private static double[] OtherSymmetric => [2, 0.3, -0.2, 0.3, 5, 1, -0.2, 1, 3];

    private static double[] General => [0.5, 2, -1, 3, 1, 0.7, -1, 4, 2];

    private static double[] OtherGeneral => [1, -2, 0.3, 0.4, 1.5, 2, 3, 0.6, -1];

    private static IEnumerable<RoutineCase> Algebra() => [.. Factors(), .. Solvers(), .. Spectra()];

    private static RoutineCase[] Factors() =>
    [
        new("Factorizations.CholeskyLogDeterminant", p => Factorizations.CholeskyLogDeterminant(Flat.Matrix(p, 3)),
            Symmetric, OtherSymmetric)
        {
            Exact = ClosedForms.LogDeterminantOfLower,
            Gradient = p =>
            {
                double[,] da = Flat.Unset(3, 3);
                return Flat.Of(Factorizations.CholeskyLogDeterminantGradient(Flat.Matrix(p, 3), da), da);
            },
        },
        new("Factorizations.LuDeterminant", p => Factorizations.LuDeterminant(Flat.Matrix(p, 3)), General, OtherGeneral)
        {
            Exact = ClosedForms.Determinant,
            Gradient = p =>
            {
                double[,] da = Flat.Unset(3, 3);
                return Flat.Of(Factorizations.LuDeterminantGradient(Flat.Matrix(p, 3), da), da);
            },
        },
        new("Factorizations.GramSchmidtVolume", p => Factorizations.GramSchmidtVolume(Flat.Matrix(p, 2)),
            [1, 2, -1, 0.5, 3, 1, 0, 2], [2, 0.3, 1, 1, -1, 4])
        {
            Exact = ClosedForms.Volume,
            Gradient = p =>
            {
                double[,] da = Flat.Unset(p.Length / 2, 2);
                return Flat.Of(Factorizations.GramSchmidtVolumeGradient(Flat.Matrix(p, 2), da), da);
            },
        },
        new("Factorizations.HouseholderResidual", p => Factorizations.HouseholderResidual(Flat.Rows(p[..8], 2, 2, 2, 2), p[8..]),
            [1, 2, -1, 0.5, 3, 1, 0.2, 2, 1, 2, 3, 5], [-2, 0.3, 1, 1, -1, 4, 0.7, 0.6, 0, 1, -1, 2])
        {
            Exact = ClosedForms.LeastSquares,
            Gradient = p =>
            {
                double[][] da = Flat.UnsetRows(2, 2, 2, 2);
                double[] db = Flat.Unset(4);
                return Flat.Of(Factorizations.HouseholderResidualGradient(Flat.Rows(p[..8], 2, 2, 2, 2), p[8..], da, db), [.. da, db]);
            },
        },
    ];

    private static RoutineCase[] Solvers() =>
    [
        new("LinearSolvers.LuSolve", p => LinearSolvers.LuSolve(Flat.Matrix(p[..9], 3), p[9..]),
            [.. General, 1, 2, -1], [.. OtherGeneral, 0.5, -3, 2])
        {
            Exact = ClosedForms.SquaredSolution,
            Gradient = p =>
            {
                double[,] da = Flat.Unset(3, 3);
                double[] db = Flat.Unset(3);
                return Flat.Of(LinearSolvers.LuSolveGradient(Flat.Matrix(p[..9], 3), p[9..], da, db), da, db);
            },
        },
        new("LinearSolvers.GaussJordan", p => LinearSolvers.GaussJordan(Flat.Rows(p[..9], 3, 3, 3), p[9..]),
            [.. General, 1, 2, -1], [.. OtherGeneral, 0.5, -3, 2])
        {
            Exact = ClosedForms.SquaredSolution,
            //+ Gradient = p =>
            //+ {
            //+     double[][] da = Flat.UnsetRows(3, 3, 3);
            //+     double[] db = Flat.Unset(3);
            //+     return Flat.Of(LinearSolvers.GaussJordanGradient(Flat.Rows(p[..9], 3, 3, 3), p[9..], da, db), [.. da, db]);
            //+ },
        },
        new("LinearSolvers.ConjugateGradient", p => LinearSolvers.ConjugateGradient(p[..4], p[4..]),
            [0.5, 1, 0.2, 2, 1, -2, 3, 0.7], [1, 3, 2, 0.1, 0.4, 1, 1.5, -1])
        {
            Exact = ClosedForms.ChainEnergy,
            Gradient = p =>
            {
                double[] ddiagonal = Flat.Unset(4), db = Flat.Unset(4);
                return Flat.Of(LinearSolvers.ConjugateGradientGradient(p[..4], p[4..], ddiagonal, db), ddiagonal, db);
            },
        },
        new("LinearSolvers.Thomas", p => LinearSolvers.Thomas(p[..3], p[3..7], p[7..10], p[10..]),
            [1, -0.5, 0.7, 4, 3, 5, 2, 0.6, 1, -1, 1, 2, 3, 4], [-1, 0.4, 1, 3, 2.5, 4, 3, 1, 0.3, 0.8, 0, 1, -2, 1])
        {
            Exact = ClosedForms.Tridiagonal,
            Gradient = p =>
            {
                double[] dlower = Flat.Unset(3), ddiagonal = Flat.Unset(4), dupper = Flat.Unset(3), db = Flat.Unset(4);
                double value = LinearSolvers.ThomasGradient(p[..3], p[3..7], p[7..10], p[10..], dlower, ddiagonal, dupper, db);
                return Flat.Of(value, dlower, ddiagonal, dupper, db);
            },
        },
        new("LinearSolvers.GaussSeidel", p => LinearSolvers.GaussSeidel(Flat.Matrix(p[..9], 3), p[9..12], p[12..]),
            [5, 1, -1, 0.5, 4, 1, 1, -0.7, 6, 1, 2, -1, 0, 0, 0], [3, 0.2, 0.4, -0.3, 4, 0.5, 0.6, 0.1, 2, 0.5, -3, 2, 1, 2, 3])
        {
            Exact = p => [.. ClosedForms.SquaredSolution(p[..12]), 0, 0, 0],
            Gradient = p =>
            {
                double[,] da = Flat.Unset(3, 3);
                double[] db = Flat.Unset(3), dx = Flat.Unset(3);
                return Flat.Of(LinearSolvers.GaussSeidelGradient(Flat.Matrix(p[..9], 3), p[9..12], p[12..], da, db, dx), da, db, dx);
            },
        },
    ];

    private static RoutineCase[] Spectra() =>
    [
        new("Eigenvalues.PowerIteration", p => Eigenvalues.PowerIteration(Flat.Matrix(p, 3)), Symmetric, OtherSymmetric)
        {
            Exact = p => ClosedForms.LargestEigenvalue(p, ofLower: false),
            Gradient = p =>
            {
                double[,] da = Flat.Unset(3, 3);
                return Flat.Of(Eigenvalues.PowerIterationGradient(Flat.Matrix(p, 3), da), da);
            },
        },
        new("Eigenvalues.Jacobi", p => Eigenvalues.Jacobi(Flat.Matrix(p, 3)), Symmetric, OtherSymmetric)
        {
            Exact = p => ClosedForms.LargestEigenvalue(p, ofLower: true),
            Gradient = p => { double[,] da = Flat.Unset(3, 3); return Flat.Of(Eigenvalues.JacobiGradient(Flat.Matrix(p, 3), da), da); },
        },
        new("MatrixFunctions.ExponentialTrace", p => MatrixFunctions.ExponentialTrace(Flat.Matrix(p, 3)),
            General, [0.01, 0.02, 0, 0.03, -0.01, 0.01, 0, 0.02, 0.01])
        {
            Exact = ClosedForms.TransposedExponential,
            Gradient = p =>
            {
                double[,] da = Flat.Unset(3, 3);
                return Flat.Of(MatrixFunctions.ExponentialTraceGradient(Flat.Matrix(p, 3), da), da);
            },
        },
    ];
}
