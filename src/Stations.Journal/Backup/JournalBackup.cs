using Stations.Journal.History;

namespace Stations.Journal.Backup;

/// <summary>Copies a journal and its history into one portable file and back, into stores of any kind. The server must not run meanwhile.</summary>
/// <param name="history">Opened here, while the journal's store is held.</param>
public sealed class JournalBackup(JournalOptions journal, IHistoryStore history, IProgress<BackupProgress> progress)
{
    private const int FileBufferBytes = 1 << 20;
    private const int EntriesPerReport = 256;

    /// <summary>Writes the file and reads it again. It has its name only once it is whole and on disk.</summary>
    /// <exception cref="BackupException">The file is there already, or does not read as it was written.</exception>
    /// <exception cref="JournalException">The store is in use or damaged.</exception>
    public BackupSummary Export(string path)
    {
        if (File.Exists(path))
        {
            throw new BackupException($"{path} exists already; delete it or choose another name.");
        }

        var unfinished = $"{path}.part";
        try
        {
            var written = Write(unfinished);
            Expect(written, Read(unfinished, "checking the file"), unfinished);
            File.Move(unfinished, path);
            return written;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <summary>
    /// Reads the file to its end, then fills the store, then reads the store. If that breaks off on the way, the store says so whenever it is
    /// opened.
    /// </summary>
    /// <exception cref="BackupException">The file is damaged, the store is not empty, or does not read as it was filled.</exception>
    /// <exception cref="JournalException">The store is in use or damaged.</exception>
    public BackupSummary Import(string path)
    {
        var wanted = Read(path, "checking the file");
        using (var store = Open())
        {
            if (store.CountAll() + history.CountAll() + history.Position > 0)
            {
                throw new BackupException($"{journal.Place} is not empty: a backup is imported into an empty store only.");
            }

            var filler = new StoreFiller(store, history);
            Each(path, "importing", filler.Add);
            filler.Finish();
        }

        Expect(wanted, Verify(), journal.Place);
        return wanted;
    }

    /// <summary>Reads all of the store.</summary>
    /// <exception cref="JournalException">The store is in use, or something in it does not match its checksum.</exception>
    public BackupSummary Verify() => CopyStore(Stream.Null, "checking the store");

    /// <summary>Reads all of a file.</summary>
    /// <exception cref="BackupException">It is no backup, newer than this program, or damaged; says where.</exception>
    public BackupSummary VerifyFile(string path) => Read(path, "checking the file");

    private BackupSummary Write(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, FileBufferBytes);
        var written = CopyStore(file, "exporting");
        file.Flush(flushToDisk: true);
        return written;
    }

    private IJournalStore Open()
    {
        var store = journal.OpenStore();
        try
        {
            store.ReadTail(new Tail());
            history.Open(store.Ownership);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private BackupSummary CopyStore(Stream target, string step)
    {
        if (!journal.IsThere)
        {
            throw new BackupException($"There is no journal in {journal.Place}.");
        }

        using var store = Open();
        using var writer = new BackupWriter(target);
        var total = store.CountAll() + history.CountAll();
        foreach (var entry in StoreContent.Read(store).Concat(HistoryContent.Read(history)))
        {
            writer.Write(entry);
            Report(step, writer.Entries, writer.Entries, total);
        }

        return writer.Finish();
    }

    private BackupSummary Read(string path, string step) => Each(path, step, static _ => { });

    private BackupSummary Each(string path, string step, Action<BackupEntry> use)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileBufferBytes);
        using var reader = new BackupReader(file, path);
        foreach (var entry in reader.ReadAll())
        {
            use(entry);
            Report(step, reader.Entries, file.Position, file.Length);
        }

        return reader.Summary();
    }

    private void Report(string step, long entries, long done, long total)
    {
        if (entries % EntriesPerReport == 0)
        {
            progress.Report(new BackupProgress(step, entries, (double)done / total));
        }
    }

    private static void Expect(BackupSummary wanted, BackupSummary found, string where)
    {
        if (wanted.Digest != found.Digest)
        {
            throw new BackupException($"{where} does not hold what was written into it: {found} instead of {wanted}.");
        }
    }
}
