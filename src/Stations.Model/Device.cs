using System.Text.Json.Serialization;
using Stations.Protocol;

namespace Stations.Model;

/// <summary>What is known of an appliance since its birth; changes with a birth only.</summary>
/// <param name="Slots">Doors of a charging cabinet, holes of a power-bank cabinet, ports of a socket pile, kinds of item in a medicine kit; 0 for everything else.</param>
/// <param name="Model">The maker's name for its kind; alarms may have thresholds of their own for it.</param>
public sealed record DeviceInfo(
    DeviceId Id, DeviceKind Kind, StationId Station, string Name, int Slots, string? Firmware,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Model = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Maker = null);

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

    public Watch Watch { get; init; } = Watch.None;

    /// <summary>How far to believe it.</summary>
    public Trust Trust { get; init; } = Trust.None;

    /// <summary>How far the device's clock is ahead of ours, milliseconds, as its last live message shows; 0 while that is less than <see cref="CommandTimes.ClockSlack"/>.</summary>
    public long ClockAhead { get; init; }

    /// <summary>The commands that it was given; null for a device that never got one.</summary>
    public DeviceCommands? Commands { get; init; }

    /// <summary>What riders hold of it, and held of late; see <see cref="HoldRules"/>.</summary>
    public Hold[] Held { get; init; } = [];

    /// <summary>What it is to be set to, and what it says it is; null where neither was ever said.</summary>
    public Config? Config { get; init; }

    /// <summary>Since when it is known to run the firmware that it has, server time in epoch milliseconds; 0 where that is not known.</summary>
    public long FirmwareSince { get; init; }

    /// <summary>Where the journal holds the last record that is in here.</summary>
    public long JournalPosition { get; init; }

    /// <summary>From the MQTT rules: |device time − server time| over 120 s is not trusted.</summary>
    public static readonly TimeSpan ClockLimit = TimeSpan.FromSeconds(120);

    public Kind Kind => Kind.Of(Info.Kind);

    /// <summary>Latched: out of service until a person has looked.</summary>
    public bool Safety => Array.Exists(Holding, one => one.Slot == 0 && one.Condition.IsLatched());

    public Axes Axes
    {
        get
        {
            var health = Doubted(Kind.HealthOf(this), slot: 0);
            return new(Connection, health, UnlessCut(Offered, health, slot: 0), UseOf(0), Safety);
        }
    }

    public PublicStatus Status => PublicStatuses.Of(Axes);

    /// <summary>How it is, in its kind's own words (<see cref="Kind.StateOf"/>); unknown while nothing is heard of it.</summary>
    public string? State => Kind.StateOf(this) is not { } word ? null : Connection == Connection.Offline ? Kind.Unclear : word;

    private Admin Offered => Admin == Admin.InService && Watch.Maintenance is not null ? Admin.Maintenance : Admin;

    /// <summary>What is told of it, how far to trust that, and why.</summary>
    public PublicWord Word => PublicStatuses.Of(Axes, GroundsOf(slot: 0));

    public PublicWord WordOf(int slot) => slot == 0 ? Word : PublicStatuses.Of(SlotAxes(slot), GroundsOf(slot));

    /// <param name="slot">0 for the appliance itself.</param>
    public PublicStatus StatusOf(int slot) => slot == 0 ? Status : PublicStatuses.Of(SlotAxes(slot));

    public bool Holds(Condition condition, int slot = 0) => Conditions.Holds(Holding, condition, slot);

    /// <summary>It holds, or seems to: nobody is sent to what may be out of order while an alarm waits for its time.</summary>
    public bool MayHold(Condition condition, int slot = 0) => Holds(condition, slot) || Watch.Since(condition, slot) is not null;

    /// <summary>The axes of one slot: its own use and health, the rest from the cabinet.</summary>
    public Axes SlotAxes(int slot)
    {
        var cabinet = Doubted(Kind.HealthOf(this), slot: 0);
        var own = Doubted(Kind.SlotHealthOf(this, slot), slot);
        var health = cabinet > own ? cabinet : own;
        var admin = UnlessCut(UnlessCut(Offered, health, slot: 0), health, slot);
        return new(Connection, health, admin == Admin.InService && IsDisabled(slot) ? Admin.Disabled : admin, UseOf(slot), Safety);
    }

    /// <summary>A slot that nothing of its own keeps out of use, whatever becomes of the appliance.</summary>
    internal bool IsOffered(int slot) => Doubted(Kind.SlotHealthOf(this, slot), slot) != Health.Fault && !Holds(Condition.CutOrdered, slot) && !IsDisabled(slot);

    /// <summary>Of a slot, or with 0 of the appliance itself.</summary>
    public Axes AxesOf(int slot) => slot == 0 ? Axes : SlotAxes(slot);

    /// <summary>What a slot, or with 0 the appliance itself, is used for. The one place where a hold counts: what is held is free for nobody else.</summary>
    public Use UseOf(int slot)
    {
        var use = slot == 0 ? Kind.UseOf(this) : Kind.SlotUseOf(this, slot);
        return use == Use.Free && HoldOn(slot) is not null ? Use.Reserved : use;
    }

    /// <summary>Who holds the slot now; null when nobody does.</summary>
    public Hold? HoldOn(int slot) => Array.Find(Held, one => one.Slot == slot && one.IsActive);

    /// <summary>A hold of it, also one that is over.</summary>
    public Hold? FindHold(string id) => Array.Find(Held, one => one.Id == id);

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
        Watch = before is null ? Watch.None : before.Boot == boot ? before.Watch : before.Watch.InNewLife(),
        Trust = before?.Trust ?? Trust.None,
        Commands = before?.Commands,
        Held = before?.Held ?? [],
        Config = before?.Config,
        FirmwareSince = before?.Info.Firmware == info.Firmware ? before?.FirmwareSince ?? 0 : 0,
    };

    /// <summary>This picture with the dangers that a later one of the same device knows of already, or waits for, and what is to be switched off because of them.</summary>
    public Device WarnedBy(Device later)
    {
        var dangers = ReferenceEquals(Holding, later.Holding) ? [] : Array.FindAll(later.Holding, one => Kind.IsDanger(one.Condition) && !Holds(one.Condition, one.Slot));
        var pending = ReferenceEquals(Watch, later.Watch) ? []
            : Array.FindAll(later.Watch.Pending, one => Kind.IsDanger(one.Condition) && !later.Holds(one.Condition, one.Slot) && !MayHold(one.Condition, one.Slot));
        var stops = ReferenceEquals(Commands, later.Commands) ? [] : Array.FindAll(later.Commands?.Open ?? [], one => one is { IsStop: true, IsInterlock: true } && Commands?.Find(one.Id) is null);
        if (dangers.Length + pending.Length + stops.Length == 0)
        {
            return this;
        }

        var alarms = dangers.Select(one => later.Watch.AlarmOf(one.Condition, one.Slot)).OfType<Alarm>();
        return this with
        {
            Holding = [.. Holding, .. dangers],
            Commands = stops.Length == 0 ? Commands : (Commands ?? DeviceCommands.None) with { Open = [.. Commands?.Open ?? [], .. stops] },
            Watch = alarms.Aggregate(Watch with { Pending = [.. Watch.Pending, .. pending] }, (watch, alarm) => watch.With(alarm)),
        };
    }

    /// <summary>The values of a live message. What follows from them are facts, see <see cref="Observation"/>.</summary>
    public Device Apply(Reading reading, long now)
    {
        var values = reading.Full ? Values.None.With(reading.Samples) : Values.With(Counters.Believed(this, reading, now));
        return this with
        {
            Seq = reading.Seq,
            ReportedAt = now,
            ClockSuspect = Math.Abs(reading.DeviceTime - now) > ClockLimit.TotalMilliseconds,
            ClockAhead = Math.Abs(reading.DeviceTime - now) > CommandTimes.ClockSlack.TotalMilliseconds ? reading.DeviceTime - now : 0,
            FirmwareSince = FirmwareSince == 0 && Info.Firmware is not null ? now : FirmwareSince,
            Values = values,
            Watch = Kind.Rising is { } rising && (reading.FieldsTold >> (int)rising & 1) != 0 && !ReferenceEquals(values, Values) ? Watch.Follow(rising, this, values, now) : Watch,
        };
    }

    /// <summary>A stored message, sent later: it counts in the sequence and changes nothing else.</summary>
    public Device Pass(Reading reading) => this with { Seq = reading.Seq };

    public Device Apply(in Fact fact) => fact switch
    {
        { IsHint: true } => fact.Kind.Told() is var (condition, begins) ? this with { Watch = Watch.Hint(condition, begins, Holds(condition, fact.Slot), fact) } : this,
        { Kind: FactKind.WentOnline } => this with { Connection = Connection.Online, Trust = Trust.After(fact, Kind.UseFact) },
        { Kind: FactKind.WentStale } => this with { Connection = Connection.Stale },
        { Kind: FactKind.WentOffline } => this with { Connection = Connection.Offline },
        { Kind: FactKind.MaintenanceEnded } => this with { Watch = Watch with { Maintenance = null }, Trust = Trust.After(fact, Kind.UseFact) },
        _ => Happen(fact),
    };

    /// <summary>What happened to a command.</summary>
    /// <param name="at">Server time, epoch milliseconds.</param>
    public Device Apply(CommandStep step, long at) => this with { Commands = (Commands ?? DeviceCommands.None).Apply(step, at), Trust = Trust.After(step, Commands?.Find(step.Id), at) };

    /// <summary>What happened to a hold.</summary>
    /// <param name="at">Server time, epoch milliseconds.</param>
    public Device Apply(HoldStep step, long at) => this with { Held = HoldRules.Apply(Held, step, at) };

    /// <summary>What is new about its configuration.</summary>
    public Device Apply(Config news) => this with { Config = (Config ?? Config.None).After(news) };

    /// <summary>What a person did. What follows from it are facts, see <see cref="Acts.Judge"/>.</summary>
    /// <param name="now">Server time, epoch milliseconds.</param>
    public Device Apply(Act act, long now)
    {
        if (act.Kind is ActKind.BeginMaintenance or ActKind.EndMaintenance)
        {
            return act.Kind == ActKind.EndMaintenance ? this
                : this with { Watch = Watch with { Maintenance = new Maintenance(new Signature(act.By, now), Acts.Ending(act, now), act.Text) } };
        }

        if (Kind.Rules.Of(act.Code) is not { } rule || Watch.AlarmOf(rule.Condition, act.Slot) is not { } alarm)
        {
            return this;
        }

        var signature = new Signature(act.By, now);
        return this with
        {
            Watch = Watch.With(act.Kind switch
            {
                ActKind.Acknowledge or ActKind.Reset => alarm with { Acknowledged = alarm.Acknowledged ?? signature, Comment = act.Text ?? alarm.Comment },
                ActKind.Assign => alarm with { Assignee = act.Text },
                ActKind.Comment => alarm with { Comment = act.Text },
                _ => alarm with { ShelvedUntil = Acts.Shelving(act, now), Comment = act.Text ?? alarm.Comment },
            }),
        };
    }

    /// <summary>What is said about how far to believe it. What follows from that are facts, see <see cref="Reports.Judge"/>.</summary>
    /// <param name="now">Server time, epoch milliseconds.</param>
    public Device Apply(ReportEvent said, long now) => this with { Trust = Trust.Apply(said, now) };

    /// <summary>What people, or an interlock, ordered off is not offered; a fault of its own is told instead.</summary>
    private Admin UnlessCut(Admin admin, Health health, int slot) =>
        admin == Admin.InService && health != Health.Fault && Holds(Condition.CutOrdered, slot) ? Admin.Disabled : admin;

    private bool IsDisabled(int slot) => Values.Flag(Field.Enabled, slot) == false;

    private Health Doubted(Health own, int slot) => Holds(Condition.ReportedBroken, slot) ? Health.Fault : own;

    private Grounds GroundsOf(int slot)
    {
        var isBroken = Holds(Condition.ReportedBroken, slot) || Holds(Condition.ReportedBroken);
        return new(ReportedAt == 0, ClockSuspect, Trust.CauseOf(slot), isBroken && Kind.HealthOf(this) != Health.Fault && (slot == 0 || Kind.SlotHealthOf(this, slot) != Health.Fault));
    }

    private Device Happen(in Fact fact)
    {
        var holding = Conditions.Apply(Holding, fact);
        return ReferenceEquals(holding, Holding) || fact.Kind.Told() is not var (condition, begins) ? this
            : this with { Holding = holding, Watch = Watch.Happened(condition, begins, fact, Kind.AlarmOf(condition) is not null), Trust = Trust.After(fact, Kind.UseFact) };
    }
}
