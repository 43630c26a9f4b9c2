namespace Stations.Mqtt.Server;

/// <summary>At most so many per key and minute; 0: unlimited. Remembers one minute and a bounded number of keys.</summary>
internal sealed class RateWindow(int perMinute)
{
    private const int MostKeys = 100_000;
    private const long MinuteMilliseconds = 60_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> taken = new(StringComparer.Ordinal);
    private long windowStart;

    public bool TryTake(string key, long now)
    {
        if (perMinute == 0)
        {
            return true;
        }

        lock (gate)
        {
            Turn(now);
            int before = taken.GetValueOrDefault(key);
            taken[key] = before + 1;
            return before < perMinute;
        }
    }

    public bool IsUsedUp(string key, long now)
    {
        if (perMinute == 0)
        {
            return false;
        }

        lock (gate)
        {
            Turn(now);
            return taken.GetValueOrDefault(key) >= perMinute;
        }
    }

    private void Turn(long now)
    {
        if (now - windowStart < MinuteMilliseconds && taken.Count < MostKeys)
        {
            return;
        }

        taken.Clear();
        windowStart = now;
    }
}
