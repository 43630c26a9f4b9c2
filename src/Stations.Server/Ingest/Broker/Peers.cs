using Stations.Protocol;

namespace Stations.Server.Ingest.Broker;

/// <summary>
/// Which servers are there, by their retained word on <c>wn/1/STATE/{server}</c>, and whose sessions at the broker this one looks after. A broker
/// that goes on giving an absent server its share of the messages (Mosquitto does) keeps them in its session: somebody must fetch them.
/// All servers hear the same words, so all agree without asking one another.
/// </summary>
internal sealed class Peers(string own, TimeProvider clock, ILogger log)
{
    public const string StatePrefix = $"{Topics.Root}{Topics.State}/";
    public const int MaxServers = 1000;

    /// <summary>A restart takes less.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, (bool IsOnline, long Since)> servers = new(StringComparer.Ordinal);

    public void Heard(string topic, ReadOnlySpan<byte> payload)
    {
        var server = topic[StatePrefix.Length..];
        if (server == own || !Segment.IsValid(server) || !Conn.TryParse(payload, out var state, out _, out _))
        {
            return;
        }

        lock (gate)
        {
            if (servers.TryGetValue(server, out var known) ? known.IsOnline != state.Online : servers.Count < MaxServers)
            {
                servers[server] = (state.Online, clock.GetTimestamp());
                log.LogInformation("{Server} is {There} the broker", server, state.Online ? "at" : "away from");
            }
        }
    }

    /// <summary>Of all servers that are present this one speaks to the device, or of the station. While they do not agree yet, several do or none; what is not heard is said again.</summary>
    public bool Speaks(string of)
    {
        lock (gate)
        {
            string[] present = [own, .. servers.Where(server => server.Value.IsOnline).Select(server => server.Key)];
            Array.Sort(present, StringComparer.Ordinal);
            var hash = of.Aggregate(17u, (sum, letter) => unchecked((sum * 31) + letter));
            return present[hash % (uint)present.Length] == own;
        }
    }

    /// <summary>The absent servers that this one stands in for: all of them if its name is the first of those present, none otherwise.</summary>
    public IReadOnlyList<string> Absent()
    {
        lock (gate)
        {
            return servers.Any(server => server.Value.IsOnline && string.CompareOrdinal(server.Key, own) < 0)
                ? []
                : [.. servers.Where(server => !server.Value.IsOnline && clock.GetElapsedTime(server.Value.Since) >= Patience).Select(server => server.Key)];
        }
    }
}
