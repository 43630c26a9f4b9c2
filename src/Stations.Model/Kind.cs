using Stations.Protocol;

namespace Stations.Model;

/// <summary>
/// The rules of one kind of appliance: pure functions over <see cref="Device"/>, no state of their own.
/// The smallest complete one is <see cref="WaterCooler"/>; copy it for the next kind.
/// </summary>
public abstract class Kind
{
    /// <summary>The code of the alarm that every kind has.</summary>
    public const string Offline = "OFFLINE";

    private static readonly Kind[] All =
    [
        new UnknownKind(), new StationRoom(), new ChargingCabinet(), new WaterCooler(), new ParkingSpot(),
        new LoveFridge(), new Microwave(), new AirConditioner(), new PowerBankCabinet(), new MedicineKit(), new ParkingArea(), new SocketPile(),
    ];

    private static readonly Rule Unreachable = new(
        Condition.Unreachable,
        [],
        (in look) => look.Device.Connection == Connection.Offline,
        (in look) => look.Device.Connection == Connection.Online)
    {
        LooksAround = true,
        BeginsAfter = TimeSpan.FromSeconds(30),
        EndsAfter = TimeSpan.FromSeconds(30),
        Alarm = new(Offline, Severity.Major, Remedies.Notify, "connection OFFLINE", "ONLINE", "[eng]"),
    };

    /// <summary>What riders and failures say; asked when something was said, or happened to what is doubted. Fewer than two say nothing, whatever is set.</summary>
    private static readonly Rule Broken = new(
        Condition.ReportedBroken,
        [],
        (in look) => look.Device.Trust.WeightOf(look.Slot) >= Math.Max(2, look.Limits.Raise),
        (in look) => look.Device.Trust.WeightOf(look.Slot) == 0)
    {
        Scope = Scope.Both,
        Limits = new(Raise: 3, Clear: 0),
        Alarm = new("REPORTED_BROKEN", Severity.Minor, Remedies.Notify, "{Raise} riders or failures say so", "one use, or a person", "[eng]"),
    };

    private static readonly Rule Unsafe = new(
        Condition.ReportedUnsafe,
        [],
        (in look) => look.Device.Trust.IsUnsafe(look.Slot),
        (in look) => !look.Device.Trust.IsUnsafe(look.Slot))
    {
        Scope = Scope.Both,
        Alarm = new("REPORTED_UNSAFE", Severity.Major, Remedies.Notify, "a rider says that it is unsafe", "a person has answered", "[eng]"),
    };

    /// <summary>The rules that every kind has.</summary>
    public static IReadOnlyList<Rule> OfEvery { get; } = [Unreachable, Broken, Unsafe];

    /// <summary>The rules that look at <see cref="Device.Trust"/>.</summary>
    internal static readonly Condition[] OfTrust = [Condition.ReportedBroken, Condition.ReportedUnsafe];

    private RuleTable? rules;
    private CommandKind[]? commands;

    public static Kind Of(DeviceKind kind) => All[(int)kind];

    /// <summary>What a rider comes for; null when nobody comes for it.</summary>
    public abstract Need? Need { get; }

    /// <summary>What riders come to this one for: some modes of a kind serve nobody.</summary>
    public virtual Need? NeedOf(Device device) => Need;

    /// <summary>
    /// When each condition begins and ends, and the alarms of it: the table that <c>src/ALARMS.md</c> shows. A rule looks at one slot, or at slot 0,
    /// the appliance itself.
    /// </summary>
    protected abstract Rule[] Table { get; }

    /// <summary>What it can be told to do, besides what every kind can.</summary>
    protected virtual CommandKind[] Takes => [];

    /// <summary>What every kind can be told to do, then what this one can.</summary>
    public CommandKind[] Commands => commands ??= [.. CommandKind.Common, .. Takes];

    /// <summary>Null for what it cannot be told.</summary>
    public CommandKind? CommandOf(string verb) => Array.Find(Commands, one => one.Verb == verb);

    /// <summary>What can be set at it; ranges are our engineering defaults.</summary>
    public virtual Setting[] Settings => [];

    /// <summary>The rules of every kind, then its own.</summary>
    public RuleTable Rules => rules ??= new([.. OfEvery, .. Table]);

    /// <summary>Its controller has power of its own, so that it speaks on when all else is cut.</summary>
    public virtual bool SpeaksWithoutPower => false;

    /// <summary>The fact that tells of a use that worked; null where people use nothing.</summary>
    public virtual FactKind? UseFact => null;

    /// <summary>A value of each slot of which too steep a rise is dangerous; null for none.</summary>
    public virtual Field? Rising => null;

    /// <summary>What people are told of a condition; null when it is ordinary.</summary>
    public AlarmKind? AlarmOf(Condition condition) => Rules.Of(condition)?.Alarm;

    /// <summary>People may come to harm: it is shown before it is written.</summary>
    public bool IsDanger(Condition condition) => AlarmOf(condition)?.Severity == Severity.Critical;

    /// <summary>The fact, or hint, begins a condition that is a danger.</summary>
    public bool IsDanger(in Fact fact) => fact.Kind.Told() is (var condition, true) && IsDanger(condition);

    /// <summary>What of it can be held for a rider: the whole appliance, or each of its slots; null: nothing, and nobody need.</summary>
    public virtual Scope? Holdable => null;

    /// <summary>Whoever comes within his hold leaves it like this.</summary>
    public virtual bool IsUsed(Use use) => use is Use.Occupied or Use.Charging or Use.Finished;

    public abstract Use UseOf(Device device);

    public abstract Health HealthOf(Device device);

    /// <summary>What it says is wrong, for <see cref="StateOf"/>.</summary>
    protected const string Faulty = "fault";

    /// <summary>Nothing tells, for <see cref="StateOf"/>.</summary>
    public const string Unclear = "unknown";

    /// <summary>How it is, in its kind's own words; null where its slots say that.</summary>
    public virtual string? StateOf(Device device) => null;

    public virtual Use SlotUseOf(Device device, int slot) => Use.Unknown;

    public virtual Health SlotHealthOf(Device device, int slot) => Health.Ok;

    /// <summary>How many of what a rider comes for are free, busy, broken and unknown.</summary>
    public virtual Tally TallyOf(Device device) => Tally.Of(device.Status);

    private sealed class UnknownKind : Kind
    {
        public override Need? Need => null;

        protected override Rule[] Table => [];

        public override Use UseOf(Device device) => Use.Unknown;

        public override Health HealthOf(Device device) => Health.Ok;
    }
}
