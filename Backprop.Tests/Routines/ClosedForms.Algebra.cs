namespace Backprop.Tests.Routines;

/// <content>Matrices.</content>
internal static partial class ClosedForms
{
    /// <summary>A⁻¹, where an element of the lower triangle stands for the one of the upper too.</summary>
    public static double[] LogDeterminantOfLower(double[] p)
    {
        double[,] inverse = Matrices.Inverse(Flat.Matrix(p, 3));
        return [.. Matrices.Of(3, 3, (i, j) => i == j ? inverse[i, i] : i > j ? 2 * inverse[i, j] : 0).Cast<double>()];
    }

    /// <summary>det A · A⁻ᵀ.</summary>
    public static double[] Determinant(double[] p)
    {
        double[,] a = Flat.Matrix(p, 3);
        double determinant = Matrices.Determinant(a);
        return [.. Matrices.Transpose(Matrices.Inverse(a)).Cast<double>().Select(x => determinant * x)];
    }

    /// <summary>√det(AᵀA) · A·(AᵀA)⁻¹.</summary>
    public static double[] Volume(double[] p)
    {
        double[,] a = Flat.Matrix(p, 2), gram = Matrices.Multiply(Matrices.Transpose(a), a);
        double volume = Math.Sqrt(Matrices.Determinant(gram));
        return [.. Matrices.Multiply(a, Matrices.Inverse(gram)).Cast<double>().Select(x => volume * x)];
    }

    /// <summary>−2·r·xᵀ and 2·r, r = b − A·x.</summary>
    public static double[] LeastSquares(double[] p)
    {
        double[,] a = Flat.Matrix(p[..8], 2), t = Matrices.Transpose(a);
        double[] b = p[8..], x = Matrices.Multiply(Matrices.Inverse(Matrices.Multiply(t, a)), Matrices.Multiply(t, b));
        double[] r = [.. b.Zip(Matrices.Multiply(a, x), (bi, axi) => bi - axi)];
        return [.. Matrices.Of(4, 2, (i, j) => -2 * r[i] * x[j]).Cast<double>(), .. r.Select(ri => 2 * ri)];
    }

    /// <summary>−y·xᵀ and y, where Aᵀ·y = 2·x.</summary>
    public static double[] SquaredSolution(double[] p)
    {
        double[,] inverse = Matrices.Inverse(Flat.Matrix(p[..9], 3));
        double[] x = Matrices.Multiply(inverse, p[9..]), y = Matrices.Multiply(Matrices.Transpose(inverse), [.. x.Select(xi => 2 * xi)]);
        return [.. Matrices.Of(3, 3, (i, j) => -y[i] * x[j]).Cast<double>(), .. y];
    }

    /// <summary>Of bᵀ·A⁻¹·b: −xᵢ² to a diagonal element, 2·x to b.</summary>
    public static double[] ChainEnergy(double[] p)
    {
        double[,] a = Matrices.Of(4, 4, (i, j) => i == j ? 2 + p[i] : Math.Abs(i - j) == 1 ? -1 : 0);
        double[] x = Matrices.Multiply(Matrices.Inverse(a), p[4..]);
        return [.. x.Select(xi => -xi * xi), .. x.Select(xi => 2 * xi)];
    }

    /// <summary>−yᵢ·xⱼ to aᵢⱼ and y to b, where Aᵀ·y = 1.</summary>
    public static double[] Tridiagonal(double[] p)
    {
        double[,] a = Matrices.Of(4, 4, (i, j) => (j - i) switch { -1 => p[j], 0 => p[3 + i], 1 => p[7 + i], _ => 0 });
        double[,] inverse = Matrices.Inverse(a);
        double[] x = Matrices.Multiply(inverse, p[10..]), y = Matrices.Multiply(Matrices.Transpose(inverse), [1, 1, 1, 1]);
        return
        [
            .. Enumerable.Range(0, 3).Select(i => -y[i + 1] * x[i]),
            .. Enumerable.Range(0, 4).Select(i => -y[i] * x[i]),
            .. Enumerable.Range(0, 3).Select(i => -y[i] * x[i + 1]),
            .. y,
        ];
    }

    /// <summary>v·vᵀ of the eigenvector, which many powers of the matrix leave.</summary>
    public static double[] LargestEigenvalue(double[] p, bool ofLower)
    {
        double[] v = [1, 1, 1];
        for (int i = 0; i < 2000; i++)
        {
            double[] next = Matrices.Multiply(Flat.Matrix(p, 3), v);
            v = [.. next.Select(x => x / Math.Sqrt(next.Sum(y => y * y)))];
        }

        return [.. Matrices.Of(3, 3, (i, j) => v[i] * v[j] * (!ofLower || i == j ? 1 : i > j ? 2 : 0)).Cast<double>()];
    }

    /// <summary>(e^A)ᵀ, by the series alone.</summary>
    public static double[] TransposedExponential(double[] p)
    {
        double[,] t = Matrices.Transpose(Flat.Matrix(p, 3)), term = Matrices.Of(3, 3, (i, j) => i == j ? 1 : 0), sum = term;
        for (int k = 1; k < 80; k++)
        {
            double[,] last = Matrices.Multiply(term, t), total = sum;
            term = Matrices.Of(3, 3, (i, j) => last[i, j] / k);
            sum = Matrices.Of(3, 3, (i, j) => total[i, j] + term[i, j]);
        }

        return [.. sum.Cast<double>()];
    }
}
