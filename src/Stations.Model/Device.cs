using Stations.Protocol;

namespace Stations.Model;

/// <summary>What is known of an appliance since its birth; changes with a birth only.</summary>
/// <param name="Slots">Doors of a charging cabinet; 0 for everything else.</param>
public sealed record DeviceInfo(DeviceId Id, DeviceKind Kind, StationId Station, string Name, int Slots, string? Firmware);

/// <summary>
/// Everything that is true of one appliance at one moment. Immutable: a message makes a new one through <see cref="Apply(Reading, long)"/>,
/// and whoever holds an old one keeps a consistent picture.
/// </summary>
public sealed record Device
{
    public required DeviceInfo Info { get; init; }

    /// <summary>The life that counts; a message of another life is history.</summary>
    public required string Boot { get; init; }

    /// <summary>The greatest sequence number applied in this life.</summary>
    public required long Seq { get; init; }

    /// <summary>Server time of the last live message, epoch milliseconds.</summary>
    public required long ReportedAt { get; init; }

    /// <summary>The device's clock is more than <see cref="ClockLimit"/> away from ours.</summary>
    public bool ClockSuspect { get; init; }

    public Connection Connection { get; init; } = Connection.Online;

    public Admin Admin { get; init; } = Admin.InService;

    public Values Values { get; init; } = Values.None;

    public Holding[] Holding { get; init; } = [];

    /// <summary>Where the journal holds the last record that is in here.</summary>
    public long JournalPosition { get; init; }

    /// <summary>From the MQTT rules: |device time − server time| over 120 s is not trusted.</summary>
    public static readonly TimeSpan ClockLimit = TimeSpan.FromSeconds(120);

    public Kind Kind => Kind.Of(Info.Kind);

    public bool Safety => Array.Exists(Holding, one => one.Condition.IsSafety());

    public Axes Axes => new(Connection, Kind.HealthOf(this), Admin, Kind.UseOf(this), Safety);

    public PublicStatus Status => PublicStatuses.Of(Axes);

    public bool Holds(Condition condition, int slot = 0) => Conditions.Holds(Holding, condition, slot);

    /// <summary>The axes of one slot: its own use and health, the rest from the cabinet.</summary>
    public Axes SlotAxes(int slot)
    {
        var cabinet = Kind.HealthOf(this);
        var own = Kind.SlotHealthOf(this, slot);
        return new(Connection, cabinet > own ? cabinet : own, Admin, Kind.SlotUseOf(this, slot), Safety);
    }

    /// <summary>
    /// A device at the beginning of a life: it keeps what outlives a restart (its place in service, what holds, above all a safety latch)
    /// and is offline until its birth's facts say otherwise.
    /// </summary>
    public static Device Born(DeviceInfo info, Device? before, string boot) => new()
    {
        Info = info,
        Boot = boot,
        Seq = -1,
        ReportedAt = before?.ReportedAt ?? 0,
        Connection = Connection.Offline,
        Admin = before?.Admin ?? Admin.InService,
        Holding = before?.Holding ?? [],
    };

    /// <summary>This picture with the dangers that a later one of the same device knows of already.</summary>
    public Device WarnedBy(Device later)
    {
        var dangers = ReferenceEquals(Holding, later.Holding) ? [] : Array.FindAll(later.Holding, one => one.Condition.IsSafety() && !Holds(one.Condition, one.Slot));
        return dangers.Length == 0 ? this : this with { Holding = [.. Holding, .. dangers] };
    }

    /// <summary>The values of a live message. What follows from them are facts, see <see cref="Observation"/>.</summary>
    public Device Apply(Reading reading, long now) => this with
    {
        Seq = reading.Seq,
        ReportedAt = now,
        ClockSuspect = Math.Abs(reading.DeviceTime - now) > ClockLimit.TotalMilliseconds,
        Values = (reading.Full ? Values.None : Values).With(reading.Samples),
    };

    /// <summary>A stored message, sent later: it counts in the sequence and changes nothing else.</summary>
    public Device Pass(Reading reading) => this with { Seq = reading.Seq };

    public Device Apply(in Fact fact) => fact.Kind switch
    {
        FactKind.WentOnline => this with { Connection = Connection.Online },
        FactKind.WentStale => this with { Connection = Connection.Stale },
        FactKind.WentOffline => this with { Connection = Connection.Offline },
        _ => this with { Holding = Conditions.Apply(Holding, fact) },
    };
}
