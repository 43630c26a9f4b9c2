using Stations.Protocol;

namespace Stations.Model;

/// <summary>药箱, AED: a door that anybody may open in need, and behind it items, one kind of item to a slot.</summary>
public sealed class MedicineKit : Kind
{
    public override Need? Need => null;

    protected override Rule[] Table { get; } =
    [
        Rule.While(Condition.DoorOpen, Field.Door, "open", "closed") with
        {
            Alarm = new("KIT_OPENED", Severity.Major, Remedies.Notify, "opened: the duty person at once", "closed", "[eng]"),
        },
        Rule.Reaches(Condition.BatteryLow, Field.BatteryPct, new(RaiseLow: 10, ClearLow: 20)) with
        {
            Alarm = new("BATTERY_LOW", Severity.Warning, Remedies.Notify, "≤ {RaiseLow} % left", "≥ {ClearLow} %", "[eng]"),
        },
        Rule.Reaches(Condition.ItemExpiring, Field.ExpiryD, new(RaiseLow: 30, ClearLow: 31)) with
        {
            Scope = Scope.Slots,
            Alarm = new("ITEM_EXPIRING", Severity.Warning, Remedies.Notify, "≤ {RaiseLow} days left", "≥ {ClearLow} days", "[eng]"),
        },
        Rule.Exceeds(Condition.ItemExpired, Field.ExpiryD, new(RaiseLow: 0, ClearLow: 0)) with
        {
            Scope = Scope.Slots,
            Alarm = new("ITEM_EXPIRED", Severity.Major, Remedies.Notify, "past its day", "replaced", "[eng]"),
        },
        new(
            Condition.StockLow,
            [Field.Stock, Field.StockMinimum],
            (in look) => look.Number(Field.Stock) < look.Number(Field.StockMinimum),
            (in look) => look.Number(Field.Stock) >= look.Number(Field.StockMinimum))
        {
            Scope = Scope.Slots,
            Alarm = new("ITEM_SHORT", Severity.Minor, Remedies.Notify, "fewer than its minimum", "as many again", "[eng]"),
        },
    ];

    protected override CommandKind[] Takes { get; } = [CommandKind.Siren, CommandKind.Light];

    public override Use UseOf(Device device) => device.Values.Text(Field.Door) switch
    {
        "closed" => Use.Free,
        "open" => Use.Opening,
        _ => Use.Unknown,
    };

    /// <summary>ready · low · expired · opened</summary>
    public override string StateOf(Device device) => device.Values.Text(Field.Door) switch
    {
        "open" => "opened",
        "closed" when Array.Exists(device.Holding, one => one.Condition == Condition.ItemExpired) => "expired",
        "closed" => Array.Exists(device.Holding, one => one.Condition is Condition.StockLow or Condition.BatteryLow) ? "low" : "ready",
        _ => Unclear,
    };

    /// <summary>However low, it is there to be opened.</summary>
    public override Health HealthOf(Device device) =>
        device.Holds(Condition.BatteryLow) || Array.Exists(device.Holding, one => one.Condition is Condition.ItemExpired or Condition.ItemExpiring or Condition.StockLow)
            ? Health.Degraded : Health.Ok;

    /// <summary>Free is an item that is there and whose days are known.</summary>
    public override Use SlotUseOf(Device device, int slot) => (device.Values.Number(Field.Stock, slot), device.Values.Number(Field.ExpiryD, slot)) switch
    {
        (<= 0, _) => Use.Occupied,
        (> 0, not null) => Use.Free,
        _ => Use.Unknown,
    };

    public override Health SlotHealthOf(Device device, int slot) => device switch
    {
        _ when device.Holds(Condition.ItemExpired, slot) => Health.Fault,
        _ when device.Holds(Condition.ItemExpiring, slot) || device.Holds(Condition.StockLow, slot) => Health.Degraded,
        _ => Health.Ok,
    };
}
