using Stations.Journal.Sqlite;

namespace Stations.Journal.History;

/// <summary>The history's file.</summary>
internal static class HistorySchema
{
    /// <summary>Its mark is "StHi".</summary>
    public static readonly SqliteSchema Schema = new(0x53744869, "a history",
    [
        """
        CREATE TABLE progress (position INTEGER NOT NULL, crc INTEGER NOT NULL);
        CREATE TABLE block (
            id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, slot INTEGER NOT NULL, key BLOB NOT NULL, crc INTEGER NOT NULL, bytes BLOB NOT NULL);
        CREATE INDEX block_place ON block (kind, slot, key);
        CREATE TABLE event (
            at INTEGER NOT NULL, position INTEGER NOT NULL, ordinal INTEGER NOT NULL,
            subject TEXT NOT NULL, place TEXT NOT NULL, area TEXT NOT NULL, kind INTEGER NOT NULL, detail INTEGER NOT NULL, crc INTEGER NOT NULL,
            PRIMARY KEY (at, position, ordinal)
        ) WITHOUT ROWID;
        CREATE INDEX event_subject ON event (subject, at, position, ordinal);
        CREATE INDEX event_place ON event (place, at, position, ordinal);
        CREATE INDEX event_area ON event (area, at, position, ordinal);
        """,
        """
        -- Blocks of kind 5, which an older program would not find.
        """,
        """
        ALTER TABLE event ADD COLUMN note TEXT NOT NULL DEFAULT '';
        """,
    ]);
}
