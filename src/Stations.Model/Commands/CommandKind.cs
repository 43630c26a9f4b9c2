using System.Text.Json.Serialization;
using Stations.Protocol;

namespace Stations.Model;

/// <summary>What a command asks for: the whole appliance, one slot, or either.</summary>
public enum SlotNeed
{
    Never,
    Always,
    Maybe,
}

/// <summary>An interlock: what must be so when a command is given, and again when it is sent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Guard>))]
public enum Guard
{
    /// <summary>The appliance is online: neither stale nor offline.</summary>
    [JsonStringEnumMemberName("FRESH")]
    Fresh,

    /// <summary>No alarm that only a person ends holds for the appliance, the slot or one beside it.</summary>
    [JsonStringEnumMemberName("SAFE")]
    Safe,

    /// <summary>Neither the slot nor the appliance is faulty; what riders' reports alone put out of order, somebody may try who says why.</summary>
    [JsonStringEnumMemberName("SOUND")]
    Sound,

    /// <summary>The door is known to be shut.</summary>
    [JsonStringEnumMemberName("DOOR_SHUT")]
    DoorShut,

    /// <summary>Nobody has ordered the power of the whole appliance off.</summary>
    [JsonStringEnumMemberName("NOT_CUT")]
    NotCut,

    /// <summary>No alarm that says stop holds for the slot or the appliance: its cells, voltage and the like are in range.</summary>
    [JsonStringEnumMemberName("IN_RANGE")]
    InRange,

    /// <summary>It is in service, or somebody says why it is done all the same.</summary>
    [JsonStringEnumMemberName("IN_SERVICE")]
    InService,
}

/// <summary>A number that a command takes.</summary>
public sealed record CommandArgument(string Name, double Least, double Most);

/// <summary>One verb, as one kind of appliance takes it.</summary>
/// <param name="Verb">On the wire.</param>
/// <param name="Usual">How long it lasts before it expires, if nobody says.</param>
/// <param name="Longest">What moves or powers something: at most 10 s.</param>
public sealed record CommandKind(string Verb, SlotNeed Slot, TimeSpan Usual, TimeSpan Longest)
{
    /// <summary>The lease of what moves or powers something (our engineering default).</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    private static readonly CommandArgument Duration = new(CommandMessage.DurationS, 0, 600);

    public CommandArgument[] Arguments { get; init; } = [];

    public Guard[] Guards { get; init; } = [];

    /// <summary>It takes power away: allowed always, ahead of everything else, and sent until nothing flows.</summary>
    public bool IsStop { get; init; }

    /// <summary>What telemetry shows once it was done, and within which time; null where nothing shows.</summary>
    public (Func<Device, Command, bool> IsSeen, TimeSpan Within)? Shows { get; init; }

    /// <summary>What every appliance takes.</summary>
    internal static CommandKind[] Common { get; } =
    [
        new(CommandVerb.Rebirth, SlotNeed.Never, Minute, Minute),
        new(CommandVerb.Reboot, SlotNeed.Never, Lease, Lease) { Guards = [Guard.Fresh, Guard.Safe, Guard.InService], Shows = ((device, command) => device.Boot != command.Boot, TimeSpan.FromSeconds(120)) },
    ];

    internal static CommandKind Siren { get; } = new(CommandVerb.Siren, SlotNeed.Never, Lease, Minute) { Arguments = [Duration], Guards = [Guard.Fresh] };

    internal static CommandKind Light { get; } = Siren with { Verb = CommandVerb.Light, Arguments = [Duration with { Most = 86_400 }] };

    /// <summary>8 s is after what a door counts as stuck.</summary>
    internal static CommandKind Open { get; } = new(CommandVerb.SlotOpen, SlotNeed.Always, Lease, Lease)
    {
        Guards = [Guard.Fresh, Guard.Safe, Guard.InService],
        Shows = ((device, command) => device.Values.Text(Field.Door, command.Slot) == "open", TimeSpan.FromSeconds(8)),
    };

    /// <summary>Gives out a power bank; the hole shows it.</summary>
    internal static CommandKind Pop { get; } = Open with
    {
        Guards = [Guard.Fresh, Guard.Safe, Guard.Sound, Guard.InService],
        Shows = ((device, command) => device.Values.Flag(Field.Present, command.Slot) == false, TimeSpan.FromSeconds(8)),
    };

    /// <summary>It switches on again what was cut, so not while a safety alarm holds.</summary>
    internal static CommandKind Enable { get; } = new(CommandVerb.SlotEnable, SlotNeed.Always, Lease, Minute) { Guards = [Guard.Fresh, Guard.Safe], Shows = (IsEnabled(true), TimeSpan.FromSeconds(10)) };

    internal static CommandKind Disable { get; } = Enable with { Verb = CommandVerb.SlotDisable, Guards = [Guard.Fresh], Shows = (IsEnabled(false), TimeSpan.FromSeconds(10)) };

    internal static CommandKind Start { get; } = new(CommandVerb.ChargeStart, SlotNeed.Always, Lease, Lease)
    {
        Arguments = [new(CommandMessage.TargetPct, 50, 100)],
        Guards = [Guard.Fresh, Guard.Safe, Guard.Sound, Guard.DoorShut, Guard.NotCut, Guard.InRange, Guard.InService],
        Shows = ((device, command) => device.Values.Number(Field.PowerW, command.Slot) > Model.Slot.ChargingPower, TimeSpan.FromSeconds(10)),
    };

    /// <summary>A port has no door.</summary>
    internal static CommandKind StartPort { get; } = Start with { Guards = [Guard.Fresh, Guard.Safe, Guard.Sound, Guard.NotCut, Guard.InRange, Guard.InService] };

    internal static CommandKind Stop { get; } = new(CommandVerb.ChargeStop, SlotNeed.Always, Minute, TimeSpan.FromMinutes(10))
    {
        IsStop = true,
        Shows = (IsOff, TimeSpan.FromSeconds(5)),
    };

    internal static CommandKind Cut { get; } = Stop with { Verb = CommandVerb.PowerCut, Slot = SlotNeed.Maybe };

    private static Func<Device, Command, bool> IsEnabled(bool wanted) => (device, command) => device.Values.Flag(Field.Enabled, command.Slot) == wanted;

    private static bool IsOff(Device device, Command command) => Interlocks.IsOff(device, command.Slot) == true;
}
