using Stations.Journal.Sqlite;

namespace Stations.Journal.History;

/// <summary>Brings a file up to this program's schema. Steps are numbered from 1 and never change once released.</summary>
internal static class HistorySchema
{
    /// <summary>"StHi": marks the file as a history.</summary>
    public const int ApplicationId = 0x53744869;

    private static readonly string[] Steps =
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
    ];

    /// <summary>Throws if the file is not a history or is ahead of this program; changes nothing.</summary>
    public static void Refuse(SqliteFile file, string path)
    {
        var version = file.Number("PRAGMA user_version");
        if (file.Number("PRAGMA application_id") != ApplicationId && (version != 0 || file.Number("SELECT count(*) FROM sqlite_master") != 0))
        {
            throw new JournalException(JournalFault.NotAJournal, $"{path} is a SQLite file but not a history.");
        }

        if (version > Steps.Length)
        {
            throw new JournalException(JournalFault.NewerThanProgram,
                $"{path} has schema {version}, this program knows up to {Steps.Length}; start the program that wrote it or a newer one.");
        }
    }

    public static void Apply(SqliteFile file)
    {
        for (var version = file.Number("PRAGMA user_version"); version < Steps.Length; version++)
        {
            file.Execute("BEGIN IMMEDIATE");
            file.Execute(Steps[version]);
            file.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {version + 1}; COMMIT");
        }
    }
}
