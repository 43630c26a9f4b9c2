using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <summary>What a client of the stream wants to see.</summary>
/// <param name="Also">Stations that are told of whole, with their devices, whatever else is chosen.</param>
/// <param name="Rights">Whose districts alone are told; null for anybody.</param>
internal sealed record StreamFilter(
    bool Stations, bool Devices, string? District, StationId? Station, bool Alarms = false, bool Commands = false, bool Config = false, Rights? Rights = null,
    IReadOnlyList<StationId>? Also = null)
{
    /// <summary>So many windows of one browser show a station of their own.</summary>
    public const int MaxAlso = 8;

    private static readonly Parameter<IReadOnlyList<string>> Include = Api.Parameters.Words(
        "include", "What to tell of.", ["stations", "devices"], ("stations", "stations"), ("devices", "devices"), ("alarms", "alarms"), ("commands", "commands"), ("config", "config"));

    public static readonly Parameter<string?> After = new(
        "after", "Goes on after this id, as Last-Event-ID does, which is heard first.", "the id of an event", null,
        (string text, out string? id) => (id = text).Length <= 64, Api.Parameters.Text());

    private static readonly Parameter<IReadOnlyList<StationId>> AlsoThese = new(
        "also", $"Up to {MaxAlso} stations with their devices, whatever else is chosen; with commas.", $"up to {MaxAlso} of district:station, with commas", [], TryParseStations,
        Api.Parameters.Text("xiangyang-wanda:wanda-1,xiangyang-wanda:wanda-2"));

    public static readonly Parameter[] Parameters = [Include, Api.Parameters.District, Api.Parameters.Station, AlsoThese, After];

    public static StreamFilter Read(IQueryCollection query, Rights? rights = null)
    {
        var included = Include.In(query);
        return new(
            included.Contains("stations", StringComparer.Ordinal),
            included.Contains("devices", StringComparer.Ordinal),
            Api.Parameters.District.In(query),
            Api.Parameters.Station.In(query),
            included.Contains("alarms", StringComparer.Ordinal),
            included.Contains("commands", StringComparer.Ordinal),
            included.Contains("config", StringComparer.Ordinal),
            rights,
            AlsoThese.In(query));
    }

    /// <summary>The only stations that can match; null where others may.</summary>
    public IEnumerable<StationId>? Only => Station is { } station ? [station, .. Also ?? []] : null;

    /// <summary>Whoever wants this has to be signed in.</summary>
    public bool IsForOperators => Alarms || Commands || Config;

    public bool Matches(BoardItem item) => item switch
    {
        StationItem station => (Stations && Matches(station.Picture.Info.Id)) || IsAlso(station.Picture.Info.Id),
        AlarmBoard => Alarms,
        CommandsItem commands => Commands && Matches(commands.Device.Info.Station),
        ConfigItem config => Config && Matches(config.Device.Info.Station),
        DeviceItem device => (Devices && Matches(device.Device.Info.Station)) || IsAlso(device.Device.Info.Station),
        _ => false,
    };

    private bool IsAlso(StationId station) => Also is { Count: > 0 } && Also.Contains(station) && IsTheirs(station);

    private bool IsTheirs(StationId station) => Rights is null || Rights.Covers(station.District);

    private static bool TryParseStations(string text, out IReadOnlyList<StationId> stations)
    {
        var names = text.Split(',');
        var mayBe = names.Length <= MaxAlso && Array.TrueForAll(names, name => StationId.TryParse(name, out _));
        stations = mayBe ? [.. names.Select(name => StationId.TryParse(name, out var id) ? id : default)] : [];
        return mayBe;
    }

    private bool Matches(StationId station) => IsTheirs(station) && (District is null || station.District == District) && (Station is null || station == Station);
}
