using System.Globalization;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <summary>Where a station stands in an answer: by distance, then by id.</summary>
/// <param name="Metres"><see cref="Nowhere"/> for all when the question names no place.</param>
internal readonly record struct StationKey(double Metres, StationId Id)
{
    public const double Nowhere = -1;

    public static int Compare(StationKey a, StationKey b) => (
        a.Metres.CompareTo(b.Metres), string.CompareOrdinal(a.Id.District, b.Id.District), string.CompareOrdinal(a.Id.Station, b.Id.Station)) switch
    {
        (not 0 and var byMetres, _, _) => byMetres,
        (_, not 0 and var byDistrict, _) => byDistrict,
        (_, _, var byStation) => byStation,
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Metres:R} {Id}");

    public static bool TryParse(string text, out StationKey? key)
    {
        key = text.Split(' ') is [var metres, var station]
            && double.TryParse(metres, NumberStyles.Float, CultureInfo.InvariantCulture, out var distance)
            && StationId.TryParse(station, out var id) ? new(distance, id) : null;
        return key is not null;
    }
}

/// <summary>What a rider asks.</summary>
/// <param name="Needs">Only stations that answer yes to all of them.</param>
internal sealed record StationQuestion(Position? Near, int Radius, IReadOnlyList<Need> Needs, string? District, int Limit, StationKey? After)
{
    private static readonly Parameter<Position?> NearParameter = new(
        "near", "Only stations around this place, the nearest first. Degrees, WGS-84.", "latitude,longitude in degrees, such as 32.05,112.13", null,
        Api.Parameters.TryParsePosition, Api.Parameters.Text("32.05,112.13"));

    private static readonly Parameter<int> RadiusParameter = Api.Parameters.Integer("radius", "How far around near, in metres.", 1, 50_000, 5_000) with { OnlyWith = "near" };

    private static readonly Parameter<IReadOnlyList<Need>> NeedsParameter = Api.Parameters.Words(
        "needs", "Only stations that can serve all of these now.", [],
        ("charge", Need.Charge), ("water", Need.Water), ("rest", Need.Rest), ("park", Need.Park), ("heat_food", Need.Food));

    private static readonly Parameter<int> LimitParameter = Api.Parameters.Limit(200, 50);

    private static readonly Parameter<StationKey?> CursorParameter = Api.Parameters.Cursor<StationKey?>(null, StationKey.TryParse);

    public static readonly Parameter[] Parameters = [NearParameter, RadiusParameter, NeedsParameter, Api.Parameters.District, LimitParameter, CursorParameter];

    /// <summary>The cursor, if there is one, comes from a question of the same order.</summary>
    public bool Continues => After is not { } after || (after.Metres == StationKey.Nowhere) == (Near is null);

    public static StationQuestion Read(IQueryCollection query) => new(
        NearParameter.In(query),
        RadiusParameter.In(query),
        NeedsParameter.In(query),
        Api.Parameters.District.In(query),
        LimitParameter.In(query),
        CursorParameter.In(query));

    public StationPage Answer(IEnumerable<StationItem> stations, DateTimeOffset asOf)
    {
        var page = Page.Of(stations.Select(item => item.Picture).Where(Matches), KeyOf, After, Limit, StationKey.Compare);
        return new(
            [.. page.Items.Select(picture => StationView.Of(picture, Near is null ? null : KeyOf(picture).Metres))],
            page.Total,
            page.More ? Page.WriteCursor(KeyOf(page.Items[^1]).ToString()) : null,
            asOf);
    }

    private bool Matches(StationPicture picture) =>
        (District is null || picture.Info.Id.District == District)
        && (Near is not { } near || (picture.Info.Position is { } position && near.MetresTo(position) <= Radius))
        && Needs.All(need => picture.Summary.Of(need).Answer == Model.Answer.Yes);

    private StationKey KeyOf(StationPicture picture) =>
        new(Near is { } near && picture.Info.Position is { } position ? near.MetresTo(position) : StationKey.Nowhere, picture.Info.Id);
}
