using Npgsql;
using Stations.Grains;
using Stations.Journal;
using Stations.Model;
using Stations.Server.Configuration;

namespace Stations.Server.Cluster;

/// <summary>What operators and gateways say of stations, whichever server they said it to: from the states of the station grains. One thread at a time.</summary>
internal sealed class Descriptions(ServerOptions options)
{
    /// <summary>Stations that are read; the name is that of their state.</summary>
    private const string Stations = "SELECT id, version, payload FROM grain_state WHERE service = $1 AND type = 'station' AND payload IS NOT NULL";

    private readonly StateJson json = new();
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);

    /// <summary>Those that are new or changed since the last call. One query, some 400 bytes a station.</summary>
    /// <exception cref="JournalException">The database cannot be asked now.</exception>
    public IEnumerable<StationInfo> ReadChanged()
    {
        try
        {
            using var connection = new NpgsqlConnection(options.Store!.InSchema(OrleansSchema.Name));
            connection.Open();
            using var command = new NpgsqlCommand(Stations, connection) { Parameters = { new() { Value = options.Place.Service } } };
            using var rows = command.ExecuteReader();
            var changed = new List<StationInfo>();
            while (rows.Read())
            {
                var (id, version) = (rows.GetString(0), rows.GetInt32(1));
                if (known.GetValueOrDefault(id) != version)
                {
                    known[id] = version;
                    changed.AddRange(json.Deserialize<StationState>(new BinaryData(rows.GetFieldValue<byte[]>(2))).Info is { } info ? [info] : []);
                }
            }

            return changed;
        }
        catch (Exception error) when (options.Store!.Explain(error) is not null)
        {
            throw options.Store!.Explain(error)!;
        }
    }
}
