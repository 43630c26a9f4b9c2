using System.Text;
using Npgsql;
using Stations.Journal.Postgres;
using static Stations.Journal.Postgres.Sql;

namespace Stations.Journal.History;

public sealed partial class PostgresHistory
{
    /// <summary>A portion may be tens of megabytes for a busy disk, and nobody waits for it: too short a limit would send the same portion for ever.</summary>
    private const int LongestWriteSeconds = 120;

    public void Follow(long position, IEnumerable<Block> blocks, IEnumerable<HistoryEvent> events)
    {
        Send(
            Add([.. blocks]),
            Add([.. events]),
            Statement("UPDATE stations.progress SET position = $1, crc = $2 WHERE server = $3",
                Parameter(position), Parameter(HistoryChecksums.Position(position)), Parameter((long)ownership.Server)));
        Volatile.Write(ref this.position, position);
    }

    public void Change(IReadOnlyList<long> removed, IReadOnlyList<long> setAside, IReadOnlyList<Block> added) => Send(
        Statement("DELETE FROM stations.block WHERE id = ANY ($1)", Parameter([.. removed])),
        Statement("UPDATE stations.block SET kind = $2 WHERE id = ANY ($1)", Parameter([.. setAside]), Parameter((long)BlockKind.SetAside)),
        Add(added));

    public int Forget(BlockKind kind, long before, int most) => Delete(Statement(
        "DELETE FROM stations.block WHERE id IN (SELECT id FROM stations.block WHERE kind = $1 AND slot < $2 ORDER BY slot LIMIT $3)",
        Parameter((long)kind), Parameter(before), Parameter(most)));

    public int ForgetEvents(long before, int most) => Delete(Statement(
        """
        DELETE FROM stations.event WHERE (at, position, ordinal) IN (
            SELECT at, position, ordinal FROM stations.event WHERE at < $1 ORDER BY at, position, ordinal LIMIT $2)
        """,
        Parameter(before), Parameter(most)));

    private static NpgsqlBatchCommand Add(IReadOnlyList<Block> blocks) => Statement(
        """
        INSERT INTO stations.block (kind, slot, key, crc, bytes)
        SELECT k, s, y, c, b FROM unnest($1, $2, $3, $4, $5) WITH ORDINALITY AS u (k, s, y, c, b, n) ORDER BY n
        """,
        Parameter([.. blocks.Select(block => (long)block.Kind)]),
        Parameter([.. blocks.Select(block => block.Slot)]),
        Parameter([.. blocks.Select(block => block.Key)]),
        Parameter([.. blocks.Select(block => HistoryChecksums.Block(block.Slot, block.Key.Span, block.Bytes.Span))]),
        Parameter([.. blocks.Select(block => block.Bytes)]));

    private static NpgsqlBatchCommand Add(IReadOnlyList<HistoryEvent> events) => Statement(
        """
        INSERT INTO stations.event (at, position, ordinal, subject, place, area, kind, detail, crc, note)
        SELECT DISTINCT ON (t, p, o, s) t, p, o, s, l, a, k, d, c, m
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) WITH ORDINALITY AS u (t, p, o, s, l, a, k, d, c, m, n) ORDER BY t, p, o, s, n DESC
        ON CONFLICT (at, position, ordinal, subject) DO UPDATE SET
            place = excluded.place, area = excluded.area, kind = excluded.kind, detail = excluded.detail, crc = excluded.crc, note = excluded.note
        """,
        Parameter([.. events.Select(one => one.Key.At)]),
        Parameter([.. events.Select(one => one.Key.Position)]),
        Parameter([.. events.Select(one => (long)one.Key.Ordinal)]),
        Parameter([.. events.Select(one => Name(one.Subject))]),
        Parameter([.. events.Select(one => Name(one.Place))]),
        Parameter([.. events.Select(one => Name(one.Area))]),
        Parameter([.. events.Select(one => (long)one.Kind)]),
        Parameter([.. events.Select(one => (long)one.Detail)]),
        Parameter([.. events.Select(HistoryChecksums.Event)]),
        Parameter([.. events.Select(one => Name(one.Note))]));

    /// <summary>Bytes, because the database may have an encoding of its own.</summary>
    private static ReadOnlyMemory<byte> Name(string text) => Encoding.UTF8.GetBytes(text);

    private int Delete(NpgsqlBatchCommand delete)
    {
        Send(delete);
        return (int)delete.Rows;
    }

    /// <summary>One transaction in one round trip.</summary>
    private void Send(params ReadOnlySpan<NpgsqlBatchCommand> statements)
    {
        try
        {
            using var batch = new NpgsqlBatch(Writer()) { Timeout = LongestWriteSeconds };
            batch.BatchCommands.Add(Statement("SELECT stations.hold_progress($1::integer, $2)", Parameter((long)ownership.Server), Parameter(ownership.Epoch)));
            foreach (var statement in statements)
            {
                batch.BatchCommands.Add(statement);
            }

            batch.ExecuteNonQuery();
        }
        catch (Exception error) when (PostgresFault.Is(error))
        {
            throw PostgresFault.Explain(address, error);
        }
    }
}
