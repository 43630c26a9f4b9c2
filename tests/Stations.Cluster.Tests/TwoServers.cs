using Microsoft.AspNetCore.Builder;
using Stations.Tests;

namespace Stations.Cluster.Tests;

/// <summary>Two whole servers on one database, that take devices themselves. A device's messages go to one of them, its grain is on either.</summary>
public sealed class TwoServers : IAsyncLifetime
{
    private readonly string database = PostgresServer.Shared.CreateDatabase();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations-two-");

    public WebApplication First { get; private set; } = null!;

    public WebApplication Second { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        First = await Servers.Start(database, folder, "first");
        Second = await Servers.Start(database, folder, "second");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in (WebApplication[])[Second, First])
        {
            await server.StopAsync();
            await server.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }
}
