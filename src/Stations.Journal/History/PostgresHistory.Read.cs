using System.Data.Common;
using System.Text;
using Stations.Journal.Postgres;
using static Stations.Journal.Postgres.Sql;

namespace Stations.Journal.History;

public sealed partial class PostgresHistory
{
    private const string AllEvents = "SELECT at, position, ordinal, subject, place, area, kind, detail, crc, note FROM stations.event";

    public List<StoredBlock> Read(BlockKind kind, ReadOnlySpan<byte> key, long first, long last)
    {
        // A seek per slot, as the index has it; the planner would rather look at all keys of the slots.
        var own = key.ToArray();
        return reads.Read(connection => connection.Rows(
            """
            SELECT id, s, crc, bytes FROM generate_series($3, $4) s
            CROSS JOIN LATERAL (SELECT id, crc, bytes FROM stations.block WHERE kind = $1 AND slot = s AND key = $2 ORDER BY id) here ORDER BY s, id
            """,
            row =>
            {
                var (slot, bytes) = (row.GetInt64(1), row.GetFieldValue<byte[]>(3));
                return new StoredBlock(row.GetInt64(0), slot, row.GetInt64(2) == HistoryChecksums.Block(slot, own, bytes) ? bytes : null);
            },
            Parameter((long)kind), Parameter(own), Parameter(first), Parameter(last)));
    }

    public List<long> Slots(BlockKind kind, ReadOnlySpan<byte> key, long first, long last)
    {
        var own = key.ToArray();
        return reads.Read(connection => connection.Rows(
            """
            SELECT s FROM generate_series($3, $4) s
            CROSS JOIN LATERAL (SELECT FROM stations.block WHERE kind = $1 AND slot = s AND key = $2 LIMIT 1) here ORDER BY s
            """,
            row => row.GetInt64(0),
            Parameter((long)kind), Parameter(own), Parameter(first), Parameter(last)));
    }

    public List<Place> Places(BlockKind kind, long before, int most) => reads.Read(connection => connection.Rows(
        "SELECT DISTINCT slot, key FROM stations.block WHERE kind = $1 AND slot < $2 ORDER BY slot, key LIMIT $3",
        row => new Place(row.GetInt64(0), row.GetFieldValue<byte[]>(1)),
        Parameter((long)kind), Parameter(before), Parameter(most)));

    public long? Oldest(BlockKind kind) => reads.Read(connection => connection.Rows(
        "SELECT slot FROM stations.block WHERE kind = $1 ORDER BY slot LIMIT 1", row => (long?)row.GetInt64(0), Parameter((long)kind)).FirstOrDefault());

    public List<HistoryEvent> ReadEvents(in EventRange range, int most)
    {
        var (name, from, before) = (Name(range.Name), range.From, range.Before);
        var scope = range.Scope switch
        {
            EventScope.Subject => "subject = $6 AND ",
            EventScope.Place => "place = $6 AND ",
            EventScope.Area => "area = $6 AND ",
            _ => "",
        };
        var found = reads.Read(connection => connection.Rows(
            $"""
            {AllEvents} WHERE {scope}at >= $1 AND (at, position, ordinal) < ($2, $3, $4)
            ORDER BY at DESC, position DESC, ordinal DESC LIMIT $5
            """,
            ToEvent,
            Parameter(from), Parameter(before.At), Parameter(before.Position), Parameter(before.Ordinal), Parameter(most), Parameter(name)));
        return [.. found.OfType<HistoryEvent>()];
    }

    public IEnumerable<Block> ReadBlocks() => reads.Stream(
        $"SELECT kind, slot, key, crc, bytes FROM stations.block WHERE kind <> {(int)BlockKind.SetAside} ORDER BY kind, slot, key, id",
        row =>
        {
            var block = new Block((BlockKind)row.GetInt32(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(4));
            return row.GetInt64(3) == HistoryChecksums.Block(block.Slot, block.Key.Span, block.Bytes.Span)
                ? block
                : throw Damaged($"a block of kind {block.Kind} and slot {block.Slot}");
        });

    public IEnumerable<HistoryEvent> ReadEvents() => reads.Stream(
        $"{AllEvents} ORDER BY at, position, ordinal", row => ToEvent(row) ?? throw Damaged($"the event of record {row.GetInt64(1)}"));

    public long CountAll() => reads.Stream(
        $"SELECT (SELECT count(*) FROM stations.block WHERE kind <> {(int)BlockKind.SetAside}) + (SELECT count(*) FROM stations.event)",
        row => row.GetInt64(0)).Single();

    /// <summary>Null when the row does not match its checksum.</summary>
    private static HistoryEvent? ToEvent(DbDataReader row)
    {
        var one = new HistoryEvent(
            new EventKey(row.GetInt64(0), row.GetInt64(1), row.GetInt32(2)), Text(3), Text(4), Text(5), row.GetInt32(6), row.GetInt32(7), Text(9));
        return row.GetInt64(8) == HistoryChecksums.Event(one) ? one : null;

        string Text(int column) => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(column));
    }
}
