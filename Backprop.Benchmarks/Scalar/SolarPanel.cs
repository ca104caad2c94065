using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks.Scalar;

/// <summary>The sunlight that enters a tilted, south-facing panel under a clear sky, in W/m²; angles in radians, altitude in m.</summary>
/// <remarks>
/// Sun and panel: Duffie and Beckman, Solar Engineering of Thermal Processes, eq. 1.6.5 and 1.6.7a; the glass: Fresnel's
/// equations, ibid. 5.1. Air mass: Kasten and Young (1989). Its extinction: Meinel and Meinel, Applied Solar Energy (1976).
/// </remarks>
public partial class SolarPanel : Subject
{
    private readonly (double Latitude, double Declination, double Hour, double Tilt, double Altitude)[] _points = Points(
        r => (Between(r, 0.6, 1.0), Between(r, -0.2, 0.4), Between(r, -0.8, 0.8), Between(r, 0.3, 1.0), Between(r, 0.0, 3000.0)));

    [Differentiable]
    public static double Irradiance(double latitude, double declination, double hour, double tilt, double altitude)
    {
        var sinDeclination = Math.Sin(declination);
        var towardsNoon = Math.Cos(declination) * Math.Cos(hour);
        var sinElevation = Math.Sin(latitude) * sinDeclination + Math.Cos(latitude) * towardsNoon;
        var elevation = Math.Asin(sinElevation) * (180.0 / Math.PI);
        var airMass = 1.0 / (sinElevation + 0.50572 * Math.Pow(elevation + 6.07995, -1.6364));
        var pressure = Math.Exp(-altitude / 8434.5);
        var depth = Math.Pow(airMass * pressure, 0.678);
        var beam = 1353.0 * Math.Pow(0.7, depth);

        var south = latitude - tilt;
        var cosIncidence = Math.Sin(south) * sinDeclination + Math.Cos(south) * towardsNoon;
        var sinSqr = 1.0 - cosIncidence * cosIncidence;
        var cosRefracted = Math.Sqrt(1.0 - sinSqr / (1.526 * 1.526));
        var across = (cosIncidence - 1.526 * cosRefracted) / (cosIncidence + 1.526 * cosRefracted);
        var along = (1.526 * cosIncidence - cosRefracted) / (1.526 * cosIncidence + cosRefracted);
        var transmitted = 1.0 - 0.5 * (across * across + along * along);

        var direct = beam * cosIncidence * transmitted;
        var sky = 0.1 * beam * 0.5 * (1.0 + Math.Cos(tilt));
        return direct + sky;
    }

    public static (double Value, double Dlatitude, double Ddeclination, double Dhour, double Dtilt, double Daltitude) IrradianceGradientByHand(
        double latitude, double declination, double hour, double tilt, double altitude)
    {
        const double degrees = 180.0 / Math.PI, index = 1.526;
        double sinDeclination = Math.Sin(declination), cosDeclination = Math.Cos(declination), cosHour = Math.Cos(hour);
        double towardsNoon = cosDeclination * cosHour;
        double sinLatitude = Math.Sin(latitude), cosLatitude = Math.Cos(latitude);
        double sinElevation = sinLatitude * sinDeclination + cosLatitude * towardsNoon;
        double shifted = Math.Asin(sinElevation) * degrees + 6.07995;
        double bend = 0.50572 * Math.Pow(shifted, -1.6364);
        double airMass = 1.0 / (sinElevation + bend);
        double depth = Math.Pow(airMass * Math.Exp(-altitude / 8434.5), 0.678);
        double beam = 1353.0 * Math.Pow(0.7, depth);

        double south = latitude - tilt, sinSouth = Math.Sin(south), cosSouth = Math.Cos(south);
        double cosIncidence = sinSouth * sinDeclination + cosSouth * towardsNoon;
        double cosRefracted = Math.Sqrt(1.0 - (1.0 - cosIncidence * cosIncidence) / (index * index));
        double acrossSum = cosIncidence + index * cosRefracted, across = (cosIncidence - index * cosRefracted) / acrossSum;
        double alongSum = index * cosIncidence + cosRefracted, along = (index * cosIncidence - cosRefracted) / alongSum;
        double transmitted = 1.0 - 0.5 * (across * across + along * along);
        double direct = beam * cosIncidence, skyView = 1.0 + Math.Cos(tilt);
        double value = direct * transmitted + 0.1 * beam * 0.5 * skyView;

        double dbeam = cosIncidence * transmitted + 0.05 * skyView;
        double dacross = -across * direct / acrossSum, dalong = -along * direct / alongSum;
        double dcosRefracted = -index * (1.0 + across) * dacross - (1.0 + along) * dalong;
        double dcosIncidence = beam * transmitted + (1.0 - across) * dacross + index * (1.0 - along) * dalong
            + cosIncidence * dcosRefracted / (index * index * cosRefracted);
        double dsouth = (cosSouth * sinDeclination - sinSouth * towardsNoon) * dcosIncidence;

        // beam = 1353·0.7^depth, depth = (airMass·pressure)^0.678: by logarithms, without a further power
        double dlog = 0.678 * depth * -0.35667494393873245 * beam * dbeam;
        double dinverse = -airMass * dlog;
        double dshifted = -1.6364 * bend * dinverse / shifted;
        double dsinElevation = dinverse + degrees * dshifted / Math.Sqrt((1.0 - sinElevation) * (1.0 + sinElevation));

        double dsinDeclination = sinSouth * dcosIncidence + sinLatitude * dsinElevation;
        double dtowardsNoon = cosSouth * dcosIncidence + cosLatitude * dsinElevation;
        double dlatitude = dsouth + (cosLatitude * sinDeclination - sinLatitude * towardsNoon) * dsinElevation;
        double ddeclination = cosDeclination * dsinDeclination - sinDeclination * cosHour * dtowardsNoon;
        double dhour = -Math.Sin(hour) * cosDeclination * dtowardsNoon;
        double dtilt = -dsouth - 0.05 * beam * Math.Sin(tilt);
        return (value, dlatitude, ddeclination, dhour, dtilt, -dlog / 8434.5);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public override double Value()
    {
        double sum = 0.0;
        foreach (var p in _points)
        {
            sum += Irradiance(p.Latitude, p.Declination, p.Hour, p.Tilt, p.Altitude);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public override double Generated()
    {
        double sum = 0.0;
        foreach (var p in _points)
        {
            var g = IrradianceGradient(p.Latitude, p.Declination, p.Hour, p.Tilt, p.Altitude);
            sum += g.value + g.dlatitude + g.ddeclination + g.dhour + g.dtilt + g.daltitude;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public override double HandWritten()
    {
        double sum = 0.0;
        foreach (var p in _points)
        {
            var g = IrradianceGradientByHand(p.Latitude, p.Declination, p.Hour, p.Tilt, p.Altitude);
            sum += g.Value + g.Dlatitude + g.Ddeclination + g.Dhour + g.Dtilt + g.Daltitude;
        }

        return sum;
    }

    public override void Check()
    {
        foreach (var p in _points)
        {
            var (g, h) = (IrradianceGradient(p.Latitude, p.Declination, p.Hour, p.Tilt, p.Altitude), IrradianceGradientByHand(p.Latitude, p.Declination, p.Hour, p.Tilt, p.Altitude));
            Agreement.Require([g.value, g.dlatitude, g.ddeclination, g.dhour, g.dtilt, g.daltitude], [h.Value, h.Dlatitude, h.Ddeclination, h.Dhour, h.Dtilt, h.Daltitude]);
            GradientCheck.Of(Irradiance, IrradianceGradient, p.Latitude, p.Declination, p.Hour, p.Tilt, p.Altitude).ThrowIfWrong();
        }
    }
}
