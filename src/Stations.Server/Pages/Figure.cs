using System.Globalization;
using Stations.Server.Live;

namespace Stations.Server.Pages;

/// <summary>One need as the rider sees it: a large number with its unit, and the same as a short fact. The script has the same rules: <c>rider/figure.ts</c>.</summary>
/// <param name="Tone">free, busy, bad or none: a shape and a colour.</param>
internal sealed record Figure(string Name, NeedView Need, string Tone, string Big, string Unit, string Fact, Freshness Freshness)
{
    /// <summary>So few that it matters when the next one comes (our engineering default).</summary>
    private const int Scarce = 3;

    /// <summary>In the order in which a rider needs them.</summary>
    public static readonly string[] Names = ["charge", "water", "heat_food", "rest", "park"];

    /// <summary>What the station offers.</summary>
    public static IEnumerable<Figure> All(StationView station, DateTimeOffset now, Words words) =>
        from name in Names
        let need = NeedOf(station, name)
        where need is not null
        select Of(name, need, now, words);

    /// <summary>A rider may be sent there for it now.</summary>
    public static bool Helps(StationView station, string name, DateTimeOffset now) =>
        NeedOf(station, name) is { Answer: "yes" } need && Ages.Of(need.ReportedAt, need.Confidence, lost: false, now) != Freshness.Silent;

    /// <summary>Why it is not to be had: how many are in use, out of order, unknown.</summary>
    public string Why(Words words) => string.Join(" · ", new[] { ("busyCount", Need.Busy), ("brokenCount", Need.OutOfOrder), ("unclearCount", Need.Unknown) }
        .Where(one => one.Item2 > 0)
        .Select(one => words[one.Item1, one.Item2]));

    /// <summary>Minutes until the next battery is full; null when that is not known or past.</summary>
    public static int? MinutesUntil(DateTimeOffset? at, DateTimeOffset now) => at > now ? (int)Math.Ceiling((at.Value - now).TotalMinutes) : null;

    /// <summary>Minutes until the next battery is full, where there are free slots but few.</summary>
    public int? NextOne(DateTimeOffset now) => Tone == "free" && Need.Free <= Scarce ? MinutesUntil(Need.NextFullAt, now) : null;

    private static NeedView? NeedOf(StationView station, string name) => name switch
    {
        "charge" => station.Needs.Charge,
        "water" => station.Needs.Water,
        "heat_food" => station.Needs.Food,
        "rest" => station.Needs.Rest,
        _ => station.Needs.Park,
    };

    private static Figure Of(string name, NeedView need, DateTimeOffset now, Words words)
    {
        var freshness = Ages.Of(need.ReportedAt, need.Confidence, need.Answer == "unknown", now);
        var (tone, big, unit, fact) = (freshness, need) switch
        {
            (Freshness.Silent, _) => ("none", "–", words[$"free.{name}"], words[$"factNone.{name}"]),
            (_, { Answer: "yes", Celsius: { } celsius }) when Degrees(celsius) is var hot => ("free", $"{hot}°", words["hotWater"], words["facts.hotWater", hot]),
            (_, { Answer: "yes" }) => ("free", Number(need.Free), words[$"free.{name}"], words[$"facts.{name}", name == "charge" ? $"{need.Free} / {need.Total}" : need.Free]),
            _ when need.OutOfOrder == need.Total => ("bad", "×", words["outOfOrder"], words[$"factBad.{name}"]),
            _ => ("busy", "0", words[$"free.{name}"], words[$"factBusy.{name}"]),
        };
        return new(name, need, freshness == Freshness.Unconfirmed ? "none" : tone, big, unit, fact, freshness);
    }

    public static string Degrees(double celsius) => Math.Round(celsius, MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
