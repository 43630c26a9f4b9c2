using System.Globalization;

namespace Stations.Server.Pages;

/// <summary>When a station is open. Closing at or before opening means the next day; what cannot be read is shown as it came. The script's twin: <c>rider/hours.ts</c>.</summary>
internal readonly record struct Hours(string Text, bool Closed)
{
    private const string Always = "24/7";

    public static Hours? Read(string? hours, string zone, DateTimeOffset now, Words words)
    {
        if (hours is null or Always)
        {
            return hours is null ? null : new(words["openAlways"], Closed: false);
        }

        if (hours.Split('-') is not [var opens, var closes] || Minute(opens) is not { } from || Minute(closes) is not { } to)
        {
            return new(hours, Closed: false);
        }

        var local = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? TimeZoneInfo.ConvertTime(now, found) : now.ToOffset(TimeSpan.FromHours(8));
        var minute = local.Hour * 60 + local.Minute;
        var isOpen = to <= from ? minute >= from || minute < to : minute >= from && minute < to;
        var text = words["openFromTo", opens, to <= from ? words["nextDay", closes] : closes];
        return isOpen ? new(text, Closed: false) : new(words["closedNow", text], Closed: true);
    }

    private static int? Minute(string clock) => clock.Split(':') is [var hour, var minute]
        && int.TryParse(hour, NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
        && int.TryParse(minute, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? hours * 60 + minutes : null;
}
