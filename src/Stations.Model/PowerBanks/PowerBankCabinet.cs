using Stations.Protocol;

namespace Stations.Model;

/// <summary>充电宝柜: power banks for phones, each in its hole. Not what a rider with an e-bike battery comes for, so it adds nothing to charging.</summary>
public sealed class PowerBankCabinet : Kind
{
    public override Need? Need => null;

    public override FactKind? UseFact => FactKind.BatteryRemoved;

    protected override Rule[] Table { get; } =
    [
        Rule.While(Condition.BatteryPresent, Field.Present) with { Scope = Scope.Slots },
        Rule.While(Condition.SlotDisabled, Field.Enabled, value: false) with { Scope = Scope.Slots },
        Rule.Exceeds(Condition.SlotHot, Field.BatteryTemperatureC, new(Raise: 45, Clear: 40)) with
        {
            Scope = Scope.Slots,
            Alarm = new("BANK_HOT", Severity.Major, Remedies.StopSlot | Remedies.Notify, "> {Raise} °C", "≤ {Clear} °C", "[eng]"),
        },
        Rule.Reaches(Condition.PopFailing, Field.PopFailures, new(Raise: 3, Clear: 0)) with
        {
            Scope = Scope.Slots,
            Alarm = new("POP_FAILED", Severity.Minor, Remedies.DisableSlot | Remedies.Notify, "{Raise} failed pops in a row", "one that worked", "[eng]"),
        },
        Rule.While(Condition.Fault, Field.Fault) with
        {
            Scope = Scope.Slots,
            Alarm = new("FAULT", Severity.Major, Remedies.StopSlot | Remedies.Notify, "the hole says so", "it says that it works", "[eng]"),
        },
    ];

    protected override CommandKind[] Takes { get; } = [CommandKind.Pop, CommandKind.Enable, CommandKind.Disable, CommandKind.Light];

    public override Scope? Holdable => Scope.Slots;

    /// <summary>The bank that was held is out.</summary>
    public override bool IsUsed(Use use) => use == Use.Occupied;

    public override Use UseOf(Device device) => Slots.UseOf(device);

    public override Health HealthOf(Device device) => Health.Ok;

    /// <summary>Free is a bank that can be borrowed; in use is one that is out, or that charges yet.</summary>
    public override Use SlotUseOf(Device device, int slot) => (device.Values.Flag(Field.Present, slot), device.Values.Flag(Field.Rentable, slot)) switch
    {
        (false, _) => Use.Occupied,
        (_, true) => Use.Free,
        (true, false) => Use.Charging,
        _ => Use.Unknown,
    };

    public override Health SlotHealthOf(Device device, int slot) =>
        device.Holds(Condition.SlotHot, slot) || device.Holds(Condition.PopFailing, slot) || device.Holds(Condition.Fault, slot) ? Health.Fault : Health.Ok;

    public override Tally TallyOf(Device device) => Slots.TallyOf(device);
}
