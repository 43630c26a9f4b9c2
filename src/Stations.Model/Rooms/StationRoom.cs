using Stations.Protocol;

namespace Stations.Model;

/// <summary>The station's own room: seats, people, mains.</summary>
public sealed class StationRoom : Kind
{
    public override Need? Need => Model.Need.Rest;

    public override IReadOnlyList<Rule> Rules { get; } = [Rule.While(Condition.MainsLost, Field.MainsOk, value: false)];

    public override Use UseOf(Device device) => device.Values.Number(Field.SeatsFree) switch
    {
        null => Use.Unknown,
        <= 0 => Use.Occupied,
        _ => Use.Free,
    };

    public override Health HealthOf(Device device) => device.Holds(Condition.MainsLost) ? Health.Degraded : Health.Ok;

    /// <summary>Seats rather than rooms.</summary>
    public override Tally TallyOf(Device device)
    {
        if (device.Status is not (PublicStatus.Available or PublicStatus.Charging))
        {
            return Tally.Of(device.Status);
        }

        var free = (int)Math.Clamp(device.Values.Number(Field.SeatsFree) ?? 0, 0, 10_000);
        var total = (int)Math.Clamp(device.Values.Number(Field.SeatsTotal) ?? free, free, 10_000);
        return new Tally(free, total - free, 0, 0);
    }
}
