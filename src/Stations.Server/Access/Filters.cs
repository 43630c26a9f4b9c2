namespace Stations.Server.Access;

internal static class Filters
{
    /// <summary>Is every topic that <paramref name="asked"/> matches one that <paramref name="allowed"/> matches?</summary>
    /// <param name="allowed">Whole levels and <c>+</c>; no <c>#</c>.</param>
    /// <param name="asked">A valid filter without <c>$share</c>.</param>
    public static bool Covers(string allowed, string asked)
    {
        var (wide, narrow) = (allowed.Split('/'), asked.Split('/'));
        return wide.Length == narrow.Length && wide.Zip(narrow).All(level => level.First == level.Second || (level.First == "+" && level.Second != "#"));
    }
}
