using System.Data.Common;
using System.Text;
using Npgsql;
using static Stations.Journal.Postgres.Sql;

namespace Stations.Journal.Postgres;

/// <summary>How far a server's journal reaches.</summary>
/// <param name="Trimmed">The records up to this one are there no longer.</param>
/// <param name="Last">The last record; <paramref name="Trimmed"/> if there is none.</param>
/// <param name="Commits">How often it has written or trimmed anything.</param>
internal readonly record struct Reach(int Server, long Trimmed, long Last, long Commits);

/// <summary>Rows of <c>stations.journal</c>, of any server.</summary>
internal static class JournalRows
{
    public static List<Reach> Servers(NpgsqlConnection connection, int? except) => connection.Rows(
        "SELECT id, trimmed, last, commits FROM stations.server WHERE id <> $1",
        row => new Reach(row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)),
        Parameter(except ?? -1L));

    public static void ReadSnapshots(NpgsqlConnection connection, PostgresAddress address, Action<Recovered> found)
    {
        using var command = new NpgsqlCommand("SELECT key, position, crc, state FROM stations.snapshot", connection) { CommandTimeout = 0 };
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            found(Checksums.Verified($"{address}", rows.GetFieldValue<byte[]>(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetFieldValue<byte[]>(3)));
        }
    }

    /// <summary>The server's records after a position at which a commit ends.</summary>
    /// <returns>The position at which the last of them ends; null when the next of them is there no longer.</returns>
    /// <exception cref="JournalException">A row does not match its checksum.</exception>
    public static long? Read(NpgsqlConnection connection, PostgresAddress address, int server, long after, int? maxCommits, Action<CommittedRecord> found)
    {
        using var command = new NpgsqlCommand(
            "SELECT first, count, crc, records FROM stations.journal WHERE server = $1 AND first > $2 ORDER BY first LIMIT $3", connection)
        {
            Parameters = { Parameter((long)server), Parameter(after), Parameter((long?)maxCommits) },
        };
        using var rows = command.ExecuteReader();
        var records = new List<CommittedRecord>();
        while (rows.Read())
        {
            var (first, count, row) = (rows.GetInt64(0), rows.GetInt64(1), rows.GetFieldValue<byte[]>(3));
            if (first != after + 1)
            {
                return null;
            }

            records.Clear();
            if (!Checksums.Unpack(first, count, rows.GetInt64(2), row, after, records))
            {
                throw Damaged(address, $"in stations.journal the row of records {first} to {first + count - 1} of server {server} does not match its checksum");
            }

            records.FindAll(record => !record.Key.IsEmpty).ForEach(found);
            after = first + count - 1;
        }

        return after;
    }

    public static Dictionary<string, StoredState> States(NpgsqlConnection connection, PostgresAddress address, string name) => connection.Rows(
        "SELECT key, name, etag, crc, data FROM stations.grain_state WHERE name = $1 AND data IS NOT NULL",
        row => ToState(row, address), Parameter(Encoding.UTF8.GetBytes(name))).ToDictionary(
            state => state.Key, state => new StoredState(state.Data, Checksums.ETagText(state.ETag)), StringComparer.Ordinal);

    /// <param name="row">key, name, etag, crc, data.</param>
    /// <param name="address">Where it is.</param>
    /// <exception cref="JournalException">It does not match its checksum.</exception>
    public static SavedState ToState(DbDataReader row, PostgresAddress address)
    {
        var (key, name) = (Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(0)), Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(1)));
        var (etag, crc, data) = (row.GetInt64(2), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4));
        return crc == Checksums.State(key, name, etag, data)
            ? new SavedState(key, name, etag, data)
            : throw Damaged(address, $"in stations.grain_state the state {name} of {key} does not match its checksum");
    }

    public static JournalException Damaged(PostgresAddress address, string what) =>
        new(JournalFault.Damaged, $"{address} is damaged: {what}. Nothing was changed; restore the database from a backup.");
}
