using Microsoft.Data.Sqlite;

namespace Stations.Benchmarks.Safety;

/// <summary>Somebody else holds the journal's file: no commit gets through until this is disposed of.</summary>
internal sealed class StoreAway : IAsyncDisposable
{
    private readonly SqliteConnection holder;

    private StoreAway(SqliteConnection holder) => this.holder = holder;

    public static async Task<StoreAway> Begin(string folder, CancellationToken cancellation)
    {
        var tool = new SqliteConnection($"Data Source={Path.Combine(folder, "journal.db")};Pooling=False;Default Timeout=30");
        await tool.OpenAsync(cancellation);
        await using var command = tool.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync(cancellation);
        return new(tool);
    }

    public ValueTask DisposeAsync() => holder.DisposeAsync();
}
