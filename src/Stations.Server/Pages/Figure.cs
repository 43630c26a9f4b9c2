using System.Globalization;
using System.Text.Json;
using Stations.Model;
using Stations.Server.Live;

namespace Stations.Server.Pages;

/// <summary>One need as the rider sees it: a large number with its unit, and the same as a short fact. The script has the same rules: <c>rider/figure.ts</c>.</summary>
/// <param name="Tone">free, busy, bad or none: a shape and a colour.</param>
/// <param name="Closed">The station is: the number stays, and nobody is sent there for it.</param>
internal sealed record Figure(string Name, NeedView Need, string Tone, string Big, string Unit, string Fact, Freshness Freshness, bool Closed)
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
        select Of(name, need, Hours.Read(station.Hours, station.Zone, now, words) is { Closed: true }, now, words);

    /// <summary>There is such a thing at all.</summary>
    public static bool Offers(StationView station, string name) => NeedOf(station, name) is not null;

    /// <summary>A rider may be sent there for it now.</summary>
    public static bool Helps(StationView station, string name, DateTimeOffset now) =>
        NeedOf(station, name) is { Answer: "yes" } need && Ages.Of(need.ReportedAt, need.Confidence, lost: false, now) != Freshness.Silent;

    /// <summary>There is nothing to be had: say why, and where there is.</summary>
    public bool IsMissing => Big is "0" or "×" or "–";

    /// <summary>Why it is not to be had: how many are in use, out of order, unknown.</summary>
    public string Why(Words words) => string.Join(" · ", new[] { ("busyCount", Need.Busy), ("brokenCount", Need.OutOfOrder), ("unclearCount", Need.Unknown) }
        .Where(one => one.Item2 > 0)
        .Select(one => words[one.Item1, one.Item2]));

    /// <summary>Minutes until the next battery is full; null when that is not known or past.</summary>
    public static int? MinutesUntil(DateTimeOffset? at, DateTimeOffset now) => at > now ? (int)Math.Ceiling((at.Value - now).TotalMinutes) : null;

    /// <summary>From how many minutes to how many until the next battery is full; null when that is not known or past.</summary>
    public static (int Least, int Most)? NextFull(FullTimeView? full, DateTimeOffset now) =>
        MinutesUntil(full?.Latest, now) is { } most ? (MinutesUntil(full!.Earliest, now) ?? 0, most) : null;

    /// <summary><c>4–7</c>, or <c>4</c> where that is the same.</summary>
    public static string Span(int least, int most) => least == most ? Number(most) : $"{Number(least)}–{Number(most)}";

    /// <summary>The same, where there are free slots but few.</summary>
    public (int Least, int Most)? NextOne(DateTimeOffset now) => Tone == "free" && Need.Free <= Scarce ? NextFull(Need.NextFull, now) : null;

    /// <summary>Why the answer is not what it seems, or not to be trusted; empty where the figure says it already.</summary>
    public string Because(Words words) => Need.Reason is StatusReason.Ok or StatusReason.InUse ? "" : words[$"reasons.{Figure.Word(Need.Reason)}"];

    /// <summary>Since when the answer is so; of one that is old or not to be trusted of when it is, and when nothing came any more since when.</summary>
    public string Since(DateTimeOffset now, Words words) => Freshness is not (Freshness.Live or Freshness.Recent) ? Ages.Text(Need.ReportedAt, Freshness, now, words)
        : Need.Since is { } since ? words["sinceTime", Ages.Clock(since, now)]
        : "";

    public static string Word(StatusReason reason) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(reason.ToString());

    private static NeedView? NeedOf(StationView station, string name) => name switch
    {
        "charge" => station.Needs.Charge,
        "water" => station.Needs.Water,
        "heat_food" => station.Needs.Food,
        "rest" => station.Needs.Rest,
        _ => station.Needs.Park,
    };

    private static Figure Of(string name, NeedView need, bool closed, DateTimeOffset now, Words words)
    {
        var freshness = Ages.Of(need.ReportedAt, need.Confidence, need.Answer == "unknown", now);
        var (tone, big, unit, fact) = (freshness, need) switch
        {
            (Freshness.Silent, _) => ("none", "–", words[$"free.{name}", need.Free], words[$"factNone.{name}"]),
            (_, { Answer: "yes", Celsius: { } celsius }) when Degrees(celsius) is var hot => ("free", $"{hot}°", words["hotWater"], words["facts.hotWater", hot]),
            (_, { Answer: "yes" }) => ("free", Number(need.Free), words[$"free.{name}", need.Free], words[$"facts.{name}", name == "charge" ? $"{need.Free}/{need.Total}" : need.Free]),
            _ when need.OutOfOrder == need.Total => ("bad", "×", words["outOfOrder"], words[$"factBad.{name}"]),
            _ => ("busy", "0", words[$"free.{name}", need.Free], words[$"factBusy.{name}"]),
        };
        return new(name, need, freshness == Freshness.Unconfirmed || closed ? "none" : tone, big, unit, fact, freshness, closed);
    }

    public static string Degrees(double celsius) => Math.Round(celsius, MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
