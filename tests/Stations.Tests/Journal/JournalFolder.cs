using System.Data.Common;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Data.Sqlite;
using Stations.Journal;
using Stations.Journal.Sqlite;

namespace Stations.Tests.Journal;

/// <summary>A folder of its own for each test, gone afterwards, and short ways to say what the tests say often.</summary>
public sealed class JournalFolder : StoreUnderTest
{
    public JournalFolder() => Path = Directory.CreateTempSubdirectory("stations-journal-").FullName;

    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, "journal.db");

    public override string Place => Path;

    public override string Name => Database;

    public override string MakeNewer => "PRAGMA user_version = 99";

    public override string MakeFull => "PRAGMA max_page_count = 1";

    public override string MakeRoom => "PRAGMA max_page_count = 1073741823";

    public override string KeepOut => "BEGIN IMMEDIATE";

    public override DbConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        return connection;
    }

    public override void RunAsWriter(EventJournal journal, string sql) => ((SqliteStore)journal.Store).Execute(sql);

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

    /// <summary>Every user may read and write it.</summary>
    [UnsupportedOSPlatform("windows")]
    public void OpenToAll()
    {
        const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        File.SetUnixFileMode(Path, All | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        foreach (var file in Directory.GetFiles(Path))
        {
            File.SetUnixFileMode(file, All);
        }
    }

    protected override void Delete() => Directory.Delete(Path, recursive: true);
}

internal static class JournalWords
{
    public static byte[] Bytes(this string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(this ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public static Appended Append(this EventJournal journal, string key, string record) => journal.Append(key.Bytes(), record.Bytes());

    public static Recovered Load(this EventJournal journal, string key) => journal.Load(key.Bytes());

    public static Snapshot Snapshot(string key, long position, string state) => new(key.Bytes(), position, state.Bytes());

    /// <summary>"state@position +record@position …"</summary>
    public static string Story(this Recovered recovered) =>
        string.Join(" +", [$"{recovered.State.Text()}@{recovered.Position}", .. recovered.Records.Select(record => $"{record.Bytes.Text()}@{record.Position}")]);
}
