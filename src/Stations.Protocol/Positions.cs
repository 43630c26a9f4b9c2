namespace Stations.Protocol;

public static class Positions
{
    /// <summary>(0,0) is what a broken receiver says, so it is no position.</summary>
    public static bool IsValid(double latitude, double longitude) =>
        latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180 && (latitude != 0 || longitude != 0);

    public static bool AreValidOrAbsent(double? latitude, double? longitude) =>
        (latitude, longitude) is (null, null) || (latitude is { } lat && longitude is { } lon && IsValid(lat, lon));
}
