namespace Stations.Journal.Sqlite;

/// <summary>Brings a file up to this program's schema. Steps are numbered from 1 and never change once released.</summary>
internal static class Migrations
{
    /// <summary>"StJn": marks the file as a journal.</summary>
    public const int ApplicationId = 0x53744A6E;

    private static readonly string[] Steps =
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
    ];

    /// <summary>Throws if the file is not a journal or is ahead of this program; changes nothing.</summary>
    public static void Refuse(SqliteFile file, string path)
    {
        var version = file.Number("PRAGMA user_version");
        if (file.Number("PRAGMA application_id") != ApplicationId && (version != 0 || file.Number("SELECT count(*) FROM sqlite_master") != 0))
        {
            throw new JournalException(JournalFault.NotAJournal, $"{path} is a SQLite file but not a journal.");
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
