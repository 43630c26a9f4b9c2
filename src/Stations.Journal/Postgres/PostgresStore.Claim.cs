using Npgsql;
using static Stations.Journal.Postgres.Sql;

namespace Stations.Journal.Postgres;

internal sealed partial class PostgresStore
{
    /// <summary>A commit of the server that has a key may be under way; one that takes longer is of a server that hangs or was cut off.</summary>
    private const string ClaimPatience = "1500ms";

    /// <summary>
    /// Journals of other servers as far as they were read, until <see cref="Tidy"/>: claims come in bursts. Each is at most what lies between
    /// two checkpoints of its server.
    /// </summary>
    private readonly Dictionary<int, (Tail Tail, long End)> logs = [];

    public List<Recovered> Claim(IReadOnlyList<ClaimedKey> keys)
    {
        ReadOnlyMemory<byte>[] wanted = [.. keys.Select(one => one.Key)];
        var servers = Take(wanted);
        return reads.Read(connection =>
        {
            var snapshots = Snapshots(connection, wanted);
            lock (logs)
            {
                ReadLogs(connection, keys.SelectMany(key => WrittenBy(servers[key.Key], key)).Distinct());
                return keys.Select(key =>
                    snapshots.GetValueOrDefault(key.Key, new Recovered(key.Key, 0, default, [], Damage: null))
                        .With(Records(WrittenBy(servers[key.Key], key), key.Key.Span)) with { IsTakenOver = servers[key.Key].Length > 1 }).ToList();
            }
        });
    }

    /// <summary>That of server 0 stays, empty: a server that is alone would miss it.</summary>
    public bool Retire(IReadOnlyCollection<ReadOnlyMemory<byte>> keys)
    {
        try
        {
            var connection = session.Connection();
            using var transaction = connection.BeginTransaction();
            if (connection.Rows(
                "SELECT id FROM stations.server WHERE id = $1 AND epoch = $2 FOR UPDATE", row => row.GetInt32(0), Parameter((long)Server), Parameter(Ownership.Epoch)).Count == 0)
            {
                throw new JournalException(JournalFault.TakenOver, $"{address}: another server has taken over the journal of server {Server} since.");
            }

            var saved = connection.Rows(
                "SELECT count(*) FROM stations.holder WHERE key = ANY ($1) AND NOT $2 = ANY (servers)", row => row.GetInt64(0), Parameter([.. keys]), Parameter((long)Server))[0];
            if (saved < keys.Count)
            {
                return false;
            }

            connection.Run("DELETE FROM stations.journal WHERE server = $1", Parameter((long)Server));
            connection.Run(Server == 0 ? "UPDATE stations.server SET trimmed = last WHERE id = $1" : "DELETE FROM stations.server WHERE id = $1", Parameter((long)Server));
            transaction.Commit();
            return true;
        }
        catch (Exception error) when (PostgresFault.Is(error))
        {
            throw PostgresFault.Explain(address, error);
        }
    }

    public void Tidy()
    {
        lock (logs)
        {
            logs.Clear();
        }
    }

    /// <summary>The servers that may have written what the snapshot does not hold. This one saves what it lets go of, or knows that it did not.</summary>
    private static IEnumerable<int> WrittenBy(int[] servers, ClaimedKey key) => key.Unsaved > 0 ? servers : servers.Take(servers.Length - 1);

    /// <summary>Whose each key is now and was before: all are this server's afterwards, and that is durable.</summary>
    private Dictionary<ReadOnlyMemory<byte>, int[]> Take(ReadOnlyMemory<byte>[] wanted)
    {
        try
        {
            return reads.Read(connection => TryTake(connection, wanted));
        }
        catch (JournalException held) when (held.InnerException is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable })
        {
            // It asks again on a new connection, and is told then what was taken from it.
            reads.Read(connection => connection.Rows(
                $"""
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE xact_start < now() - interval '{ClaimPatience}' AND pid IN (
                    SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = {WritingSession.Space} AND objid > {WritingSession.FirstServer})
                """,
                row => row.GetBoolean(0)));
            return reads.Read(connection => TryTake(connection, wanted));
        }
    }

    private Dictionary<ReadOnlyMemory<byte>, int[]> TryTake(NpgsqlConnection connection, ReadOnlyMemory<byte>[] wanted)
    {
        using var transaction = connection.BeginTransaction();
        connection.Run($"SET LOCAL lock_timeout = '{ClaimPatience}'; SET LOCAL synchronous_commit = 'on'");
        var found = connection.Rows(
            "SELECT key, servers FROM stations.claim($1::integer, $2)", row => (Key: row.GetFieldValue<byte[]>(0), Servers: row.GetFieldValue<int[]>(1)),
            Parameter((long)Server), Parameter(wanted));
        transaction.Commit();
        return found.ToDictionary(one => new ReadOnlyMemory<byte>(one.Key), one => one.Servers, new KeyComparer());
    }

    private Dictionary<ReadOnlyMemory<byte>, Recovered> Snapshots(NpgsqlConnection connection, ReadOnlyMemory<byte>[] keys) =>
        connection.Rows(
            "SELECT key, position, crc, state FROM stations.snapshot WHERE key = ANY ($1)",
            row => Checksums.Verified($"{address}", row.GetFieldValue<byte[]>(0), row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3)),
            Parameter(keys)).ToDictionary(one => one.Key, new KeyComparer());

    /// <summary>The keys that other servers claimed since this one was told last, without those that it has claimed back.</summary>
    private List<byte[]> KeysTaken()
    {
        try
        {
            var connection = session.Connection();
            var known = session.Taken;
            session.Taken = connection.Ask<long>($"SELECT taken FROM stations.server WHERE id = {Server}");
            var keys = connection.Rows(
                """
                SELECT key FROM stations.taken JOIN stations.holder USING (key)
                WHERE server = $1 AND number > $2 AND number <= $3 AND servers[array_upper(servers, 1)] <> $1
                """,
                row => row.GetFieldValue<byte[]>(0), Parameter((long)Server), Parameter(known), Parameter(session.Taken));
            connection.Run("DELETE FROM stations.taken WHERE server = $1 AND number <= $2", Parameter((long)Server), Parameter(session.Taken));
            return keys;
        }
        catch (Exception error) when (PostgresFault.Is(error))
        {
            throw PostgresFault.Explain(address, error);
        }
    }

    private void ReadLogs(NpgsqlConnection connection, IEnumerable<int> servers)
    {
        foreach (var server in servers)
        {
            logs.Remove(server, out var log);
            var tail = log.Tail ?? new Tail();
            logs[server] = (tail, ReadLog(connection, server, log.End, tail));
        }
    }

    /// <summary>In order, whoever wrote them.</summary>
    private JournalRecord[] Records(IEnumerable<int> servers, ReadOnlySpan<byte> key)
    {
        var found = new List<JournalRecord>();
        foreach (var server in servers.Distinct())
        {
            found.AddRange(logs[server].Tail.Records(key) ?? []);
        }

        return [.. found.OrderBy(record => record.Position)];
    }

    private long ReadLog(NpgsqlConnection connection, int server, long end, Tail tail)
    {
        using var command = new NpgsqlCommand("SELECT first, count, crc, records FROM stations.journal WHERE server = $1 AND first > $2 ORDER BY first", connection)
        {
            Parameters = { Parameter((long)server), Parameter(end) },
        };
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var (first, count, records) = (rows.GetInt64(0), rows.GetInt64(1), rows.GetFieldValue<byte[]>(3));
            if (rows.GetInt64(2) != Checksums.Row(first, count, records) || !tail.Add(first, count, records))
            {
                throw Damaged($"in stations.journal the row of records {first} to {first + count - 1} of server {server} does not match its checksum");
            }

            end = first + count - 1;
        }

        return end;
    }
}
