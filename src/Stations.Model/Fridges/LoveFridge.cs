using Stations.Protocol;

namespace Stations.Model;

/// <summary>爱心冰柜: food and drink that people leave for riders, to be taken for nothing. Nobody is sent to one by a need.</summary>
public sealed class LoveFridge : Kind
{
    public override Need? Need => null;

    public override FactKind? UseFact => FactKind.DoorOpened;

    protected override Rule[] Table { get; } =
    [
        Rule.While(Condition.DoorOpen, Field.Door, "open", "closed"),
        Rule.While(Condition.DoorLeftOpen, Field.Door, "open", "closed") with
        {
            BeginsAfter = TimeSpan.FromSeconds(120),
            Alarm = new("FRIDGE_DOOR_OPEN", Severity.Minor, Remedies.Notify, "open", "closed", "[eng]"),
        },
        Rule.Exceeds(Condition.FoodTooWarm, Field.TemperatureC, new(Raise: 10, Clear: 8)) with
        {
            Lasts = TimeSpan.FromSeconds(900),
            Alarm = new("FOOD_TOO_WARM", Severity.Major, Remedies.Notify, "> {Raise} °C", "≤ {Clear} °C", "[eng]"),
        },
        new(Condition.StockLow, [Field.Stock, Field.StockFull], (in look) => LeftOf(look) <= look.Limits.RaiseLow, (in look) => LeftOf(look) >= look.Limits.ClearLow)
        {
            Limits = new(RaiseLow: 10, ClearLow: 20),
            Alarm = new("STOCK_LOW", Severity.Warning, Remedies.Notify, "≤ {RaiseLow} % left", "≥ {ClearLow} %", "[eng]"),
        },
        Rule.While(Condition.Fault, Field.Fault) with
        {
            Alarm = new("FAULT", Severity.Major, Remedies.Notify, "it says so", "it says that it works", "[eng]"),
        },
    ];

    protected override CommandKind[] Takes { get; } = [CommandKind.Cut, CommandKind.Light];

    public override Setting[] Settings { get; } = [Setting.Number("set_c", 1, 8)];

    /// <summary>Free while there is something in it.</summary>
    public override Use UseOf(Device device) => device.Values.Number(Field.Stock) switch
    {
        null => Use.Unknown,
        <= 0 => Use.Occupied,
        _ => Use.Free,
    };

    /// <summary>working · low · empty · fault</summary>
    public override string StateOf(Device device) => device.Values.Number(Field.Stock) switch
    {
        _ when device.Axes.Health == Health.Fault => Faulty,
        null => Unclear,
        <= 0 => "empty",
        _ => device.Holds(Condition.StockLow) ? "low" : "working",
    };

    /// <summary>What has been warm for long is not offered.</summary>
    public override Health HealthOf(Device device) => device switch
    {
        _ when device.Holds(Condition.FoodTooWarm) || device.Holds(Condition.Fault) => Health.Fault,
        _ when device.MayHold(Condition.FoodTooWarm) || device.Holds(Condition.DoorLeftOpen) || device.Holds(Condition.StockLow) => Health.Degraded,
        _ => Health.Ok,
    };

    /// <summary>Percent; null when it does not tell both numbers.</summary>
    private static double? LeftOf(in Look look) =>
        look.Number(Field.StockFull) is > 0 and var full && look.Number(Field.Stock) is { } stock ? 100 * stock / full : null;
}
