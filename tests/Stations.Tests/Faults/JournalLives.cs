using System.Globalization;
using Microsoft.Data.Sqlite;
using Stations.Journal;
using Stations.Tests.Journal;

namespace Stations.Tests.Faults;

/// <summary>
/// The real journal on a disk with a cache, from one seed: it works, it is killed or loses power at any change of its files, it is opened
/// again and held against the <see cref="Ledger"/>; several lives long, so that recoveries are interrupted, too.
/// </summary>
internal sealed class JournalLives(int seed)
{
    private const int Lives = 8;
    private const string Mark = "journal.mark";

    private readonly Random random = new(seed);
    private readonly Disk disk = new();
    private readonly Ledger ledger = new();
    private readonly List<string> story = [];
    private int etags;

    /// <summary>How often the lights went out so far.</summary>
    public int PowerLosses { get; private set; }

    public async Task Live()
    {
        try
        {
            for (var life = 0; life < Lives; life++)
            {
                await LiveOnce(disk.Content(), life);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new InvalidOperationException($"Seed {seed}: {e.Message}\n{string.Join('\n', story)}", e);
        }
    }

    /// <summary>One life on the files as they were found; the disk keeps what outlives it.</summary>
    private async Task LiveOnce(Dictionary<string, byte[]> files, int life)
    {
        using var folder = new JournalFolder();
        foreach (var (name, content) in files)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.Path, name), content);
        }

        var changes = random.Next(4) == 0 ? random.Next(1, 40) : random.Next(1, 400);
        story.Add($"life {life}: {string.Join(", ", files.Select(file => $"{file.Key} {file.Value.Length}"))}; out after {changes} changes");
        disk.GoOutAfter(changes);
        RecordedFiles.Watch(folder.Path, disk);
        var journal = Open(folder);
        try
        {
            for (var act = random.Next(1, 40); act > 0 && !disk.IsOut; act--)
            {
                if (random.Next(20) == 0)
                {
                    Tell("close and open");
                    await journal.DisposeAsync();
                    journal = Open(folder);
                }

                await Act(journal, folder);
            }

            End();
        }
        finally
        {
            RecordedFiles.Forget(folder.Path);
            disk.GoOutAfter(0);
            await journal.DisposeAsync();
        }
    }

    private void End()
    {
        disk.GoOutAfter(0);
        if (random.Next(4) == 0)
        {
            story.Add("kill -9");
            return;
        }

        story.Add("power loss");
        PowerLosses++;
        disk.LosePower(random);
    }

    private EventJournal Open(JournalFolder folder)
    {
        var journal = folder.Open();
        CopyMark(folder);
        if (!disk.IsOut)
        {
            ledger.Check(journal);
        }

        Tell($"opened at {journal.Committed}");
        journal.BeforeCompletions = () => CopyMark(folder);
        return journal;
    }

    private Task Act(EventJournal journal, JournalFolder folder) => random.Next(10) switch
    {
        0 => SaveOne(journal),
        1 => Checkpoint(journal),
        2 => WriteState(journal),
        3 => CheckpointFile(folder),
        _ => Append(journal),
    };

    private async Task Append(EventJournal journal)
    {
        var key = Key();
        var bytes = new byte[random.Next(8) == 0 ? random.Next(40_000) : random.Next(300)];
        random.NextBytes(bytes);
        ledger.Appended(key, bytes);
        var appended = journal.Append(key.Bytes(), bytes);
        Assert.Equal(ledger.Last, appended.Position);
        await appended.Committed;
        Tell($"append {key}, {bytes.Length} bytes, at {appended.Position}");
        if (!disk.IsOut)
        {
            ledger.Acknowledge(appended.Position);
        }
    }

    private async Task SaveOne(EventJournal journal)
    {
        var key = Key();
        if (!ledger.Keys.Contains(key, StringComparer.Ordinal))
        {
            return;
        }

        var snapshot = ledger.SnapshotOf(key);
        await journal.Save(snapshot);
        Tell($"save {key} at {snapshot.Position}");
        Acknowledge([snapshot]);
    }

    private async Task Checkpoint(EventJournal journal)
    {
        Snapshot[] snapshots = [.. ledger.Keys.Select(ledger.SnapshotOf)];
        await journal.Checkpoint(journal.Committed, snapshots);
        Tell($"checkpoint at {journal.Committed}");
        Acknowledge(snapshots);
    }

    private async Task WriteState(EventJournal journal)
    {
        var (key, value) = (Key(), $"value {++etags}");
        ledger.Wrote(key, value);
        await journal.States.Write(key, "small", value.Bytes(), journal.States.Read(key, "small").ETag);
        Tell($"state {key} = {value}");
        if (!disk.IsOut)
        {
            ledger.AcknowledgeSmall(key);
        }
    }

    /// <summary>What SQLite does by itself each 16 MiB: the log moves into the main file.</summary>
    private async Task CheckpointFile(JournalFolder folder)
    {
        string[] modes = ["PASSIVE", "FULL", "RESTART", "TRUNCATE"];
        var mode = modes[random.Next(modes.Length)];
        await using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA wal_checkpoint({mode})";
        await command.ExecuteNonQueryAsync();
        Tell($"wal_checkpoint({mode})");
    }

    private void Acknowledge(IEnumerable<Snapshot> snapshots)
    {
        if (disk.IsOut)
        {
            return;
        }

        foreach (var snapshot in snapshots)
        {
            ledger.AcknowledgeSnapshot(snapshot);
        }
    }

    /// <summary>The mark is written beside SQLite, so what was written is read back.</summary>
    private void CopyMark(JournalFolder folder)
    {
        disk.Create(Mark);
        using var file = new FileStream(Path.Combine(folder.Path, Mark), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> content = stackalloc byte[(int)file.Length];
        file.ReadExactly(content);
        disk.Write(Mark, 0, content);
    }

    private string Key() => random.Next(6).ToString(CultureInfo.InvariantCulture);

    private void Tell(string what) => story.Add($"  {what}{(disk.IsOut ? " (in the dark)" : "")}");
}
