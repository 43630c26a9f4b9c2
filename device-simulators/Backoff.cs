using DeviceSimulators.Devices;

namespace DeviceSimulators;

/// <summary>How long to wait before the next attempt: doubling from 0.5 s to 30 s, cut by up to a half so that nodes do not come back all at once.</summary>
public sealed class Backoff(Dice dice)
{
    private const double FirstSeconds = 0.5;
    private const double LongestSeconds = 30;
    private int failures;

    public TimeSpan Next() => TimeSpan.FromSeconds(Math.Min(LongestSeconds, FirstSeconds * Math.Pow(2, Math.Min(failures++, 10))) * dice.Between(0.5, 1));

    public void Reset() => failures = 0;
}
