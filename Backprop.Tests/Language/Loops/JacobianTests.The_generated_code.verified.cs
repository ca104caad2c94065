    /// <summary>The value of <see cref="F(double[], double)"/> and its Jacobian: forward once, then backward once for each result.</summary>
    /// <remarks>Overwrites <c>dx</c>, <c>dk</c>: one row for each result, with a column for each number of the parameter.</remarks>
    [global::System.CodeDom.Compiler.GeneratedCode("Backprop.Generator", "0.1.0")]
    public static double[] FJacobian(double[] x, double k, global::System.Span<double> dx, global::System.Span<double> dk)
    {
        global::Backprop.CompilerServices.Guard.Apart<double>(dx, nameof(dx), x);
        global::Backprop.CompilerServices.Guard.Apart<double>(dk, nameof(dk), x, dx);
        var value = FForward(x, k, out var saved);
        try
        {
            global::Backprop.CompilerServices.Guard.Jacobian(value.Length, x.Length, dx.Length, nameof(dx));
            global::Backprop.CompilerServices.Guard.Jacobian(value.Length, 1, dk.Length, nameof(dk));
            dx.Clear();
            dk.Clear();
            using var dvalueMemory = new global::Backprop.CompilerServices.Scratch<double>(value.Length);
            var dvalue = dvalueMemory.Span;
            for (int row = 0; row < value.Length; row++)
            {
                dvalue[row] = 1;
                var again = saved;    // what the backward half takes out of a record stays in the other
                FBackward(ref again, dvalue, ref dk[row], dx.Slice(row * x.Length, x.Length));
                dvalue[row] = 0;
            }
            return value;
        }
        finally
        {
            saved.Dispose();
        }
    }
}
