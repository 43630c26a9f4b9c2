namespace Stations.EndToEnd.Running;

/// <summary>A server into which everybody may publish, shared by the tests that do not stop it. Each keeps to a district of its own.</summary>
public sealed class OpenServer : IAsyncLifetime
{
    internal ServerProcess Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await ServerProcess.Open();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
