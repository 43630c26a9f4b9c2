using System.Globalization;
using Stations.Model;

namespace Stations.Server.Pages;

/// <summary>How far a figure may be trusted, best first. The script has the same ladder: <c>look/age.ts</c>.</summary>
internal enum Freshness
{
    Live,
    Recent,
    Unconfirmed,
    Silent,
}

internal static class Ages
{
    private static readonly TimeSpan Live = TimeSpan.FromSeconds(30);

    /// <summary>Five minutes is the longest that GBFS lets a public figure lag.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);

    /// <summary>After this a figure is no longer shown at all.</summary>
    private static readonly TimeSpan Silent = TimeSpan.FromMinutes(15);

    /// <param name="lost">The server itself no longer vouches for it.</param>
    public static Freshness Of(DateTimeOffset? reportedAt, Confidence confidence, bool lost, DateTimeOffset now) => (now - reportedAt) switch
    {
        null => Freshness.Silent,
        var age when lost || age > Silent => Freshness.Silent,
        var age when age > Recent || confidence != Confidence.High => Freshness.Unconfirmed,
        var age => age > Live ? Freshness.Recent : Freshness.Live,
    };

    /// <summary>A page that does not tick says a time of day, which stays true.</summary>
    public static string Text(DateTimeOffset? reportedAt, Freshness freshness, DateTimeOffset now, Words words) => reportedAt is not { } at ? words["neverReported"]
        : freshness switch
        {
            Freshness.Silent => words["noSignalSince", Clock(at, now)],
            Freshness.Unconfirmed => words["unconfirmed", words["asOf", Clock(at, now)]],
            _ => words["asOf", Clock(at, now)],
        };

    /// <summary><c>14:02</c>, with the date before it once that is a day or more ago.</summary>
    public static string Clock(DateTimeOffset at, DateTimeOffset now) =>
        at.ToOffset(TimeSpan.FromHours(8)).ToString(now - at >= TimeSpan.FromDays(1) ? "MM-dd HH:mm" : "HH:mm", CultureInfo.InvariantCulture);
}
