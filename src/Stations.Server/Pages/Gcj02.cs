using Stations.Model;

namespace Stations.Server.Pages;

/// <summary>
/// China's public maps shift every place on purpose: GCJ-02. What is handed to them must be shifted as well, or the rider stands some 500 m away.
/// The script's twin: <c>look/map/gcj02.ts</c>. Published approximation, good to some metres.
/// </summary>
internal static class Gcj02
{
    private const double Axis = 6378245.0;
    private const double Eccentricity = 0.00669342162296594323;

    /// <summary>Outside China's rough frame nothing is shifted.</summary>
    public static Position Of(Position wgs84)
    {
        var (lat, lon) = (wgs84.Latitude, wgs84.Longitude);
        if (lon is < 72.004 or > 137.8347 || lat is < 0.8293 or > 55.8271)
        {
            return wgs84;
        }

        var (x, y) = (lon - 105, lat - 35);
        var both = Wave(20, 6 * x) + Wave(20, 2 * x);
        var north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.Sqrt(Math.Abs(x))
            + both + Wave(20, y) + Wave(40, y / 3) + Wave(160, y / 12) + Wave(320, y / 30);
        var east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.Sqrt(Math.Abs(x))
            + both + Wave(20, x) + Wave(40, x / 3) + Wave(150, x / 12) + Wave(300, x / 30);
        var radians = double.DegreesToRadians(lat);
        var flattening = 1 - Eccentricity * Math.Pow(Math.Sin(radians), 2);
        return new(
            lat + north * 180 / (Axis * (1 - Eccentricity) / (flattening * Math.Sqrt(flattening)) * Math.PI),
            lon + east * 180 / (Axis / Math.Sqrt(flattening) * Math.Cos(radians) * Math.PI));
    }

    private static double Wave(double metres, double halfTurns) => metres * 2 / 3 * Math.Sin(halfTurns * Math.PI);
}
