using System;

namespace Backprop.Tests.Routines;

/// <summary>Noise that is smooth in space.</summary>
internal static partial class Noise
{
    // Perlin (2002), Improving noise; the reference implementation's table.
    private static readonly byte[] Permutation =
    [
        151, 160, 137, 91, 90, 15, 131, 13, 201, 95, 96, 53, 194, 233, 7, 225, 140, 36, 103, 30, 69, 142, 8, 99, 37, 240, 21, 10, 23,
        190, 6, 148, 247, 120, 234, 75, 0, 26, 197, 62, 94, 252, 219, 203, 117, 35, 11, 32, 57, 177, 33, 88, 237, 149, 56, 87, 174, 20,
        125, 136, 171, 168, 68, 175, 74, 165, 71, 134, 139, 48, 27, 166, 77, 146, 158, 231, 83, 111, 229, 122, 60, 211, 133, 230, 220,
        105, 92, 41, 55, 46, 245, 40, 244, 102, 143, 54, 65, 25, 63, 161, 1, 216, 80, 73, 209, 76, 132, 187, 208, 89, 18, 169, 200, 196,
        135, 130, 116, 188, 159, 86, 164, 100, 109, 198, 173, 186, 3, 64, 52, 217, 226, 250, 124, 123, 5, 202, 38, 147, 118, 126, 255,
        82, 85, 212, 207, 206, 59, 227, 47, 16, 58, 17, 182, 189, 28, 42, 223, 183, 170, 213, 119, 248, 152, 2, 44, 154, 163, 70, 221,
        153, 101, 155, 167, 43, 172, 9, 129, 22, 39, 253, 19, 98, 108, 110, 79, 113, 224, 232, 178, 185, 112, 104, 218, 246, 97, 228,
        251, 34, 242, 193, 238, 210, 144, 12, 191, 179, 162, 241, 81, 51, 145, 235, 249, 14, 239, 107, 49, 192, 214, 31, 181, 199, 106,
        157, 184, 84, 204, 176, 115, 121, 50, 45, 127, 4, 150, 254, 138, 236, 205, 93, 222, 114, 67, 29, 24, 72, 243, 141, 128, 195, 78,
        66, 215, 61, 156, 180,
    ];

    /// <summary>Perlin's improved noise.</summary>
    [Differentiable]
    public static double Perlin(double x, double y, double z)
    {
        int i = (int)Math.Floor(x), j = (int)Math.Floor(y), k = (int)Math.Floor(z);
        x -= i;
        y -= j;
        z -= k;
        double u = Fade(x), v = Fade(y), w = Fade(z), sum = 0;
        for (int corner = 0; corner < 8; corner++)
        {
            int a = corner & 1, b = (corner >> 1) & 1, c = corner >> 2;
            double weight = (a == 1 ? u : 1 - u) * (b == 1 ? v : 1 - v) * (c == 1 ? w : 1 - w);
            sum += weight * Slope(Hash(i + a, j + b, k + c), x - a, y - b, z - c);
        }

        return sum;
    }

    /// <summary>Octaves of noise, each of twice the frequency and some part of the amplitude of the one before.</summary>
    [Differentiable]
    public static double Fractal(double x, double y, double gain, int octaves)
    {
        double sum = 0, amplitude = 1, frequency = 1;
        for (int octave = 0; octave < octaves; octave++)
        {
            sum += amplitude * Perlin(frequency * x, frequency * y, 0.5);
            amplitude *= gain;
            frequency *= 2;
        }

        return sum;
    }

    private static double Fade(double t) => t * t * t * (t * (t * 6 - 15) + 10);

    private static int Hash(int i, int j, int k) =>
        Permutation[(Permutation[(Permutation[i & 255] + j) & 255] + k) & 255];

    private static double Slope(int hash, double x, double y, double z)
    {
        int h = hash & 15;
        double u = h < 8 ? x : y;
        double v = h < 4 ? y : h is 12 or 14 ? x : z;
        return ((h & 1) == 0 ? u : -u) + ((h & 2) == 0 ? v : -v);
    }
}
