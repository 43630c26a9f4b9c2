namespace Stations.Server.Ingest.Broker;

/// <summary>Pauses that double from <paramref name="first"/> to <paramref name="longest"/>, each between half and all of that. Any thread.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, int seed)
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);

    /// <param name="failures">How many there were before this one.</param>
    public TimeSpan Pause(int failures)
    {
        var full = first * Math.Pow(2, Math.Min(failures, 30));
        lock (gate)
        {
            return (full < longest ? full : longest) * (0.5 + (random.NextDouble() / 2));
        }
    }
}
