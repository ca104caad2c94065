namespace Backprop;

/// <summary>Who multiplies matrices.</summary>
public enum MatrixLibrary
{
    /// <summary>Backprop itself.</summary>
    Managed,

    /// <summary>The system's BLAS, which is to be installed: OpenBLAS, MKL or Accelerate.</summary>
    System,
}
