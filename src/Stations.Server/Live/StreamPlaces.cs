using System.Diagnostics.Metrics;
using Stations.Server.Configuration;

namespace Stations.Server.Live;

/// <summary>How many live streams may be open at a time; who finds no place is counted and asked to come back.</summary>
public sealed class StreamPlaces
{
    /// <summary>Unless the options say otherwise: twice the riders that come back at once after a restart.</summary>
    public const int Usual = 20_000;

    private readonly int most;
    private readonly Counter<long> refused;
    private int taken;

    public StreamPlaces(ServerOptions options, IMeterFactory meters)
    {
        most = options.Streams;
        refused = meters.Create("Stations.Server").CreateCounter<long>("stations_stream_refused", description: "Live streams refused because too many were open.");
    }

    /// <summary>Whoever gets true calls <see cref="Leave"/> once.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref taken) <= most)
        {
            return true;
        }

        Leave();
        refused.Add(1);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref taken);
}
