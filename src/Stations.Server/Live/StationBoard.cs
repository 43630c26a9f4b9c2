using System.Collections.Concurrent;
using Stations.Grains;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Server.Live;

/// <summary>
/// Everything that is shown, as it is durable, and danger before it is: one per server. Grains write, each thing through its own grain only; everybody else reads
/// without a lock. What was shown since the last frame is kept as a list of items, so a thing that changes often costs one entry.
/// </summary>
public sealed class StationBoard : ILiveFeed
{
    private readonly ConcurrentDictionary<DeviceId, DeviceItem> devices = new();
    private readonly ConcurrentDictionary<StationId, StationItem> stations = new();
    private readonly ConcurrentDictionary<NodeId, int> nodes = new();
    private readonly ConcurrentDictionary<NodeId, bool> awaited = new();
    private readonly Lock gate = new();
    private List<BoardItem> dirty = [];

    /// <param name="rules">Those in force; the defaults if none are given.</param>
    public StationBoard(RuleBook? rules = null)
    {
        Rules = rules ?? RuleBook.Default;
        Alarms = new AlarmBoard(Mark, station => Find(station)?.Devices.Count ?? 0, node => nodes.GetValueOrDefault(node));
    }

    /// <summary>Raised when something is shown on a board that had no news.</summary>
    public event Action? News;

    /// <summary>Raised when something about a device's commands is shown. It must not wait.</summary>
    public event Action<DeviceId>? Commanded;

    /// <summary>Raised when something about a device's configuration is shown. It must not wait.</summary>
    public event Action<DeviceId>? Configured;

    public AlarmBoard Alarms { get; }

    /// <summary>What riders reported.</summary>
    public ReportBoard Reports { get; } = new();

    /// <summary>When alarms are raised and cleared.</summary>
    public RuleBook Rules { get; }

    /// <summary>The devices that time alone changes.</summary>
    public DueList Due { get; } = new();

    public IEnumerable<DeviceItem> Devices => devices.Select(pair => pair.Value);

    public IEnumerable<StationItem> Stations => stations.Select(pair => pair.Value);

    /// <summary>Those that carry devices.</summary>
    public IEnumerable<NodeId> Nodes => nodes.Select(pair => pair.Key);

    /// <summary>Those that somebody let in and that have never come.</summary>
    public IEnumerable<NodeId> Awaited => awaited.Where(pair => pair.Value && !nodes.ContainsKey(pair.Key)).Select(pair => pair.Key);

    public int DeviceCount => devices.Count;

    public int StationCount => stations.Count;

    public DeviceItem? Find(DeviceId id) => devices.GetValueOrDefault(id);

    public StationItem? Find(StationId id) => stations.GetValueOrDefault(id);

    /// <summary>What those of these stations are called that have a name, by id and language tag.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> NamesOf(IEnumerable<StationId?> ids)
    {
        var names = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var id in ids.OfType<StationId>().Distinct())
        {
            if (Find(id) is { } item)
            {
                names[id.ToString()] = item.Picture.Info.Name;
            }
        }

        return names;
    }

    public Device? Shown(string device) => DeviceId.TryParse(device, out var id) ? Find(id)?.Device : null;

    public IEnumerable<Device> At(StationId station) => Find(station)?.Devices.Select(pair => pair.Value.Device) ?? [];

    public void Show(Device device) => Show(device, isWritten: true);

    public void Warn(Device device) => Show(device, isWritten: false);

    private void Show(Device device, bool isWritten)
    {
        var isNew = !devices.TryGetValue(device.Info.Id, out var item);
        if (item is null)
        {
            item = devices.GetOrAdd(device.Info.Id, static (_, device) => new DeviceItem(device), device);
            Place(device.Info.Station).Devices[device.Info.Id] = item;
            nodes.AddOrUpdate(device.Info.Id.NodeId, 1, static (_, count) => count + 1);
        }

        var before = item.Device;
        if (before.JournalPosition > device.JournalPosition)
        {
            return;
        }

        item.Device = device;
        if (isNew || !ReferenceEquals(before.Watch, device.Watch))
        {
            Follow(isNew ? Watch.None : before.Watch, device, isWritten);
        }

        // What an interlock has proven follows from telemetry too.
        if (before.Commands?.Trips.Length > 0 || device.Commands?.Trips.Length > 0)
        {
            Alarms.Follow(device, isWritten);
        }

        if (isNew || !ReferenceEquals(before.Trust.Tickets, device.Trust.Tickets) || before.Info.Station != device.Info.Station)
        {
            Reports.Follow(device.Info.Station, device.Info.Id, device.Trust.Tickets);
        }

        if (!ReferenceEquals(isNew ? null : before.Commands, device.Commands))
        {
            Due.Set(device.Info.Id, Observation.DueAt(device, Rules));
            Commanded?.Invoke(device.Info.Id);
            Mark(item.Commands ??= new CommandsItem(item));
        }

        if (!ReferenceEquals(isNew ? null : before.Config, device.Config))
        {
            Configured?.Invoke(device.Info.Id);
            Mark(item.Config ??= new ConfigItem(item));
        }

        if (device.Held.Length > 0 && (isNew || !ReferenceEquals(before.Held, device.Held)))
        {
            Due.Set(device.Info.Id, Observation.DueAt(device, Rules));
        }

        if (before.Info.Station != device.Info.Station)
        {
            Place(before.Info.Station).Devices.TryRemove(device.Info.Id, out _);
            Place(device.Info.Station).Devices[device.Info.Id] = item;
        }

        Mark(item);
    }

    public void Show(StationInfo station, StationSummary summary)
    {
        var item = Place(station.Id);
        item.Picture = new StationPicture(station, summary) { NextFull = item.NextFull };
        Mark(item);
    }

    public void Await(NodeId node, bool isAwaited) => awaited[node] = isAwaited;

    public void Show(StationId station, Ticket[] tickets) => Reports.Follow(station, device: null, tickets);

    /// <summary>What was shown since the last call, each thing once.</summary>
    internal List<BoardItem> TakeNews()
    {
        lock (gate)
        {
            var taken = dirty;
            dirty = new List<BoardItem>(taken.Count);
            foreach (var item in taken)
            {
                item.Dirty = false;
            }

            return taken;
        }
    }

    /// <summary>The alarms alone out of the news; false when they are not among it.</summary>
    internal bool TakeDangers()
    {
        // Without the gate, for this is asked after each device that is encoded: what one look misses, the next finds.
        if (!Alarms.Dirty)
        {
            return false;
        }

        lock (gate)
        {
            Alarms.Dirty = false;
            return dirty.Remove(Alarms);
        }
    }

    /// <summary>Forgets what was shown since the last frame if that is more than <paramref name="limit"/> things; what they show stays.</summary>
    internal bool DropNews(int limit)
    {
        lock (gate)
        {
            if (dirty.Count <= limit)
            {
                return false;
            }
        }

        TakeNews();
        return true;
    }

    /// <summary>What rises or falls changes the watch often, its alarms seldom.</summary>
    private void Follow(Watch before, Device device, bool isWritten)
    {
        var now = device.Watch;
        var isServed = !ReferenceEquals(before.Maintenance, now.Maintenance);
        if (isServed || !ReferenceEquals(before.Pending, now.Pending))
        {
            Due.Set(device.Info.Id, Observation.DueAt(device, Rules));
        }

        if (isServed || !ReferenceEquals(before.Alarms, now.Alarms))
        {
            Alarms.Follow(device, isWritten);
        }
    }

    private StationItem Place(StationId id) => stations.GetOrAdd(id, static id => new StationItem(StationInfo.Unnamed(id)));

    private void Mark(BoardItem item)
    {
        bool first;
        lock (gate)
        {
            if (item.Dirty)
            {
                return;
            }

            item.Dirty = true;
            first = dirty.Count == 0;
            dirty.Add(item);
        }

        if (first)
        {
            News?.Invoke();
        }
    }
}
