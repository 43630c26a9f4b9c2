using Stations.Journal.Sqlite;

namespace Stations.Journal.History;

public sealed partial class SqliteHistory
{
    private Statement readBlocks = null!;
    private Statement hasBlock = null!;
    private Statement readPlaces = null!;
    private Statement oldest = null!;
    private Dictionary<EventScope, Statement> readEvents = [];

    public List<StoredBlock> Read(BlockKind kind, ReadOnlySpan<byte> key, long first, long last)
    {
        var found = new List<StoredBlock>();
        lock (reading)
        {
            ThrowIfClosed();

            // A seek per slot: the index leads with the slot, so that a busy hour is written in one place and an old one forgotten in one.
            for (var slot = first; slot <= last; slot++)
            {
                readBlocks.Bind(1, (int)kind).Bind(2, slot).Bind(3, key);
                while (readBlocks.Step())
                {
                    var bytes = readBlocks.Blob(2);
                    found.Add(new StoredBlock(readBlocks.Int64(0), slot, readBlocks.Int64(1) == HistoryChecksums.Block(slot, key, bytes) ? bytes.ToArray() : null));
                }
            }
        }

        return found;
    }

    public List<long> Slots(BlockKind kind, ReadOnlySpan<byte> key, long first, long last)
    {
        var found = new List<long>();
        lock (reading)
        {
            ThrowIfClosed();
            for (var slot = first; slot <= last; slot++)
            {
                if (hasBlock.Bind(1, (int)kind).Bind(2, slot).Bind(3, key).Step())
                {
                    found.Add(slot);
                    hasBlock.Reset();
                }
            }
        }

        return found;
    }

    public List<Place> Places(BlockKind kind, long before, int most)
    {
        var found = new List<Place>();
        lock (reading)
        {
            ThrowIfClosed();
            readPlaces.Bind(1, (int)kind).Bind(2, before).Bind(3, most);
            while (readPlaces.Step())
            {
                found.Add(new Place(readPlaces.Int64(0), readPlaces.Blob(1).ToArray()));
            }
        }

        return found;
    }

    public long? Oldest(BlockKind kind)
    {
        lock (reading)
        {
            ThrowIfClosed();
            if (!oldest.Bind(1, (int)kind).Step())
            {
                return null;
            }

            var slot = oldest.Int64(0);
            oldest.Reset();
            return slot;
        }
    }

    public List<HistoryEvent> ReadEvents(in EventRange range, int most)
    {
        var found = new List<HistoryEvent>();
        lock (reading)
        {
            ThrowIfClosed();
            var rows = readEvents[range.Scope].Bind(1, range.From).Bind(2, range.Before.At).Bind(3, range.Before.Position).Bind(4, range.Before.Ordinal).Bind(5, most);
            if (range.Scope != EventScope.All)
            {
                rows.Bind(6, range.Name);
            }

            while (rows.Step())
            {
                if (ToEvent(rows) is { } sound)
                {
                    found.Add(sound);
                }
            }
        }

        return found;
    }

    /// <summary>Null when the row does not match its checksum.</summary>
    private static HistoryEvent? ToEvent(Statement row)
    {
        var one = new HistoryEvent(
            new EventKey(row.Int64(0), row.Int64(1), (int)row.Int64(2)), row.Text(3), row.Text(4), row.Text(5), (int)row.Int64(6), (int)row.Int64(7), row.Text(9));
        return row.Int64(8) == HistoryChecksums.Event(one) ? one : null;
    }

    private void ThrowIfClosed()
    {
        if (reader is null)
        {
            throw Closed();
        }
    }

    private void PrepareReads(SqliteFile file)
    {
        readBlocks = file.Prepare("SELECT id, crc, bytes FROM block WHERE kind = ?1 AND slot = ?2 AND key = ?3 ORDER BY id");
        hasBlock = file.Prepare("SELECT 1 FROM block WHERE kind = ?1 AND slot = ?2 AND key = ?3");
        readPlaces = file.Prepare("SELECT DISTINCT slot, key FROM block WHERE kind = ?1 AND slot < ?2 ORDER BY slot, key LIMIT ?3");
        oldest = file.Prepare("SELECT slot FROM block WHERE kind = ?1 ORDER BY slot LIMIT 1");
        readEvents = new()
        {
            [EventScope.All] = Events(""),
            [EventScope.Subject] = Events("subject = ?6 AND "),
            [EventScope.Place] = Events("place = ?6 AND "),
            [EventScope.Area] = Events("area = ?6 AND "),
        };

        Statement Events(string scope) => file.Prepare(
            $"""
            SELECT at, position, ordinal, subject, place, area, kind, detail, crc, note FROM event
            WHERE {scope}at >= ?1 AND (at, position, ordinal) < (?2, ?3, ?4)
            ORDER BY at DESC, position DESC, ordinal DESC LIMIT ?5
            """);
    }
}
