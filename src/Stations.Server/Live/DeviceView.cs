using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Server.Live;

/// <summary>One appliance as everybody may see it: four axes, the one public word, and how old all that is.</summary>
/// <param name="Id">district:node:device</param>
/// <param name="Station">district:station</param>
/// <param name="Safety">Latched by smoke, a fired extinguisher or a leakage trip until a person has looked.</param>
/// <param name="Confidence">"low" while the device is stale, doubted or has a wrong clock; "none" while its status is UNKNOWN.</param>
/// <param name="Reason">Why the status is what it is; where it is not to be trusted fully, why not.</param>
/// <param name="State">How it is in the words of its kind; absent where its slots say that.</param>
/// <param name="ReportedAt">Server time of the last live message; null before the first.</param>
/// <param name="ClockSuspect">The device's clock is more than 120 s away from the server's.</param>
/// <param name="Urgency">How much it needs a person.</param>
/// <param name="Free">Slots, seats or places that are free now, power banks that can be borrowed.</param>
/// <param name="ReservedUntil">Until when all of it is held for somebody.</param>
/// <param name="Values">The latest values by their names on the wire; the unit is in the name.</param>
/// <param name="Slots">The doors of a charging cabinet, holes of a power-bank cabinet, ports of a socket pile, kinds of item in a medicine kit.</param>
/// <param name="Interlock">What the server does by itself while a critical alarm holds.</param>
public sealed record DeviceView(
    string Id,
    string Station,
    [property: AllowedValues(
        "station", "charging_cabinet", "water_cooler", "parking_spot", "love_fridge", "microwave", "air_conditioner", "power_bank_cabinet", "medicine_kit",
        "parking_area", "socket_pile", "unknown")] string Kind,
    string Name,
    Connection Connection,
    Health Health,
    Admin Admin,
    bool Safety,
    Use Use,
    PublicStatus Status,
    Confidence Confidence,
    StatusReason Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? State,
    DateTimeOffset? ReportedAt,
    bool ClockSuspect,
    Urgency Urgency,
    int Free,
    int Total,
    JsonObject Values,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ReservedUntil,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<SlotView>? Slots,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<InterlockStepView>? Interlock)
{
    internal static DeviceView Of(DeviceItem item) => Of(item.Device, item.Pace);

    internal static DeviceView Of(Device device, ReadOnlySpan<ChargePace> pace = default)
    {
        var axes = device.Axes;
        var (tally, word) = (device.Kind.TallyOf(device), device.Word);
        return new(
            device.Info.Id.ToString(),
            device.Info.Station.ToString(),
            device.Info.Kind.Word(),
            device.Info.Name,
            axes.Connection,
            axes.Health,
            axes.Admin,
            axes.Safety,
            axes.Use,
            word.Status,
            word.Confidence,
            word.Reason,
            device.State,
            Instants.Of(device.ReportedAt),
            device.ClockSuspect,
            Urgencies.Of(axes, device.ClockSuspect),
            tally.Free,
            tally.Total,
            ValuesOf(device),
            Instants.Of(device.HoldOn(0)?.Until ?? 0),
            device.Info.Slots == 0 ? null : SlotsOf(device, pace),
            InterlockStepView.Of(device));
    }

    private static SlotView[] SlotsOf(Device device, ReadOnlySpan<ChargePace> pace)
    {
        var slots = new SlotView[device.Info.Slots];
        for (var slot = 1; slot <= slots.Length; slot++)
        {
            slots[slot - 1] = SlotView.Of(device, slot, slot <= pace.Length ? pace[slot - 1] : default);
        }

        return slots;
    }

    private static JsonObject ValuesOf(Device device)
    {
        var values = new JsonObject();
        foreach (var sample in device.Values.Samples())
        {
            if (sample.Slot == 0)
            {
                values[Fields.Name(sample.Field)] = Fields.Type(sample.Field) switch
                {
                    FieldType.Flag => JsonValue.Create(sample.Number != 0),
                    FieldType.Text => JsonValue.Create(sample.Text),
                    _ => JsonValue.Create(sample.Number),
                };
            }
        }

        return values;
    }
}

/// <summary>One door of a charging cabinet, hole, port or kind of item.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Confidence">"low" while the device is stale, it or the slot is doubted, or the clock is wrong; "none" while the status is UNKNOWN.</param>
/// <param name="Reason">Why the status is what it is; where it is not to be trusted fully, why not.</param>
/// <param name="Since">When the door was opened or the battery put in, whichever is the case.</param>
/// <param name="ChargePercent">State of charge, 0 to 100.</param>
/// <param name="FullAt">When the battery is expected to be full, where its pace has been measured.</param>
/// <param name="Full">The same with how far that may be off.</param>
/// <param name="ReservedUntil">Until when it is held for somebody.</param>
/// <param name="Item">What lies there, in a medicine kit.</param>
/// <param name="Stock">How many of it.</param>
/// <param name="ExpiryDays">Days until it expires; negative once it has.</param>
public sealed record SlotView(
    int Number,
    Use Use,
    PublicStatus Status,
    Confidence Confidence,
    StatusReason Reason,
    Health Health,
    DateTimeOffset? Since,
    double? ChargePercent,
    double? PowerWatts,
    double? TemperatureCelsius,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? FullAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FullTimeView? Full,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ReservedUntil,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Item,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Stock,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? ExpiryDays)
{
    internal static SlotView Of(Device device, int slot, ChargePace pace)
    {
        var (axes, word) = (device.SlotAxes(slot), device.WordOf(slot));
        var since = Conditions.Since(device.Holding, Condition.DoorOpen, slot) ?? Conditions.Since(device.Holding, Condition.BatteryPresent, slot);
        return new(
            slot,
            axes.Use,
            word.Status,
            word.Confidence,
            word.Reason,
            axes.Health,
            since is { } at ? Instants.Of(at) : null,
            device.Values.Number(Field.BatteryChargePct, slot),
            device.Values.Number(Field.PowerW, slot),
            device.Values.Number(Field.TemperatureC, slot) ?? device.Values.Number(Field.BatteryTemperatureC, slot),
            Instants.Of(pace.FullAt),
            FullTimeView.Of(pace.Range),
            Instants.Of(device.HoldOn(slot)?.Until ?? 0),
            device.Values.Text(Field.Sku, slot),
            device.Values.Number(Field.Stock, slot),
            device.Values.Number(Field.ExpiryD, slot));
    }
}

internal static class Instants
{
    /// <summary>Epoch milliseconds as a time; null for 0, which stands for never.</summary>
    public static DateTimeOffset? Of(long milliseconds) => milliseconds == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
