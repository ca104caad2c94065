using System;

namespace Backprop.Tests.Routines;

/// <summary>Distances on the earth, in metres; latitudes and longitudes in degrees.</summary>
internal static partial class Geodesy
{
    private const double Degree = Math.PI / 180;

    /// <summary>Along the great circle of a sphere.</summary>
    [Differentiable]
    public static double Haversine(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        double phi1 = latitude1 * Degree, phi2 = latitude2 * Degree;
        double sinPhi = Math.Sin((phi2 - phi1) / 2), sinLambda = Math.Sin((longitude2 - longitude1) * Degree / 2);
        double a = sinPhi * sinPhi + Math.Cos(phi1) * Math.Cos(phi2) * sinLambda * sinLambda;
        return 2 * 6371008.8 * Math.Asin(Math.Sqrt(a));
    }

    /// <summary>Along the geodesic of an ellipsoid (a, f), after Vincenty; NaN for points so opposite that it does not converge.</summary>
    [Differentiable]
    public static double Vincenty(double latitude1, double longitude1, double latitude2, double longitude2, double a, double f)
    {
        double b = (1 - f) * a, l = (longitude2 - longitude1) * Degree;
        double u1 = Math.Atan((1 - f) * Math.Tan(latitude1 * Degree)), u2 = Math.Atan((1 - f) * Math.Tan(latitude2 * Degree));
        double sinU1 = Math.Sin(u1), cosU1 = Math.Cos(u1), sinU2 = Math.Sin(u2), cosU2 = Math.Cos(u2);

        double lambda = l, previous, sinSigma, cosSigma, sigma, cos2Alpha, cos2SigmaM;
        int left = 200;
        do
        {
            double sinLambda = Math.Sin(lambda), cosLambda = Math.Cos(lambda);
            double east = cosU2 * sinLambda, north = cosU1 * sinU2 - sinU1 * cosU2 * cosLambda;
            sinSigma = Math.Sqrt(east * east + north * north);
            if (sinSigma == 0)
                return 0;

            cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosLambda;
            sigma = Math.Atan2(sinSigma, cosSigma);
            double sinAlpha = cosU1 * cosU2 * sinLambda / sinSigma;
            cos2Alpha = 1 - sinAlpha * sinAlpha;
            cos2SigmaM = cos2Alpha == 0 ? 0 : cosSigma - 2 * sinU1 * sinU2 / cos2Alpha;
            double c = f / 16 * cos2Alpha * (4 + f * (4 - 3 * cos2Alpha));
            previous = lambda;
            lambda = l + (1 - c) * f * sinAlpha
                * (sigma + c * sinSigma * (cos2SigmaM + c * cosSigma * (2 * cos2SigmaM * cos2SigmaM - 1)));
            if (--left == 0)
                return double.NaN;
        }
        while (Math.Abs(lambda - previous) > 1e-13);

        double uu = cos2Alpha * (a * a - b * b) / (b * b);
        double bigA = 1 + uu / 16384 * (4096 + uu * (-768 + uu * (320 - 175 * uu)));
        double bigB = uu / 1024 * (256 + uu * (-128 + uu * (74 - 47 * uu)));
        double inner = cosSigma * (2 * cos2SigmaM * cos2SigmaM - 1)
            - bigB / 6 * cos2SigmaM * (4 * sinSigma * sinSigma - 3) * (4 * cos2SigmaM * cos2SigmaM - 3);
        return b * bigA * (sigma - bigB * sinSigma * (cos2SigmaM + bigB / 4 * inner));
    }
}
