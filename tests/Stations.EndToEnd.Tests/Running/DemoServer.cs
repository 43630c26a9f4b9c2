namespace Stations.EndToEnd.Running;

/// <summary>The demo, shared by the tests that only look at it, and started by the first of them.</summary>
public sealed class DemoServer : IAsyncDisposable
{
    private readonly Lazy<Task<ServerProcess>> started = new(() => ServerProcess.Demo());

    internal Task<ServerProcess> Server => started.Value;

    public async ValueTask DisposeAsync()
    {
        if (started.IsValueCreated)
        {
            await (await started.Value).DisposeAsync();
        }
    }
}
