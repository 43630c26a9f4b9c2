using Stations.Model;

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

        if (!OpeningHours.TryParse(hours, zone, out var open))
        {
            return new(hours, Closed: false);
        }

        var (opens, closes) = (hours[..hours.IndexOf('-')], hours[(hours.IndexOf('-') + 1)..]);
        var text = words["openFromTo", opens, open.To <= open.From ? words["nextDay", closes] : closes];
        return open.IsOpen(now) ? new(text, Closed: false) : new(words["closedNow", text], Closed: true);
    }
}
