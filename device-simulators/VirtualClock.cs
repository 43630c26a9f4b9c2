namespace DeviceSimulators;

/// <summary>A clock that starts at <paramref name="from"/> and runs <paramref name="speed"/> times as fast as <paramref name="wall"/>.</summary>
public sealed class VirtualClock(TimeProvider wall, DateTimeOffset from, double speed)
{
    private readonly long started = wall.GetTimestamp();

    public DateTimeOffset Now => from + wall.GetElapsedTime(started) * speed;
}
