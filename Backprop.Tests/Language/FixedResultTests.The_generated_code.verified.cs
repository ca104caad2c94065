    /// <summary>What <see cref="F(global::System.ReadOnlySpan&lt;double&gt;, double, global::System.Span&lt;double&gt;)"/> leaves in <c>y</c>, and its Jacobian: in one body.</summary>
    /// <remarks>Overwrites <c>dx</c>, <c>dk</c>: one row for each result, with a column for each number of the parameter. 30 operations.</remarks>
    [global::System.CodeDom.Compiler.GeneratedCode("Backprop.Generator", "0.1.0")]
    public static void FJacobian(global::System.ReadOnlySpan<double> x, double k, global::System.Span<double> y, global::System.Span<double> dx, global::System.Span<double> dk)
    {
        if (!(global::Backprop.CompilerServices.Guard.IsBefore<double>(dx, dk)
            && global::Backprop.CompilerServices.Guard.IsOutside<double>(x, dx, dk)
            && global::Backprop.CompilerServices.Guard.IsOutside<double>(y, dx, dk)
            && global::Backprop.CompilerServices.Guard.IsOutside<double>(x, y, y)))
        {
            global::Backprop.CompilerServices.Guard.Apart<double>(y, nameof(y), x);
            global::Backprop.CompilerServices.Guard.Apart<double>(dx, nameof(dx), x, y);
            global::Backprop.CompilerServices.Guard.Apart<double>(dk, nameof(dk), x, y, dx);
        }
        global::Backprop.CompilerServices.Guard.Jacobian(2, x.Length, dx.Length, nameof(dx));
        global::Backprop.CompilerServices.Guard.Jacobian(2, 1, dk.Length, nameof(dk));
        if (x.Length > 2)
        {
            dx.Clear();
        }
        var s = 1.0;
        var taken = x[0] != 0.0;
        var inverse = 0.0;
        var sByR = 0.0;
        if (taken)
        {
            var r = global::System.Math.Sqrt(x[0]);    // (1)
            inverse = 1.0 / r;                         // (2)
            var sinR = global::System.Math.Sin(r);     // (3)
            s = sinR * inverse * inverse;              // (3)
            var dr = global::System.Math.Cos(r) * inverse * inverse;
            var dinverse = 2.0 * sinR * inverse;
            dr -= inverse * inverse * dinverse;
            sByR = dr;
        }
        var kTimesSOverX = k * s / x[1];               // (4)
        y[0] = kTimesSOverX;                           // (4)
        var xSqr = x[1] * x[1];                        // (5)
        y[1] = xSqr * s;                               // (5)

        var invX = 1.0 / x[1];

        // row 0
        var dxRow = dx.Slice(0, 2);
        dk[0] = s * invX;                              // (4) y[0] = k * s / x[1]
        var ds = k * invX;
        dxRow[1] = -kTimesSOverX * invX;
        var dx0 = 0.0;
        if (taken)
        {
            var dr = sByR * ds;                        // (1) r = Math.Sqrt(x[0])
            dx0 = 0.5 * dr * inverse;
        }
        dxRow[0] = dx0;

        // row 1
        var dxRow2 = dx.Slice(x.Length, 2);
        dxRow2[1] = 2.0 * x[1] * s;                    // (5) y[1] = x[1] * x[1] * s
        var ds2 = xSqr;
        var dx02 = 0.0;
        if (taken)
        {
            var dr = sByR * ds2;                       // (1) r = Math.Sqrt(x[0])
            dx02 = 0.5 * dr * inverse;
        }
        dxRow2[0] = dx02;
        dk[1] = 0.0;
    }
}
