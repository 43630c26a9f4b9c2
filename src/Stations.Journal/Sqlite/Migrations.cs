namespace Stations.Journal.Sqlite;

/// <summary>The journal's file.</summary>
internal static class Migrations
{
    /// <summary>Its mark is "StJn".</summary>
    public static readonly SqliteSchema Schema = new(0x53744A6E, "a journal",
    [
        """
        CREATE TABLE journal (first INTEGER PRIMARY KEY, count INTEGER NOT NULL, crc INTEGER NOT NULL, records BLOB NOT NULL);
        CREATE TABLE progress (trimmed INTEGER NOT NULL, saves INTEGER NOT NULL);
        INSERT INTO progress VALUES (0, 0);
        CREATE TABLE snapshot (
            key BLOB PRIMARY KEY, key_crc INTEGER NOT NULL, position INTEGER NOT NULL, crc INTEGER NOT NULL, state BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE grain_state (
            key TEXT NOT NULL, name TEXT NOT NULL, etag INTEGER NOT NULL, crc INTEGER NOT NULL, data BLOB, PRIMARY KEY (key, name)
        ) WITHOUT ROWID;
        """,
        """
        CREATE INDEX forgotten ON snapshot (position) WHERE length(state) = 0;
        """,
        """
        ALTER TABLE progress ADD COLUMN content INTEGER NOT NULL DEFAULT 0;
        UPDATE progress SET content = (SELECT coalesce(sum(crc), 0) FROM snapshot) + (SELECT coalesce(sum(crc), 0) FROM grain_state);
        """,
        """
        ALTER TABLE journal ADD COLUMN length INTEGER NOT NULL DEFAULT 0;
        """,
    ]);
}
