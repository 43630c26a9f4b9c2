using System.Data.Common;
using System.Text;
using Npgsql;

namespace Stations.Journal.Postgres;

internal sealed partial class PostgresStore
{
    private const string AllStates = "SELECT key, name, etag, crc, data FROM stations.grain_state";

    /// <exception cref="JournalException">Damaged; also when the journal does not reach as far as was acknowledged.</exception>
    public long ReadTail(Tail tail) => reads.Once(connection =>
    {
        CheckKeys(connection);
        CheckStates(connection);
        var (last, end) = HowFar(connection);
        if (end == IJournalTransaction.Unfinished)
        {
            throw new JournalException(JournalFault.Damaged,
                $"{address} was being filled from a backup when that broke off. Drop its schema stations and import again.");
        }

        using var command = new NpgsqlCommand("SELECT first, count, crc, records FROM stations.journal WHERE server = $1 ORDER BY first", connection)
        {
            Parameters = { Sql.Parameter((long)Server) },
        };
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var (first, count, records) = (rows.GetInt64(0), rows.GetInt64(1), rows.GetFieldValue<byte[]>(3));
            if (first != end + 1)
            {
                throw Damaged($"records {end + 1} to {first - 1} are missing from stations.journal");
            }

            if (rows.GetInt64(2) != Checksums.Row(first, count, records) || !tail.Add(first, count, records))
            {
                throw Damaged($"in stations.journal the row of records {first} to {first + count - 1} does not match its checksum");
            }

            end = first + count - 1;
        }

        return end == last ? last : throw Damaged($"stations.journal ends at record {end}, but record {last} was acknowledged");
    });

    public List<CommittedRecord> ReadAfter(long position, int maxBytes) => reads.Read(connection =>
    {
        // Each row says where the next begins, so no more of them are read than are wanted.
        using var command = new NpgsqlCommand(
            """
            WITH RECURSIVE portion AS (
                (SELECT first, count, crc, records, length(records)::bigint AS bytes FROM stations.journal
                 WHERE server = $3 AND first >= coalesce((SELECT max(first) FROM stations.journal WHERE server = $3 AND first <= $1), 0) AND first + count > $1
                 ORDER BY first LIMIT 1)
                UNION ALL
                SELECT next.first, next.count, next.crc, next.records, portion.bytes + length(next.records)
                FROM portion JOIN stations.journal next ON next.server = $3 AND next.first = portion.first + portion.count WHERE portion.bytes < $2)
            SELECT first, count, crc, records FROM portion
            """,
            connection)
        {
            Parameters = { Sql.Parameter(position + 1), Sql.Parameter(maxBytes), Sql.Parameter((long)Server) },
        };
        using var rows = command.ExecuteReader();
        var found = new List<CommittedRecord>();
        while (rows.Read())
        {
            var (first, count) = (rows.GetInt64(0), rows.GetInt64(1));
            if (!Checksums.Unpack(first, count, rows.GetInt64(2), rows.GetFieldValue<byte[]>(3), position, found))
            {
                throw Damaged($"in stations.journal the row of records {first} to {first + count - 1} does not match its checksum");
            }
        }

        return found;
    });

    public Recovered ReadSnapshot(ReadOnlySpan<byte> key)
    {
        var own = key.ToArray();
        return reads.Read(connection =>
        {
            using var command = new NpgsqlCommand("SELECT position, crc, state FROM stations.snapshot WHERE key = $1", connection) { Parameters = { Sql.Parameter(own) } };
            using var row = command.ExecuteReader();
            return row.Read()
                ? Checksums.Verified($"{address}", own, row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2))
                : new Recovered(own, 0, default, [], Damage: null);
        });
    }

    public IEnumerable<Recovered> ReadSnapshots() => reads.Stream(
        "SELECT key, position, crc, state FROM stations.snapshot ORDER BY key",
        row => Checksums.Verified($"{address}", row.GetFieldValue<byte[]>(0), row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3)));

    public StoredState ReadState(string key, string name) => reads.Read(connection =>
    {
        using var command = new NpgsqlCommand($"{AllStates} WHERE key = $1 AND name = $2", connection)
        {
            Parameters = { Sql.Parameter(Encoding.UTF8.GetBytes(key)), Sql.Parameter(Encoding.UTF8.GetBytes(name)) },
        };
        using var row = command.ExecuteReader();
        return row.Read() && ToState(row) is var state ? new StoredState(state.Data, Checksums.ETagText(state.ETag)) : new StoredState(Data: null, ETag: null);
    });

    public IEnumerable<SavedState> ReadStates() => reads.Stream($"{AllStates} ORDER BY key, name", ToState);

    public long CountAll() => reads.Read(connection => connection.Ask<long>(
        """
        SELECT (SELECT count(*) FROM stations.snapshot) + (SELECT coalesce(sum(count), 0)::bigint FROM stations.journal)
            + (SELECT count(*) FROM stations.grain_state)
        """));

    private (long Last, long Trimmed) HowFar(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT last, trimmed FROM stations.server WHERE id = $1", connection) { Parameters = { Sql.Parameter((long)Server) } };
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt64(0), row.GetInt64(1)) : default;
    }

    /// <summary>The checksum of a row guards what it holds, once it is found. These find what could no longer be found under a damaged key.</summary>
    private void CheckKeys(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT key, key_crc FROM stations.snapshot", connection);
        using var keys = command.ExecuteReader();
        while (keys.Read())
        {
            var key = keys.GetFieldValue<byte[]>(0);
            if (keys.GetInt64(1) != Checksums.Key(key))
            {
                throw Damaged($"in stations.snapshot the key \\x{Convert.ToHexStringLower(key)} does not match its checksum");
            }
        }
    }

    private void CheckStates(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(AllStates, connection);
        using var states = command.ExecuteReader();
        while (states.Read())
        {
            ToState(states);
        }
    }

    private SavedState ToState(DbDataReader row) => JournalRows.ToState(row, address);

    private JournalException Damaged(string what) => JournalRows.Damaged(address, what);
}
