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
    private int values;

    /// <summary>How often the lights went out so far.</summary>
    public int PowerLosses { get; private set; }

    public void Live()
    {
        try
        {
            for (var life = 0; life < Lives; life++)
            {
                LiveOnce(disk.Content(), life);
            }
        }
        catch (Exception e) when (e is Xunit.Sdk.XunitException or JournalException or ArgumentException or KeyNotFoundException)
        {
            throw new InvalidOperationException($"Seed {seed}: {e.Message}\n{string.Join('\n', story)}", e);
        }
    }

    /// <summary>One life on the files as they were found; the disk keeps what outlives it.</summary>
    private void LiveOnce(Dictionary<string, byte[]> files, int life)
    {
        using var folder = new JournalFolder();
        foreach (var (name, content) in files)
        {
            File.WriteAllBytes(Path.Combine(folder.Path, name), content);
        }

        var changes = random.Next(3) == 0 ? random.Next(1, 20) : random.Next(1, 400);
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
                    journal.DisposeAsync().AsTask().GetAwaiter().GetResult();
                    journal = Open(folder);
                }

                Act(journal, folder);
            }

            End();
        }
        finally
        {
            RecordedFiles.Forget(folder.Path);
            disk.GoOutAfter(0);
            journal.DisposeAsync().AsTask().GetAwaiter().GetResult();
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
        var journal = JournalFolder.Open(new JournalOptions(folder.Path) { Stepped = true });
        CopyMark(folder);
        if (!disk.IsOut)
        {
            ledger.Check(journal);
        }

        Tell($"opened at {journal.Committed}");
        journal.BeforeCompletions = () => CopyMark(folder);
        return journal;
    }

    private static void Finish(EventJournal journal, ValueTask work) => Finish(journal, work.AsTask());

    private static void Finish(EventJournal journal, ValueTask<string> work) => Finish(journal, work.AsTask());

    private static void Finish(EventJournal journal, Task work)
    {
        while (!work.IsCompleted)
        {
            Assert.True(journal.Step());
        }

        work.GetAwaiter().GetResult();
    }

    private void Act(EventJournal journal, JournalFolder folder)
    {
        switch (random.Next(10))
        {
            case 0:
                SaveOne(journal);
                break;
            case 1:
                Checkpoint(journal);
                break;
            case 2:
                WriteState(journal);
                break;
            case 3:
                MoveLog(folder);
                break;
            default:
                Append(journal);
                break;
        }
    }

    /// <summary>Some records in one commit.</summary>
    private void Append(EventJournal journal)
    {
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            var key = Key();
            var bytes = new byte[random.Next(16) == 0 ? random.Next(40_000) : random.Next(300)];
            random.NextBytes(bytes);
            ledger.Append(key, bytes);
            Assert.Equal(ledger.Last, journal.Append(key.Bytes(), bytes).Position);
        }

        ledger.Commit();
        Assert.True(journal.Step());
        Tell($"append up to {ledger.Last}");
        if (!disk.IsOut)
        {
            ledger.Acknowledge();
        }
    }

    private void SaveOne(EventJournal journal)
    {
        var key = Key();
        if (ledger.Keys.Contains(key, StringComparer.Ordinal))
        {
            var snapshot = ledger.Snapshot(key, forget: random.Next(2) == 0);
            Finish(journal, journal.Save(snapshot));
            Tell($"save {key} at {snapshot.Position}, {snapshot.State.Length} bytes");
            Acknowledge([snapshot]);
        }
    }

    private void Checkpoint(EventJournal journal)
    {
        Snapshot[] snapshots = [.. ledger.Keys.Select(key => ledger.Snapshot(key, forget: random.Next(8) == 0))];
        Finish(journal, journal.Checkpoint(journal.Committed, snapshots));
        Tell($"checkpoint: {string.Join(", ", snapshots.Select(snapshot => $"{snapshot.Key.Text()} at {snapshot.Position}, {snapshot.State.Length} bytes"))}");
        Acknowledge(snapshots);
    }

    private void WriteState(EventJournal journal)
    {
        var (key, value) = (Key(), $"value {++values}");
        ledger.Write(key, value);
        Finish(journal, journal.States.Write(key, "small", value.Bytes(), journal.States.Read(key, "small").ETag));
        Tell($"state {key} = {value}");
        if (!disk.IsOut)
        {
            ledger.AcknowledgeSmall(key);
        }
    }

    /// <summary>What the store does each 16 MiB: the log moves into the main file.</summary>
    private void MoveLog(JournalFolder folder)
    {
        string[] modes = ["PASSIVE", "FULL", "RESTART", "TRUNCATE"];
        var mode = modes[random.Next(modes.Length)];
        using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA wal_checkpoint({mode})";
        command.ExecuteNonQuery();
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
            ledger.Acknowledge(snapshot);
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
