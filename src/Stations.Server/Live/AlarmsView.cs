using System.Text.Json.Serialization;

namespace Stations.Server.Live;

/// <param name="Alarms">The house's own first, then the newest; at most 100.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record AlarmsView(IReadOnlyList<AlarmView> Alarms, int Total)
{
    /// <param name="alarms">All that is critical now.</param>
    /// <param name="withDetail">What the house's parts said, paths and addresses included: for operators.</param>
    internal static AlarmsView Of(AlarmBoard alarms, bool withDetail = false)
    {
        var (shown, total) = alarms.Present;
        return new([.. shown.Select(alarm => AlarmView.Of(alarm, withDetail))], total);
    }
}

/// <summary>Something critical that holds now.</summary>
/// <param name="Kind">smoke, extinguisher_fired or leakage_tripped of a device; or the part of the server that is in trouble, such as journal.</param>
/// <param name="Device">district:node:device; null for the server itself.</param>
/// <param name="Station">district:station</param>
/// <param name="Slot">The door of a charging cabinet; 0 for the appliance itself.</param>
/// <param name="Written">In the journal. Until then it is shown all the same, and would be lost with the server.</param>
/// <param name="Detail">What the part of the server said.</param>
public sealed record AlarmView(
    string Kind,
    string? Device,
    string? Station,
    string? Name,
    int Slot,
    DateTimeOffset? Since,
    bool Written,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail)
{
    internal static AlarmView Of(Alarm alarm, bool withDetail) => new(
        alarm.Kind,
        alarm.Device?.Id.ToString(),
        alarm.Device?.Station.ToString(),
        alarm.Device?.Name,
        alarm.Slot,
        Instants.Of(alarm.Since),
        alarm.IsWritten,
        withDetail ? alarm.Detail : null);
}
