using Stations.Journal;
using Stations.Journal.Backup;

namespace Stations.Tests.Journal;

/// <summary>A folder for one backup.</summary>
internal sealed class BackupFiles : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations-backup-");

    public string Backup => Path.Combine(folder.FullName, "backup.stations");

    public string[] All => [.. folder.GetFiles().Select(file => file.Name)];

    public BackupSummary Export(StoreUnderTest store) => With(store.Options, backup => backup.Export(Backup));

    public BackupSummary Import(StoreUnderTest store) => With(store.Options, backup => backup.Import(Backup));

    public static BackupSummary Verify(StoreUnderTest store) => With(store.Options, backup => backup.Verify());

    public void Dispose() => folder.Delete(recursive: true);

    private static BackupSummary With(JournalOptions journal, Func<JournalBackup, BackupSummary> work)
    {
        using var history = journal.NewHistory();
        return work(new JournalBackup(journal, history, new Quiet()));
    }

    private sealed class Quiet : IProgress<BackupProgress>
    {
        public void Report(BackupProgress value)
        {
        }
    }
}
