namespace Stations.Server.Tests;

/// <summary>Something that befalls a server's store, until it is disposed of.</summary>
/// <param name="Words">What the store says meanwhile.</param>
internal sealed record Mishap(string Words, IAsyncDisposable Held) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Held.DisposeAsync();
}
