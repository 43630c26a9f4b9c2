using System.Collections.Concurrent;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Server.Live;

/// <summary>One thing on the board. Its picture is immutable and replaced whole, so a reader takes it without a lock.</summary>
public abstract class BoardItem
{
    /// <summary>Shown since the last frame; guarded by the board's gate.</summary>
    internal bool Dirty { get; set; }
}

public sealed class DeviceItem(Device device) : BoardItem
{
    private Device device = device;

    public Device Device
    {
        get => Volatile.Read(ref device);
        internal set => Volatile.Write(ref device, value);
    }

    /// <summary>Another server's journal said last what it is: its grain is not here.</summary>
    internal bool IsElsewhere { get; set; }

    /// <summary>Null until it is given a command.</summary>
    internal CommandsItem? Commands { get; set; }

    /// <summary>Null until something is said of what it is set to.</summary>
    internal ConfigItem? Config { get; set; }

    /// <summary>Of a charging cabinet, slot by slot; written by <see cref="PaceWatch"/> alone.</summary>
    internal ChargePace[] Pace { get; set; } = [];
}

/// <summary>What operators alone see of a device: the commands to it.</summary>
public sealed class CommandsItem(DeviceItem of) : BoardItem
{
    public Device Device => of.Device;
}

/// <summary>What operators alone see of a device: what it is to be set to, and is.</summary>
public sealed class ConfigItem(DeviceItem of) : BoardItem
{
    public Device Device => of.Device;
}

public sealed class StationItem(StationInfo info) : BoardItem
{
    private StationPicture picture = new(info, StationSummary.Empty);
    private FullTime? nextFull;

    public StationPicture Picture
    {
        get => Volatile.Read(ref picture);
        internal set => Volatile.Write(ref picture, value);
    }

    /// <summary>When the next battery here will be full, null when that is not known; written by <see cref="PaceWatch"/> alone.</summary>
    internal FullTime? NextFull
    {
        get => Volatile.Read(ref nextFull);
        set => Volatile.Write(ref nextFull, value);
    }

    /// <summary>The devices that stand here.</summary>
    public ConcurrentDictionary<DeviceId, DeviceItem> Devices { get; } = new();
}

/// <summary>When a battery will be full, by the slowest and the fastest of the paces at which it has been charging lately; epoch milliseconds.</summary>
public sealed record FullTime(long Earliest, long Latest);

/// <summary>A station as it is shown.</summary>
public sealed record StationPicture(StationInfo Info, StationSummary Summary)
{
    /// <summary>When the next battery there will be full; null when that is not known.</summary>
    public FullTime? NextFull { get; init; }
}
