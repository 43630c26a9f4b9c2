using DeviceSimulators.Devices;
using Stations.Protocol;

namespace DeviceSimulators;

/// <summary>
/// What one appliance tells, and when: states at the tick in which they change and every 300 s, readings that left their
/// dead-band once per look, and every reading each 30 s. The two periods are wall time, whatever the speed.
/// </summary>
public sealed class Reporter(Appliance appliance)
{
    public const long HeartbeatMilliseconds = 30_000;
    public const long StateMilliseconds = 300_000;

    private readonly Dictionary<(Field Field, int Slot), Sample> readings = [];
    private long heartbeatDue = long.MaxValue;
    private long statesDue = long.MaxValue;

    public BirthDevice Description => appliance.Description;

    public Appliance Appliance => appliance;

    /// <summary>Everything, for a birth; the retained states follow it.</summary>
    public Sample[] TellAll(long ts)
    {
        readings.Clear();
        heartbeatDue = ts + HeartbeatMilliseconds;
        statesDue = ts;
        return [.. appliance.Repeat()];
    }

    /// <summary>Lives until <paramref name="virtualNow"/>.</summary>
    /// <returns>The states, if one of them changed.</returns>
    public Sample[]? Step(DateTimeOffset virtualNow, long ts)
    {
        var stateChanged = false;
        foreach (var change in appliance.Advance(virtualNow))
        {
            if (IsState(change))
            {
                stateChanged = true;
            }
            else
            {
                readings[(change.Field, change.Slot)] = change;
            }
        }

        return stateChanged ? TellStates(ts) : null;
    }

    /// <returns>The states, if it is time to repeat them.</returns>
    public Sample[]? StatesDue(long ts) => ts >= statesDue ? TellStates(ts) : null;

    /// <returns>The readings that moved or are due, if any.</returns>
    public Sample[]? ReadingsDue(long ts)
    {
        var isHeartbeat = ts >= heartbeatDue;
        if (readings.Count == 0 && !isHeartbeat)
        {
            return null;
        }

        Sample[] due = isHeartbeat ? [.. appliance.Repeat().Where(sample => !IsState(sample))] : [.. readings.Values];
        readings.Clear();
        heartbeatDue = isHeartbeat ? ts + HeartbeatMilliseconds : heartbeatDue;
        return due;
    }

    private Sample[] TellStates(long ts)
    {
        statesDue = ts + StateMilliseconds;
        return [.. appliance.Tells().Where(IsState)];
    }

    private static bool IsState(Sample sample) => Fields.Type(sample.Field) != FieldType.Number;
}
