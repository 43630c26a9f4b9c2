using System.Text.Json;
using Stations.Grains;
using Stations.Journal;
using Stations.Model;

namespace Stations.Server.Cluster;

/// <summary>What operators and gateways say of stations, whichever server they said it to: from the states of the station grains. One thread at a time.</summary>
internal sealed class Descriptions(Lazy<JournalReader> journals)
{
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);

    /// <summary>Those that are new or changed since the last call. One query, some 400 bytes a station.</summary>
    /// <exception cref="JournalException">The database cannot be asked now.</exception>
    public IEnumerable<StationInfo> ReadChanged()
    {
        foreach (var (station, state) in journals.Value.States("station"))
        {
            if (known.GetValueOrDefault(station) == state.ETag)
            {
                continue;
            }

            known[station] = state.ETag!;
            if (JsonSerializer.Deserialize(state.Data, GrainsJson.Default.StationState)?.Info is { } info)
            {
                yield return info;
            }
        }
    }
}
