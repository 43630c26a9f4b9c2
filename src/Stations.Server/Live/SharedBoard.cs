using Stations.Grains;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Server.Live;

/// <summary>
/// What grains write to where several servers run them: the board shows the devices of all, so the stations are summed here, of what it shows.
/// This server's grains and the <see cref="BoardFollower"/> show at the same time, also the same device while it moves from one server to another;
/// a lock has them do it one after another, for a microsecond each.
/// </summary>
public sealed class SharedBoard(StationBoard board) : ILiveFeed
{
    private sealed record Counted(StationId Station, Contribution Contribution);

    private readonly Lock gate = new();
    private readonly Dictionary<DeviceId, Counted> devices = [];

    public bool SumsStations => true;

    public Device? Shown(string device) => board.Shown(device);

    public IEnumerable<Device> At(StationId station) => board.At(station);

    public void Show(Device device) => Show(device, isElsewhere: false);

    /// <summary>As another server's journal has it.</summary>
    public void Follow(Device device) => Show(device, isElsewhere: true);

    public void Warn(Device device)
    {
        lock (gate)
        {
            board.Warn(device);
            Count(device.Info.Id, isElsewhere: false);
        }
    }

    public void Show(StationInfo station, StationSummary summary) => Describe(station);

    public void Show(StationId station, Ticket[] tickets) => board.Show(station, tickets);

    /// <summary>The station is called so from now on.</summary>
    public void Describe(StationInfo station)
    {
        lock (gate)
        {
            var summary = board.Find(station.Id)?.Picture.Summary ?? StationSummary.Empty;
            board.Show(station, summary with { Sequence = summary.Sequence + 1 });
        }
    }

    private void Show(Device device, bool isElsewhere)
    {
        lock (gate)
        {
            board.Show(device);
            Count(device.Info.Id, isElsewhere);
        }
    }

    /// <summary>Counts the picture that the board has now, which may be a later one than it was just shown.</summary>
    private void Count(DeviceId id, bool isElsewhere)
    {
        var item = board.Find(id)!;
        item.IsElsewhere = isElsewhere;
        var device = item.Device;
        var now = new Counted(device.Info.Station, Contribution.Of(device));
        var before = devices.GetValueOrDefault(id);
        if (before?.Station == now.Station && !now.Contribution.IsNewsAfter(before.Contribution))
        {
            return;
        }

        devices[id] = now;
        if (before is not null && before.Station != now.Station)
        {
            Change(before.Station, before.Contribution, after: null);
            before = null;
        }

        Change(now.Station, before?.Contribution, now.Contribution);
    }

    private void Change(StationId station, Contribution? before, Contribution? after)
    {
        var (info, summary) = board.Find(station)!.Picture;
        board.Show(info, summary.Change(before, after));
    }
}
