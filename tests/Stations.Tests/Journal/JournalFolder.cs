using System.Text;
using Stations.Journal;

namespace Stations.Tests.Journal;

/// <summary>A folder of its own for each test, gone afterwards, and short ways to say what the tests say often.</summary>
public sealed class JournalFolder : IDisposable
{
    public JournalFolder() => Path = Directory.CreateTempSubdirectory("stations-journal-").FullName;

    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, "journal.db");

    public EventJournal Open(TimeProvider? clock = null) => Open(new JournalOptions(Path), clock);

    public static EventJournal Open(JournalOptions options, TimeProvider? clock = null)
    {
        var journal = new EventJournal(options, clock ?? TimeProvider.System);
        journal.Open();
        return journal;
    }

    /// <summary>A copy of the files as a power cut would leave them now.</summary>
    public JournalFolder Image()
    {
        var image = new JournalFolder();
        foreach (var file in Directory.GetFiles(Path).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal)))
        {
            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var to = File.Create(System.IO.Path.Combine(image.Path, System.IO.Path.GetFileName(file)));
            from.CopyTo(to);
        }
        return image;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

internal static class JournalWords
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static byte[] Bytes(this string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(this ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public static Appended Append(this EventJournal journal, string key, string record) => journal.Append(key.Bytes(), record.Bytes());

    public static Recovered Load(this EventJournal journal, string key) => journal.Load(key.Bytes());

    public static Snapshot Snapshot(string key, long position, string state) => new(key.Bytes(), position, state.Bytes());

    /// <summary>"state@position +record@position …"</summary>
    public static string Story(this Recovered recovered) =>
        string.Join(" +", [$"{recovered.State.Text()}@{recovered.Position}", .. recovered.Records.Select(record => $"{record.Bytes.Text()}@{record.Position}")]);

    public static Task Within(this ValueTask task, string phase) => task.AsTask().Within(phase);

    public static async Task Within(this Task task, string phase)
    {
        try
        {
            await task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Still waiting for: {phase}");
        }
    }
}
