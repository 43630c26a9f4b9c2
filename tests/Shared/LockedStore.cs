using Microsoft.Data.Sqlite;

namespace Stations.Tests;

/// <summary>Another tool that holds the journal's file: nobody else writes, or nobody else gets in, until it lets go.</summary>
internal sealed class LockedStore : IAsyncDisposable
{
    private readonly SqliteConnection tool;

    private LockedStore(SqliteConnection tool) => this.tool = tool;

    /// <summary>A running server's commits are refused.</summary>
    public static Task<LockedStore> ForWriters(string folder) => Lock(folder, "BEGIN IMMEDIATE");

    /// <summary>The file cannot be opened; while nobody else has it open.</summary>
    public static Task<LockedStore> ForAll(string folder) => Lock(folder, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");

    /// <summary>Lets go.</summary>
    public ValueTask DisposeAsync() => tool.DisposeAsync();

    private static async Task<LockedStore> Lock(string folder, string how)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "journal.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = how;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new(connection);
    }
}
