using Stations.Journal;
using Stations.Journal.Backup;
using Stations.Journal.History;

namespace Stations.Tests.Journal;

/// <summary>A folder for one backup and for the histories of the stores that it comes from and goes to.</summary>
internal sealed class BackupFiles : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations-backup-");

    public string Backup => Path.Combine(folder.FullName, "backup.stations");

    public string[] All => [.. folder.GetFiles().Select(file => file.Name)];

    public IHistoryStore History(string name) => new SqliteHistory(Path.Combine(folder.FullName, $"{name}.db"));

    public BackupSummary Export(StoreUnderTest store, string history) => With(store.Options, history, backup => backup.Export(Backup));

    public BackupSummary Import(StoreUnderTest store, string history) => With(store.Options, history, backup => backup.Import(Backup));

    public BackupSummary Verify(StoreUnderTest store, string history) => With(store.Options, history, backup => backup.Verify());

    public void Dispose() => folder.Delete(recursive: true);

    private BackupSummary With(JournalOptions journal, string name, Func<JournalBackup, BackupSummary> work)
    {
        using var history = History(name);
        return work(new JournalBackup(journal, history, new Quiet()));
    }

    private sealed class Quiet : IProgress<BackupProgress>
    {
        public void Report(BackupProgress value)
        {
        }
    }
}
