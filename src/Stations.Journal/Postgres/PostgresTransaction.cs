using System.Globalization;
using System.Text;
using Npgsql;
using static Stations.Journal.Postgres.Sql;

namespace Stations.Journal.Postgres;

/// <summary>
/// One try of a batch's work. Statements gather and go out together; only what must answer at once goes out at once. The answer to a state's
/// tag is assumed to be yes, as it nearly always is: if it was not, <see cref="Assumed"/> turns false and the work has to be done again carefully.
/// </summary>
internal sealed class PostgresTransaction(NpgsqlConnection connection, int server, bool isShared, bool careful) : IJournalTransaction
{
    private const int TrimRows = 64;

    private const string InsertState =
        "INSERT INTO stations.grain_state (key, name, etag, crc, data) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (key, name) DO NOTHING";

    private const string UpdateState =
        "UPDATE stations.grain_state SET etag = $3, crc = $4, data = $5 WHERE key = $1 AND name = $2 AND etag = $3 - 1";

    private readonly List<NpgsqlBatchCommand> waiting = [];
    private readonly List<NpgsqlBatchCommand> tagged = [];

    /// <summary>All that was assumed was true so far.</summary>
    public bool Assumed { get; private set; } = true;

    public void Save(IReadOnlyCollection<Snapshot> snapshots)
    {
        ReadOnlyMemory<byte>[] keys = [.. snapshots.Select(one => one.Key)];
        waiting.Add(Statement(
            """
            INSERT INTO stations.snapshot AS stored (key, key_crc, position, crc, gone, state)
            SELECT DISTINCT ON (k) k, kc, p, c, length(s) = 0, s FROM unnest($1, $2, $3, $4, $5) WITH ORDINALITY AS u (k, kc, p, c, s, n) ORDER BY k, p DESC, n DESC
            ON CONFLICT (key) DO UPDATE SET position = excluded.position, crc = excluded.crc, gone = excluded.gone, state = excluded.state
            WHERE excluded.position >= stored.position
            """,
            Parameter(keys),
            Parameter([.. snapshots.Select(one => Checksums.Key(one.Key.Span))]),
            Parameter([.. snapshots.Select(one => one.Position)]),
            Parameter([.. snapshots.Select(one => Checksums.Snapshot(one.Key.Span, one.Position, one.State.Span))]),
            Parameter([.. snapshots.Select(one => one.State)])));
        if (isShared)
        {
            waiting.Add(Statement(
                "UPDATE stations.holder SET servers = ARRAY[$1::integer] WHERE key = ANY ($2) AND servers[array_upper(servers, 1)] = $1 AND array_length(servers, 1) > 1",
                Parameter((long)server), Parameter(keys)));
        }
    }

    public bool Trim(long position)
    {
        var rows = Statement(
            """
            DELETE FROM stations.journal WHERE first IN (
                SELECT first FROM stations.journal WHERE server = $3 AND first > (SELECT trimmed FROM stations.server WHERE id = $3) AND first + count - 1 <= $1
                    AND first < (SELECT max(first) FROM stations.journal WHERE server = $3) ORDER BY first LIMIT $2)
                AND server = $3
            """,
            Parameter(position), Parameter(TrimRows), Parameter((long)server));
        var note = Statement(
            """
            UPDATE stations.server SET trimmed = coalesce((SELECT min(first) - 1 FROM stations.journal WHERE server = $1 AND first > trimmed), trimmed)
            WHERE id = $1
            """,
            Parameter((long)server));
        // Only what was trimmed: a record in a row that stayed would otherwise bring its key back at the next start.
        var keys = Statement(
            """
            DELETE FROM stations.snapshot WHERE key IN (
                SELECT key FROM stations.snapshot WHERE gone AND position <= (SELECT min(trimmed) FROM stations.server) LIMIT $1)
            """,
            Parameter(TrimRows));
        waiting.AddRange([rows, note, keys]);
        Flush();
        return rows.Rows == TrimRows || keys.Rows == TrimRows;
    }

    public string? WriteState(string key, string name, byte[]? data, string? expected)
    {
        var current = 0L;
        if (expected is not null && !long.TryParse(expected, NumberStyles.None, CultureInfo.InvariantCulture, out current))
        {
            return null;
        }

        var next = current + 1;
        var write = Write(expected is null ? InsertState : UpdateState, new SavedState(key, name, next, data));
        if (careful)
        {
            Flush();
            return write.Rows == 1 ? Checksums.ETagText(next) : null;
        }

        tagged.Add(write);
        return Checksums.ETagText(next);
    }

    public void RestoreState(SavedState state) => Write(
        InsertState.Replace("NOTHING", "UPDATE SET etag = $3, crc = $4, data = $5", StringComparison.Ordinal), state);

    public void StartAfter(long position) =>
        waiting.Add(Statement("UPDATE stations.server SET trimmed = $1, last = greatest(last, $1) WHERE id = $2", Parameter(position), Parameter((long)server)));

    /// <summary>Sends what has gathered, in order, in one round trip.</summary>
    public void Flush()
    {
        if (waiting.Count == 0)
        {
            return;
        }

        using var batch = new NpgsqlBatch(connection);
        foreach (var statement in waiting)
        {
            batch.BatchCommands.Add(statement);
        }

        batch.ExecuteNonQuery();
        Assumed &= tagged.TrueForAll(write => write.Rows == 1);
        waiting.Clear();
        tagged.Clear();
    }

    private NpgsqlBatchCommand Write(string sql, SavedState state)
    {
        var write = Statement(
            sql, Parameter(Encoding.UTF8.GetBytes(state.Key)), Parameter(Encoding.UTF8.GetBytes(state.Name)), Parameter(state.ETag),
            Parameter(Checksums.State(state.Key, state.Name, state.ETag, state.Data)), Parameter(state.Data));
        waiting.Add(write);
        return write;
    }
}
