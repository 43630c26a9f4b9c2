using DeviceSimulators.Devices;
using Stations.Protocol;

namespace DeviceSimulators;

/// <summary>
/// What one appliance tells, and when: states at the tick in which they change and every 300 s, readings that left their
/// dead-band once per look, and its own readings when it was silent for 30 s. The two periods are wall time, whatever the speed.
/// </summary>
public sealed class Reporter(Appliance appliance)
{
    public const long HeartbeatMilliseconds = 30_000;
    public const long StateMilliseconds = 300_000;

    private readonly Dictionary<(Field Field, int Slot), Sample> readings = [];
    private long lastTold;
    private long lastState;

    public BirthDevice Description => appliance.Description;

    /// <summary>Everything, for a birth. It counts as told.</summary>
    public Sample[] TellAll(long ts)
    {
        readings.Clear();
        lastTold = lastState = ts;
        return [.. appliance.Truth()];
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

        return stateChanged || ts - lastState >= StateMilliseconds ? TellStates(ts) : null;
    }

    /// <returns>The readings that are due, if any.</returns>
    public Sample[]? Readings(long ts)
    {
        if (readings.Count == 0 && ts - lastTold < HeartbeatMilliseconds)
        {
            return null;
        }

        Sample[] due = readings.Count > 0 ? [.. readings.Values] : [.. appliance.Truth().Where(sample => sample.Slot == 0 && !IsState(sample))];
        readings.Clear();
        lastTold = ts;
        return due;
    }

    private Sample[] TellStates(long ts)
    {
        lastTold = lastState = ts;
        return [.. appliance.Truth().Where(IsState)];
    }

    private static bool IsState(Sample sample) => Fields.Type(sample.Field) != FieldType.Number;
}
