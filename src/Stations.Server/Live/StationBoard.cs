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
    private readonly Lock gate = new();
    private List<BoardItem> dirty = [];

    public StationBoard() => Alarms = new AlarmBoard(Mark);

    /// <summary>Raised when something is shown on a board that had no news.</summary>
    public event Action? News;

    public AlarmBoard Alarms { get; }

    public IEnumerable<DeviceItem> Devices => devices.Select(pair => pair.Value);

    public IEnumerable<StationItem> Stations => stations.Select(pair => pair.Value);

    public int DeviceCount => devices.Count;

    public int StationCount => stations.Count;

    public DeviceItem? Find(DeviceId id) => devices.GetValueOrDefault(id);

    public StationItem? Find(StationId id) => stations.GetValueOrDefault(id);

    public Device? Shown(string device) => DeviceId.TryParse(device, out var id) ? Find(id)?.Device : null;

    public void Show(Device device) => Show(device, isWritten: true);

    public void Warn(Device device) => Show(device, isWritten: false);

    private void Show(Device device, bool isWritten)
    {
        var isNew = !devices.TryGetValue(device.Info.Id, out var item);
        if (item is null)
        {
            item = devices.GetOrAdd(device.Info.Id, static (_, device) => new DeviceItem(device), device);
            Place(device.Info.Station).Devices[device.Info.Id] = item;
        }

        var before = item.Device;
        if (before.JournalPosition > device.JournalPosition)
        {
            return;
        }

        item.Device = device;
        if ((isNew || !ReferenceEquals(before.Holding, device.Holding)) && (before.Safety || device.Safety))
        {
            Alarms.Follow(device, isWritten);
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
        item.Picture = new StationPicture(station, summary) { NextFullAt = NextFullAt(item, summary.Charge.ReportedAt) };
        Mark(item);
    }

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

    private static long NextFullAt(StationItem station, long now)
    {
        var next = 0L;
        foreach (var (_, device) in station.Devices)
        {
            if (device.Pace.Length > 0 && ChargePace.Next(device.Pace, now) is > 0 and var full && (next == 0 || full < next))
            {
                next = full;
            }
        }

        return next;
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
