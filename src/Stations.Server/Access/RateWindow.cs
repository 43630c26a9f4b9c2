namespace Stations.Server.Access;

/// <summary>At most so many per key and minute; 0: unlimited. Remembers one minute and a bounded number of keys.</summary>
public sealed class RateWindow(int perMinute, TimeProvider clock)
{
    /// <summary>Beyond them nobody new is let through until the minute is over.</summary>
    public const int MaxKeys = 100_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> taken = new(StringComparer.Ordinal);
    private long since = clock.GetTimestamp();

    public bool TryTake(string key)
    {
        if (perMinute == 0)
        {
            return true;
        }

        lock (gate)
        {
            if (clock.GetElapsedTime(since) >= Minute)
            {
                taken.Clear();
                since = clock.GetTimestamp();
            }

            var before = taken.GetValueOrDefault(key);
            if (before >= perMinute || (before == 0 && taken.Count >= MaxKeys))
            {
                return false;
            }

            taken[key] = before + 1;
            return true;
        }
    }

    /// <summary>What was taken in the same minute does not count after all.</summary>
    public void GiveBack(string key)
    {
        lock (gate)
        {
            if (taken.GetValueOrDefault(key) is > 0 and var before)
            {
                taken[key] = before - 1;
            }
        }
    }
}
