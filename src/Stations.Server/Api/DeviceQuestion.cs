using System.Globalization;
using Microsoft.OpenApi;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;
using Stations.Server.Pages;

namespace Stations.Server.Api;

/// <summary>By what a list of devices is ordered.</summary>
internal enum DeviceOrder
{
    Id,
    Urgency,
    Station,
    Name,
    Age,
}

/// <summary>Where a device stands in a list.</summary>
internal readonly record struct DeviceKey(int Rank, string Text, DeviceId Id)
{
    public static int Compare(DeviceKey a, DeviceKey b) => (a.Rank.CompareTo(b.Rank), string.CompareOrdinal(a.Text, b.Text)) switch
    {
        (not 0 and var byRank, _) => byRank,
        (_, not 0 and var byText) => byText,
        _ => Compare(a.Id, b.Id),
    };

    public static bool TryParse(string text, out DeviceKey? key)
    {
        key = text.Split(' ', 3) is [var first, var second, var third]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var rank)
            && DeviceId.TryParse(second, out var id) ? new(rank, third, id) : null;
        return key is not null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rank} {Id} {Text}");

    private static int Compare(DeviceId a, DeviceId b) => (
        string.CompareOrdinal(a.District, b.District), string.CompareOrdinal(a.Node, b.Node), string.CompareOrdinal(a.Device, b.Device)) switch
    {
        (not 0 and var byDistrict, _, _) => byDistrict,
        (_, not 0 and var byNode, _) => byNode,
        (_, _, var byDevice) => byDevice,
    };
}

/// <summary>What somebody asks of all devices.</summary>
/// <param name="Words">All of them in a device's id, name, or station.</param>
internal sealed record DeviceQuestion(
    string? District, StationId? Station, DeviceKind? Kind, IReadOnlyList<Connection> Connections, IReadOnlyList<Urgency> Urgencies, string[] Words, DeviceOrder Order, int Limit, DeviceKey? After)
{
    private const int MaxSearch = 100;

    /// <summary>So that a cursor stays short.</summary>
    private const int MostOfName = 40, MostOfId = 64;

    private static readonly Parameter<DeviceKind?> KindParameter = new(
        "kind", "Only this kind.", $"{string.Join(", ", DeviceKinds.Words.SkipLast(1))} or {DeviceKinds.Words[^1]}", null, TryParseKind,
        new() { Type = JsonSchemaType.String, Enum = [.. DeviceKinds.Words] });

    private static readonly Parameter<IReadOnlyList<Connection>> ConnectionParameter = Api.Parameters.Words(
        "connection", "Only these.", [], ("ONLINE", Connection.Online), ("STALE", Connection.Stale), ("OFFLINE", Connection.Offline));

    private static readonly Parameter<IReadOnlyList<Urgency>> UrgencyParameter = Api.Parameters.Words(
        "urgency", "Only those that need a person this much.", [], Array.ConvertAll(Enum.GetValues<Urgency>(), one => (one.ToString().ToLowerInvariant(), one)));

    private static readonly Parameter<string[]> SearchParameter = new(
        "search", "Words that all stand in the device's id or name, or in its station's.", $"at most {MaxSearch} characters", [], TryParseWords, Api.Parameters.Text("wanda cab"));

    private static readonly Parameter<DeviceOrder> SortParameter = new(
        "sort", "What comes first: ids, what needs a person most, stations, names, or what has said nothing for longest.", "id, urgency, station, name or age", DeviceOrder.Id,
        (string text, out DeviceOrder order) => Enum.TryParse(text, ignoreCase: true, out order) && !char.IsAsciiDigit(text[0]), Api.Parameters.Word("id", "id", "urgency", "station", "name", "age"));

    private static readonly Parameter<int> LimitParameter = Api.Parameters.Limit(500, 100);

    private static readonly Parameter<DeviceKey?> CursorParameter = Api.Parameters.Cursor<DeviceKey?>(null, DeviceKey.TryParse);

    public static readonly Parameter[] Parameters =
        [Api.Parameters.District, Api.Parameters.Station, KindParameter, ConnectionParameter, UrgencyParameter, SearchParameter, SortParameter, LimitParameter, CursorParameter];

    public static DeviceQuestion Read(IQueryCollection query) => new(
        Api.Parameters.District.In(query),
        Api.Parameters.Station.In(query),
        KindParameter.In(query),
        ConnectionParameter.In(query),
        UrgencyParameter.In(query),
        SearchParameter.In(query),
        SortParameter.In(query),
        LimitParameter.In(query),
        CursorParameter.In(query));

    /// <param name="maySee">Whether who asks may see a district.</param>
    public DevicePage Answer(StationBoard board, Func<string, bool> maySee)
    {
        var counts = new int[Model.Urgencies.Count];
        var page = Page.Of(Matching(board, maySee, counts), item => KeyOf(item.Device), After, Limit, DeviceKey.Compare);
        return new(
            [.. page.Items.Select(item => DeviceView.Of(item))],
            page.Total,
            UrgencyCounts.Of(counts),
            board.NamesOf(page.Items.Select(item => (StationId?)item.Device.Info.Station)),
            page.More ? Page.WriteCursor(KeyOf(page.Items[^1].Device).ToString()) : null);
    }

    /// <param name="counts">Gets what each urgency would show, whichever is asked for.</param>
    private IEnumerable<DeviceItem> Matching(StationBoard board, Func<string, bool> maySee, int[] counts)
    {
        foreach (var item in Station is { } at ? board.Find(at)?.Devices.Select(pair => pair.Value) ?? [] : board.Devices)
        {
            var device = item.Device;
            if (!maySee(device.Info.Station.District) || !Matches(device, board))
            {
                continue;
            }

            var urgency = Model.Urgencies.Of(device.Axes, device.ClockSuspect);
            counts[(int)urgency]++;
            if (Urgencies.Count == 0 || Urgencies.Contains(urgency))
            {
                yield return item;
            }
        }
    }

    private bool Matches(Device device, StationBoard board) =>
        (District is null || device.Info.Station.District == District)
        && (Station is null || device.Info.Station == Station)
        && (Kind is null || device.Info.Kind == Kind)
        && (Connections.Count == 0 || Connections.Contains(device.Connection))
        && (Words.Length == 0 || Says(device, board));

    private bool Says(Device device, StationBoard board)
    {
        var names = board.Find(device.Info.Station)?.Picture.Info.Name.Values ?? [];
        string[] texts = [device.Info.Id.ToString(), device.Info.Name, device.Info.Station.ToString(), .. names];
        return Array.TrueForAll(Words, word => Array.Exists(texts, text => text.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    private DeviceKey KeyOf(Device device) => Order switch
    {
        DeviceOrder.Urgency => new((int)Model.Urgencies.Of(device.Axes, device.ClockSuspect), Place(device), device.Info.Id),
        DeviceOrder.Station => new(0, Place(device), device.Info.Id),
        DeviceOrder.Name => new(0, Cut(ListPage.NaturalOrder(device.Info.Name), MostOfName), device.Info.Id),
        DeviceOrder.Age => new(0, device.ReportedAt.ToString("D15", CultureInfo.InvariantCulture), device.Info.Id),
        _ => new(0, "", device.Info.Id),
    };

    private static string Place(Device device) => Cut(ListPage.NaturalOrder(device.Info.Station.ToString()), MostOfId) + " " + Cut(ListPage.NaturalOrder(device.Info.Id.Node), MostOfId);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];

    private static bool TryParseKind(string text, out DeviceKind? kind)
    {
        kind = DeviceKinds.Parse(text) is not DeviceKind.Unknown and var known ? known : null;
        return kind is not null;
    }

    private static bool TryParseWords(string text, out string[] words)
    {
        words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return text.Length <= MaxSearch;
    }
}
