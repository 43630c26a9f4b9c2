namespace Stations.Journal.Sqlite;

/// <summary>What a file holds, and how it is brought up to this program.</summary>
/// <param name="ApplicationId">Marks the file as this program's.</param>
/// <param name="What">For people: "a journal".</param>
/// <param name="Steps">Numbered from 1; none changes once released.</param>
internal sealed record SqliteSchema(int ApplicationId, string What, string[] Steps)
{
    /// <summary>Throws if the file is something else or is ahead of this program; changes nothing.</summary>
    public void Refuse(SqliteFile file, string path)
    {
        var version = file.Number("PRAGMA user_version");
        if (file.Number("PRAGMA application_id") != ApplicationId && (version != 0 || file.Number("SELECT count(*) FROM sqlite_master") != 0))
        {
            throw new JournalException(JournalFault.NotAJournal, $"{path} is a SQLite file but not {What}; choose another folder with --Data:Folder=.");
        }

        if (version > Steps.Length)
        {
            throw new JournalException(JournalFault.NewerThanProgram,
                $"{path} has schema {version}, this program knows up to {Steps.Length}; start the program that wrote it or a newer one.");
        }
    }

    public void Apply(SqliteFile file)
    {
        for (var version = file.Number("PRAGMA user_version"); version < Steps.Length; version++)
        {
            file.Execute("BEGIN IMMEDIATE");
            file.Execute(Steps[version]);
            file.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {version + 1}; COMMIT");
        }
    }
}
