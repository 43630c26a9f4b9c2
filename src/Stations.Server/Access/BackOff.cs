namespace Stations.Server.Access;

/// <summary>
/// Some tries are free; each that fails after them shuts the key for twice as long as the one before, up to <see cref="Longest"/>. A success, or
/// an hour without a try, makes all well again. Remembers a bounded number of keys.
/// </summary>
/// <param name="free">Failures before the first wait. 0: there is never a wait.</param>
public sealed class BackOff(int free, TimeProvider clock)
{
    /// <summary>Beyond them nobody new is let through until old ones are forgotten.</summary>
    public const int MaxKeys = 100_000;

    public static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Tries> tries = new(StringComparer.OrdinalIgnoreCase);

    private readonly record struct Tries(int Failed, long At, TimeSpan Wait);

    /// <summary>Zero: go on, and it counts as failed until <see cref="GiveBack"/> or <see cref="Forget"/>. Otherwise how long to wait.</summary>
    public TimeSpan Take(string key)
    {
        if (free == 0)
        {
            return TimeSpan.Zero;
        }

        lock (gate)
        {
            var known = tries.GetValueOrDefault(key);
            var since = clock.GetElapsedTime(known.At);
            if (known.Failed > 0 && since < known.Wait)
            {
                return known.Wait - since;
            }

            if (known.Failed == 0 && tries.Count >= MaxKeys && !Sweep())
            {
                return First;
            }

            var failed = known.Failed > 0 && since < Memory ? known.Failed + 1 : 1;
            tries[key] = new(failed, clock.GetTimestamp(), WaitAfter(failed));
            return TimeSpan.Zero;
        }
    }

    /// <summary>The last try does not count after all.</summary>
    public void GiveBack(string key)
    {
        lock (gate)
        {
            if (!tries.TryGetValue(key, out var known))
            {
                return;
            }

            if (known.Failed == 1)
            {
                tries.Remove(key);
            }
            else
            {
                tries[key] = known with { Failed = known.Failed - 1, Wait = WaitAfter(known.Failed - 1) };
            }
        }
    }

    /// <summary>It was right.</summary>
    public void Forget(string key)
    {
        lock (gate)
        {
            tries.Remove(key);
        }
    }

    private TimeSpan WaitAfter(int failed) =>
        failed < free ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(failed - free, 10)));

    private bool Sweep()
    {
        foreach (var (key, _) in tries.Where(one => clock.GetElapsedTime(one.Value.At) >= Memory).ToList())
        {
            tries.Remove(key);
        }

        return tries.Count < MaxKeys;
    }
}
