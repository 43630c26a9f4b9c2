using System.Data.Common;
using Microsoft.Data.Sqlite;
using Stations.Journal;
using Stations.Journal.History;
using Stations.Tests.Journal;

namespace Stations.Tests.History;

public sealed class SqliteHistoryTests() : HistoryStoreTests(new JournalFolder())
{
    private JournalFolder Folder => (JournalFolder)Place;

    private string File => Path.Combine(Folder.Path, "history.db");

    [Fact]
    public void A_newer_or_foreign_file_is_refused_in_one_line_and_left_alone()
    {
        Store.Dispose();
        Run("PRAGMA user_version = 99");
        Refused(JournalFault.NewerThanProgram);
        System.IO.File.Delete(File);
        Run("CREATE TABLE recipes (name TEXT)");
        Refused(JournalFault.NotAJournal);
        Run("INSERT INTO recipes VALUES ('soup')");

        void Refused(JournalFault fault)
        {
            var refused = Assert.Throws<JournalException>(() => Open());
            Assert.Equal(fault, refused.Fault);
            Assert.DoesNotContain('\n', refused.Message);
            Assert.Contains("history.db", refused.Message, StringComparison.Ordinal);
        }
    }

    protected override DbConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    protected override StoreUnderTest Crash() => Folder.Image();

    /// <summary>No larger than it is.</summary>
    protected override void Fill() => ((SqliteHistory)Store).Execute("PRAGMA max_page_count = 1");

    protected override void MakeRoom() => ((SqliteHistory)Store).Execute("PRAGMA max_page_count = 1000000");
}
