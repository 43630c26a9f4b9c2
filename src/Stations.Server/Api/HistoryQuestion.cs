using System.Globalization;
using System.Text;
using Stations.Model.History;
using Stations.Protocol;
using Stations.Server.History;

namespace Stations.Server.Api;

/// <summary>Where a page of history goes on, and in which resolution.</summary>
/// <param name="Position">Of a raw point.</param>
internal readonly record struct HistoryCursor(Resolution Resolution, long At, long Position)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Resolution} {At} {Position}");

    public static bool TryParse(string text, out HistoryCursor? cursor)
    {
        cursor = text.Split(' ') is [var word, var time, var place]
            && Enum.TryParse<Resolution>(word, out var resolution) && Enum.IsDefined(resolution)
            && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? new(resolution, at, position) : null;
        return cursor is not null;
    }
}

/// <summary>What somebody asks of one field's past.</summary>
/// <param name="Resolution">Null for the finest that fits into one answer.</param>
/// <param name="From">Epoch milliseconds; the first that counts.</param>
/// <param name="To">The first that no longer counts.</param>
internal sealed record HistoryQuestion(FieldName Field, Resolution? Resolution, long From, long To, HistoryCursor? After)
{
    /// <summary>Points in one answer.</summary>
    public const int MostPoints = 2_000;

    private const long Day = 24 * 3_600_000;

    private static readonly Parameter<FieldName> FieldParameter = new(
        "field", "A field as devices send it; one of a slot with the slot's number.", "a field that devices send, such as hot_c or slot.03.temperature_c", default,
        FieldName.TryParse, Api.Parameters.Text("hot_c", "slot.03.temperature_c")) { Needed = true };

    private static readonly Parameter<Resolution?> ResolutionParameter = new(
        "resolution", "Raw values, or what each minute, hour or day of the station had; auto takes the finest that fits into one answer.",
        "auto, raw, minute, hour or day", null, TryParseResolution, Api.Parameters.Word("auto", "auto", "raw", "minute", "hour", "day"));

    private static readonly Parameter<HistoryCursor?> CursorParameter = Api.Parameters.Cursor<HistoryCursor?>(null, HistoryCursor.TryParse);

    public static Parameter[] Parameters { get; } = [FieldParameter, Api.Parameters.From, Api.Parameters.To, ResolutionParameter, CursorParameter];

    /// <summary>The question in a query whose parameters have no mistakes of their own, and what is wrong with them together.</summary>
    public static (HistoryQuestion Question, Dictionary<string, string[]> Mistakes) Read(IQueryCollection query, long now)
    {
        var (from, to) = Api.Parameters.Range(query, now);
        var question = new HistoryQuestion(FieldParameter.In(query), ResolutionParameter.In(query), from, to, CursorParameter.In(query));
        var mistakes = Api.Parameters.RangeMistakes(from, to);
        if (question is { Field.Type: FieldType.Text, Resolution: not (null or History.Resolution.Raw) })
        {
            mistakes["resolution"] = ["must be raw or auto: texts have no least and no mean"];
        }

        if (question.After is { } after && (after.At < from || after.At >= to || (question.Resolution ?? after.Resolution) != after.Resolution))
        {
            mistakes["cursor"] = ["belongs to another question"];
        }

        return (question, mistakes);
    }

    public HistoryView Answer(string device, Zone zone, HistoryReader history, long asOf)
    {
        if ((Resolution ?? After?.Resolution) is { } asked)
        {
            return Answer(device, zone, history, asOf, asked);
        }

        if (Field.Type == FieldType.Text || Enum.GetValues<Resolution>().Min(history.KeptFrom) is not { } oldest)
        {
            return Answer(device, zone, history, asOf, History.Resolution.Raw);
        }

        foreach (var finer in (Resolution[])[History.Resolution.Raw, History.Resolution.Minute, History.Resolution.Hour])
        {
            // What is kept shorter than the question reaches back will do only if nothing coarser reaches further.
            var reachesBack = history.KeptFrom(finer) is { } kept && (kept <= From || kept / Day == oldest / Day);
            if (reachesBack && Answer(device, zone, history, asOf, finer) is { Next: null } answer)
            {
                return answer;
            }
        }

        return Answer(device, zone, history, asOf, History.Resolution.Day);
    }

    private HistoryView Answer(string device, Zone zone, HistoryReader history, long asOf, Resolution resolution)
    {
        var key = Encoding.ASCII.GetBytes(device);
        List<PointView> points;
        HistoryCursor? next;
        if (resolution == History.Resolution.Raw)
        {
            var (found, more) = history.ReadRaw(key, Field, From, To, After is { } after ? new RawPlace(after.At, after.Position) : null, MostPoints);
            points = found.ConvertAll(point => PointView.Of(point, Field.Type));
            next = more is { } place ? new(resolution, place.At, place.Position) : null;
        }
        else
        {
            var (found, more) = history.ReadBuckets(key, Field, resolution, zone, After?.At ?? From, To, MostPoints);
            points = found.ConvertAll(PointView.Of);
            next = more is { } start ? new(resolution, start, 0) : null;
        }

        return new(
            device,
            Field.ToString(),
            Fields.Unit(Field.Field),
            resolution,
            zone.Name,
            DateTimeOffset.FromUnixTimeMilliseconds(From),
            DateTimeOffset.FromUnixTimeMilliseconds(To),
            points,
            next is { } cursor ? Page.WriteCursor(cursor.ToString()) : null,
            history.KeptFrom(resolution) is { } kept ? DateTimeOffset.FromUnixTimeMilliseconds(kept) : null,
            DateTimeOffset.FromUnixTimeMilliseconds(asOf));
    }

    private static bool TryParseResolution(string text, out Resolution? resolution)
    {
        resolution = text switch
        {
            "raw" => History.Resolution.Raw,
            "minute" => History.Resolution.Minute,
            "hour" => History.Resolution.Hour,
            "day" => History.Resolution.Day,
            _ => null,
        };
        return resolution is not null || text == "auto";
    }
}
