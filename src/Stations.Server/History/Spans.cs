namespace Stations.Server.History;

/// <summary>Hours and days since 1970-01-01 UTC; times are epoch milliseconds.</summary>
internal static class Spans
{
    public const long Minute = 60_000;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;

    public static long HourOf(long at) => at / Hour;

    public static int MinuteOfHour(long at) => (int)(at % Hour / Minute);
}
