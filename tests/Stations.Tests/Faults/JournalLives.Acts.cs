using System.Globalization;
using Microsoft.Data.Sqlite;
using Stations.Journal;
using Stations.Tests.Journal;

namespace Stations.Tests.Faults;

internal sealed partial class JournalLives
{
    private const int KeyCount = 6;

    private int values;

    private void Act()
    {
        switch (random.Next(20))
        {
            case 0:
                CloseAndOpen();
                break;
            case 1 or 2:
                SaveOne();
                break;
            case 3 or 4:
                Checkpoint();
                break;
            case 5 or 6:
                WriteState();
                break;
            case 7 or 8:
                MoveLog();
                break;
            default:
                Append();
                break;
        }
    }

    private void CloseAndOpen()
    {
        Close();
        Tell("closed");
        Open();
    }

    /// <summary>Some records in one commit.</summary>
    private void Append()
    {
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            var key = Key();
            var bytes = new byte[random.Next(16) == 0 ? random.Next(40_000) : random.Next(300)];
            random.NextBytes(bytes);
            Blur(bytes);
            ledger.Append(key, bytes);
            Assert.Equal(ledger.Last, journal.Append(key.Bytes(), bytes).Position);
        }

        ledger.Commit();
        Assert.True(journal.Step());
        Tell($"append up to {ledger.Last}");
        if (!Disk.IsOut)
        {
            ledger.Acknowledge();
        }
    }

    /// <summary>Half of all are much like each other, as messages are: a row tells of them what differs.</summary>
    private void Blur(byte[] bytes)
    {
        var kept = random.Next(2) == 0 ? 1 : 20;
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] = at % kept == 0 ? bytes[at] : (byte)',';
        }
    }

    private void SaveOne()
    {
        var key = Key();
        if (ledger.Keys.Contains(key, StringComparer.Ordinal))
        {
            var snapshot = ledger.Snapshot(key, forget: random.Next(2) == 0);
            Finish(journal.Save(snapshot).AsTask());
            Acknowledge("save", snapshot);
        }
    }

    private void Checkpoint()
    {
        Snapshot[] snapshots = [.. ledger.Keys.Select(key => ledger.Snapshot(key, forget: random.Next(8) == 0))];
        Finish(journal.Checkpoint(journal.Committed, snapshots).AsTask());
        Acknowledge("checkpoint", snapshots);
    }

    private void WriteState()
    {
        var (key, value) = (Key(), $"value {++values}");
        ledger.Write(key, value);
        Finish(journal.States.Write(key, "small", value.Bytes(), journal.States.Read(key, "small").ETag).AsTask());
        Tell($"state {key} = {value}");
        if (!Disk.IsOut)
        {
            ledger.AcknowledgeSmall(key);
        }
    }

    /// <summary>What the store does each 16 MiB: the log moves into the main file.</summary>
    private void MoveLog()
    {
        string[] modes = ["PASSIVE", "FULL", "RESTART", "TRUNCATE"];
        var mode = modes[random.Next(modes.Length)];
        using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA wal_checkpoint({mode})";
        command.ExecuteNonQuery();
        Tell(command.CommandText);
    }

    private void Finish(Task work)
    {
        while (!work.IsCompleted)
        {
            Assert.True(journal.Step());
        }

        work.GetAwaiter().GetResult();
    }

    private void Acknowledge(string how, params ReadOnlySpan<Snapshot> snapshots)
    {
        Tell(how);
        foreach (var snapshot in snapshots)
        {
            Tell($"  {snapshot.Key.Text()} at {snapshot.Position}{(snapshot.State.IsEmpty ? ", forgotten" : "")}");
            if (!Disk.IsOut)
            {
                ledger.Acknowledge(snapshot);
            }
        }
    }

    private string Key() => random.Next(KeyCount).ToString(CultureInfo.InvariantCulture);
}
