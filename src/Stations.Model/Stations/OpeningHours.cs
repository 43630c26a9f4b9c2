using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Stations.Model;

/// <summary>When a station is open each day. Closing at or before opening means the next day.</summary>
/// <param name="From">Minutes after midnight.</param>
/// <param name="To">Minutes after midnight.</param>
/// <param name="Zone">The station's time zone.</param>
public sealed record OpeningHours(int From, int To, TimeZoneInfo Zone)
{
    private const int Day = 24 * 60;
    private static readonly TimeZoneInfo China = TimeZoneInfo.CreateCustomTimeZone(History.Zone.DefaultName, TimeSpan.FromHours(8), null, null);

    private const string Always = "24/7";

    /// <summary>Null where nothing can be read of <paramref name="hours"/>.</summary>
    public static bool? IsOpen(string? hours, string? zone, DateTimeOffset at) => hours == Always ? true : TryParse(hours, zone, out var parsed) ? parsed.IsOpen(at) : null;

    /// <summary>False for <c>24/7</c> and for what cannot be read: nothing is known to be closed then.</summary>
    public static bool TryParse(string? hours, string? zone, [NotNullWhen(true)] out OpeningHours? parsed)
    {
        parsed = hours?.Split('-') is [var opens, var closes] && Minute(opens) is { } from && Minute(closes) is { } to
            ? new(from, to, TimeZoneInfo.TryFindSystemTimeZoneById(zone ?? History.Zone.DefaultName, out var found) ? found : China)
            : null;
        return parsed is not null;
    }

    public bool IsOpen(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        var minute = local.Hour * 60 + local.Minute;
        return To <= From ? minute >= From || minute < To : minute >= From && minute < To;
    }

    /// <summary>For how many milliseconds of a span it was open, on ordinary days; epoch milliseconds.</summary>
    public long Open(long from, long to)
    {
        var offset = (long)Zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(to)).TotalMilliseconds;
        return Before(to + offset) - Before(from + offset);
    }

    private long Before(long local)
    {
        const long minute = 60_000;
        var (days, rest) = Math.DivRem(local, Day * minute);
        var length = (To - From + Day - 1) % Day + 1;
        var today = To <= From ? Math.Min(rest, To * minute) + Math.Max(0, rest - From * minute) : Math.Clamp(rest - From * minute, 0, length * minute);
        return days * length * minute + today;
    }

    private static int? Minute(string clock) => clock.Split(':') is [var hour, var minute]
        && int.TryParse(hour, NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
        && int.TryParse(minute, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? hours * 60 + minutes : null;
}
