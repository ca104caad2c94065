namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <summary>
/// Loops as they are written over and over. <c>$a</c> and <c>$b</c> are arrays or spans, <c>$w</c> one that is written,
/// <c>$m</c> a matrix, <c>$x</c> a number, <c>$s</c> one that is written; <c>$g</c> an array of arrays,
/// digits are new names, and <c>$f(</c> is any of a few functions.
/// </summary>
internal static class LoopIdioms
{
    public static readonly IReadOnlyList<(LoopFeatures Needs, string Text)> All =
    [
        (LoopFeatures.None, """
            for (int $1 = 0; $1 < $a.Length && $1 < $b.Length; $1++) $s += 0.2 * $a[$1] * $b[$1];
            """),
        (LoopFeatures.None, """
            double $1 = 0.0; // Horner
            for (int $2 = $a.Length - 1; $2 >= 0; $2--) $1 = 0.6 * $1 * Math.Sin($x) + $a[$2];
            $s = Math.Tanh($1);
            """),
        (LoopFeatures.None, """
            for (int $1 = 1; $1 < $w.Length; $1++)
            {
                $w[$1] = 0.5 * $w[$1 - 1] + Math.Sin($w[$1]) * $x;
            }
            """),
        (LoopFeatures.None, """
            for (int $1 = $w.Length - 2; $1 >= 0; $1--) $w[$1] += 0.5 * $w[$1 + 1];
            """),
        (LoopFeatures.None, """
            double $1 = $a[0];
            for (int $2 = 1; $2 < $a.Length; $2++)
            {
                if ($a[$2] > $1) $1 = $a[$2];
            }
            double $3 = 0;
            for (int $2 = 0; $2 < $a.Length; $2++) $3 += Math.Exp($a[$2] - $1);
            $s = Math.Tanh(Math.Log($3) + $1);
            """),
        (LoopFeatures.Foreach, """
            double $1 = double.NegativeInfinity, $2 = 1;
            foreach (double $3 in $a)
            {
                $1 = Math.Max($1, $3);
                $2 *= 0.5 * $3;
            }
            if ($1 > -5) $s += 0.1 * $1 * $2;
            """),
        (LoopFeatures.None, """
            int $1 = 0;
            for (int $2 = 1; $2 < $a.Length; $2++)
            {
                if ($a[$2] > $a[$1]) $1 = $2;
            }
            $s = 0.5 * $s + Math.Sin($a[$1]);
            """),
        (LoopFeatures.Tuples, """
            for (int $1 = 0; $1 < $w.Length; $1++)
            {
                for (int $2 = 0; $2 < $w.Length - 1 - $1; $2++)
                {
                    if ($w[$2] > $w[$2 + 1]) ($w[$2], $w[$2 + 1]) = ($w[$2 + 1], $w[$2]);
                }
            }
            """),
        (LoopFeatures.While, """
            for (int $1 = 1; $1 < $w.Length; $1++)
            {
                double $2 = $w[$1];
                int $3 = $1 - 1;
                while ($3 >= 0 && $w[$3] > $2)
                {
                    $w[$3 + 1] = $w[$3];
                    $3--;
                }
                $w[$3 + 1] = $2;
            }
            """),
        (LoopFeatures.While, """
            int $1 = 0;
            double $2 = 1.5, $3 = 1.0 + $x * $x;
            while (Math.Abs($2 * $2 - $3) > 1e-6 && $1++ < 6)
            {
                $2 = 0.5 * ($2 + $3 / $2);
            }
            $s += 0.3 * Math.Sin($2);
            """),
        (LoopFeatures.Matrices, """
            for (int $1 = 0; $1 < $m.GetLength(0); $1++)
            {
                double $2 = 0;
                for (int $3 = 0; $3 < $m.GetLength(1); $3++) $2 += $m[$1, $3] * $a[$3 % $a.Length];
                $w[$1 % $w.Length] += Math.Tanh($2);
            }
            """),
        (LoopFeatures.Scratch | LoopFeatures.Aliases, """
            double[] $1 = new double[$a.Length], $2 = new double[$a.Length];
            for (int $3 = 0; $3 < $a.Length; $3++) $1[$3] = $a[$3];
            for (int $4 = 0; $4 < 3; $4++)
            {
                for (int $3 = 0; $3 < $1.Length; $3++) $2[$3] = 0.5 * ($1[$3] + Math.Sin($x * $1[($3 + 1) % $1.Length]));
                ($1, $2) = ($2, $1);
            }
            $s += 0.5 * $1[0];
            """),
        (LoopFeatures.Scratch | LoopFeatures.Aliases | LoopFeatures.While, """
            double[] $1 = new double[$b.Length + 1], $2 = new double[$b.Length + 1];
            int $3 = 0;
            while ($3 < $a.Length && $1[0] < 1.5)
            {
                for (int $4 = 1; $4 < $2.Length; $4++)
                {
                    $2[$4] = Math.Abs($a[$3] - $b[$4 - 1]) + Math.Min($1[$4 - 1], Math.Min(0.1 + $1[$4], 0.2 + $2[$4 - 1]));
                }
                $2[0] = $1[0] + 0.3 * Math.Abs($x);
                if ($2[1] > 0.1) ($1, $2) = ($2, $1);
                $3++;
            }
            $s += 0.2 * $1[^1] * $2[0];
            """),
        (LoopFeatures.Scratch | LoopFeatures.Aliases | LoopFeatures.Tuples, """
            double[] $1 = [$x, 0.5], $2 = [.. $a], $3 = new double[2];
            for (int $4 = 0; $4 < 4; $4++)
            {
                $3[$4 % 2] = Math.Sin($1[0] * $2[^1]) + 0.5 * $3[0];
                ($1, $2, $3) = ($3, $1, $2);
            }
            $s += $1[0] * $2[^1] + 0.3 * $3[0];
            """),
        (LoopFeatures.Views | LoopFeatures.Spans, """
            Span<double> $1 = $w;
            for (int $2 = 0; $2 < 4 && $1.Length > 1; $2++)
            {
                $1[0] = 0.5 * $1[0] + Math.Sin($1[^1] * $x);
                $1 = $1[0] > 0.3 ? $1[1..] : $1[..^1];
            }
            $s += 0.4 * $1[0];
            """),
        (LoopFeatures.Jumps, """
            double $1 = $x;
            for (int $2 = 0; $2 < $a.Length; $2++)
            {
                if ($a[$2] < -0.5) continue;
                $1 = $1 * Math.Cos($a[$2]);
                if ($1 > 0.8) break;
            }
            $s += $1;
            """),
        (LoopFeatures.Tuples | LoopFeatures.Effects, """
            for (int $1 = 0, $2 = $w.Length - 1; $1 < $2;) ($w[$1++], $w[$2--]) = ($w[$2], 0.5 * $w[$1]);
            """),
        (LoopFeatures.None, """
            double $1 = 0.0, $2 = Math.Sin($x);
            for (int $3 = 0; $3 < 5; $3++)
            {
                $1 -= 0.2 * $2;
                $2 += 0.2 * $1;
            }
            $s = 0.5 * $s + $2;
            """),
        (LoopFeatures.While, """
            int $1 = 0, $2 = $a.Length;
            while ($1 < $2)
            {
                int $3 = ($1 + $2) / 2;
                if ($a[$3] < $x) $1 = $3 + 1;
                else $2 = $3;
            }
            $s += Math.Sin($1 < $a.Length ? $a[$1] : $x);
            """),
        (LoopFeatures.Scratch, """
            var $1 = new double[$a.Length + $b.Length];
            for (int $2 = 0; $2 < $a.Length; $2++)
            {
                for (int $3 = 0; $3 < $b.Length; $3++) $1[$2 + $3] += 0.3 * $a[$2] * $b[$3];
            }
            for (int $2 = 0; $2 < $1.Length; $2++) $s += 0.1 * Math.Sin($1[$2]);
            """),
        (LoopFeatures.Scratch | LoopFeatures.Tables, """
            int[] $1 = new int[3];
            double[] $2 = new double[3];
            for (int $3 = 0; $3 < $a.Length; $3++)
            {
                int $4 = $a[$3] < -0.5 ? 0 : $a[$3] < 0.5 ? 1 : 2;
                $1[$4]++;
                $2[$4] += $a[$3];
            }
            for (int $4 = 0; $4 < 3; $4++)
            {
                if ($1[$4] > 0) $s += 0.2 * $2[$4] / $1[$4];
            }
            """),
        (LoopFeatures.Matrices | LoopFeatures.Scratch, """
            var $1 = new double[$a.Length + 1, $b.Length + 1];
            for (int $2 = 1; $2 <= $a.Length; $2++)
            {
                for (int $3 = 1; $3 <= $b.Length; $3++)
                {
                    double $4 = Math.Abs($a[$2 - 1] - $b[$3 - 1]);
                    $1[$2, $3] = $4 + Math.Min($1[$2 - 1, $3 - 1], Math.Min(0.1 + $1[$2 - 1, $3], 0.2 + $1[$2, $3 - 1]));
                }
            }
            $s += 0.2 * $1[$a.Length, $b.Length];
            """),
        (LoopFeatures.While | LoopFeatures.Views | LoopFeatures.Spans, """
            ReadOnlySpan<double> $1 = $a;
            while (!$1.IsEmpty)
            {
                $s = 0.5 * $s + Math.Sin($1[0] * $x);
                $1 = $1[1..];
            }
            """),
        (LoopFeatures.While | LoopFeatures.Effects, """
            int $1 = 0;
            while ($1 < $w.Length) $w[$1++] *= Math.Cos($x);
            while ($1 > 0) $s += 0.1 * $w[--$1];
            """),
        (LoopFeatures.Jumps | LoopFeatures.While, """
            int $1 = 0;
            while (true)
            {
                if ($1 >= $w.Length) break;
                double $2 = $w[$1];
                $w[$1++] = $2 > 0 ? 0.5 * $2 : $x * Math.Sin($2);
            }
            """),
        (LoopFeatures.None, """
            double $1 = 0, $2 = 0;
            for (int $3 = 0; $3 < $a.Length; $3++) $1 += $a[$3];
            $1 /= $a.Length;
            for (int $3 = 0; $3 < $a.Length; $3++) $2 += ($a[$3] - $1) * ($a[$3] - $1);
            $s = $f(0.3 * $1 / Math.Sqrt($2 / $a.Length + 0.5));
            """),
        (LoopFeatures.Scratch, """
            double[] $1 = new double[$a.Length];
            double $2 = 0, $3 = 0;
            for (int $4 = 0; $4 < $a.Length; $4++) $2 = Math.Max($2, $a[$4]);
            for (int $4 = 0; $4 < $a.Length; $4++) { $1[$4] = Math.Exp($a[$4] - $2); $3 += $1[$4]; }
            for (int $4 = 0; $4 < $a.Length; $4++) $1[$4] /= $3;
            for (int $4 = 0; $4 < $a.Length; $4++) $s += 0.2 * $1[$4] * $f($a[$4]) * $x;
            """),
        (LoopFeatures.None, """
            for (int $1 = 0; $1 < $g.Length; $1++)
            {
                double $2 = $x;
                for (int $3 = 0; $3 < $g[$1].Length; $3++) $2 += $g[$1][$3] * $a[$3 % $a.Length];
                $s = 0.5 * $s + $f($2);
            }
            """),
        (LoopFeatures.Scratch, """
            double[] $1 = new double[2];
            for (int $2 = 0; $2 < $a.Length; $2++)
            {
                for (int $3 = 0; $3 < $1.Length; $3++) $1[$3] = $f($a[$2] * ($3 + 1) + $x);
                for (int $3 = $1.Length - 1; $3 >= 0; $3--) $1[$3] *= $f($1[1 - $3]);
                $s += 0.1 * $1[0] - 0.2 * $1[1];
            }
            """),
        (LoopFeatures.Scratch, """
            int $1 = $a.Length;
            var $2 = new double[$1 * ($1 + 1) / 2];
            for (int $3 = 0; $3 < $1; $3++)
            {
                for (int $4 = 0; $4 <= $3; $4++) $2[$3 * ($3 + 1) / 2 + $4] = $f($a[$3] * $x) - 0.3 * $a[$4];
            }
            for (int $3 = $1 - 1; $3 >= 0; $3--)
            {
                double $5 = 0;
                for (int $4 = 0; $4 < $3; $4++) $5 += $2[$3 * ($3 + 1) / 2 + $4] * $2[$4 * ($4 + 1) / 2];
                $s += 0.1 * $f($5);
            }
            """),
        (LoopFeatures.Scratch, """
            int $1 = $a.Length, $6 = 0;
            var $2 = new double[$1 * ($1 + 1) / 2];
            for (int $3 = 0; $3 < $1; $3++)
            {
                for (int $4 = $3; $4 < $1; $4++) $2[$6++] = $a[$3] * $f($a[$4]);
            }
            $6 = 0;
            for (int $3 = 0; $3 < $1; $3++)
            {
                for (int $4 = $3; $4 < $1; $4++, $6++) $s += 0.1 * $2[$6] * ($3 == $4 ? 1 : 2);
            }
            """),
        (LoopFeatures.Scratch, """
            var $1 = new double[$a.Length];
            for (int $2 = 0; $2 < $a.Length; $2++)
            {
                double $3 = $a[$2];
                for (int $4 = 0; $4 < $2; $4++) $3 -= 0.3 * $b[($2 + $4) % $b.Length] * $1[$4];
                $1[$2] = $f($3 * $x);
            }
            for (int $2 = $a.Length - 1; $2 >= 0; $2--)
            {
                for (int $4 = $2 + 1; $4 < $a.Length; $4++) $1[$2] -= 0.2 * $1[$4] * $a[$2];
                $s += 0.2 * $1[$2];
            }
            """),
        (LoopFeatures.LongCounters, """
            double $1 = 0, $2 = 1;
            for (long $3 = $a.Length - 1L; $3 >= 0; $3--) { $1 += $f($a[(int)$3]); $2 *= 0.5 + 0.1 * $1; }
            for (long $3 = 0; $3 < $a.Length; $3 += 2L) $1 -= 0.3 * $2 * $a[(int)$3];
            $s = $1 / (1 + $2 * $2);
            """),
    ];
}
