using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Stations.Model;
using Stations.Protocol;
using Stations.Server;
using Stations.Server.Live;
using Stations.Server.Operations;
using Stations.Tests;

namespace Stations.Cluster.Tests.Broker;

/// <summary>A whole server that runs the grains, with a broker of its own. Tests keep to districts of their own.</summary>
public sealed class SiloServer : IAsyncLifetime
{
    private readonly string database = PostgresServer.Shared.CreateDatabase();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations-");
    private WebApplication app = null!;

    public IServiceProvider Services => app.Services;

    public HttpClient Http { get; private set; } = null!;

    internal Mosquitto Broker { get; private set; } = null!;

    internal StationBoard Board => Services.GetRequiredService<StationBoard>();

    public async ValueTask InitializeAsync()
    {
        Broker = await Mosquitto.Start();
        app = ServerHost.Create(
        [
            "--Http:Address=127.0.0.1:0", $"--Broker:Address=127.0.0.1:{Broker.Port}", "--Broker:Server=whole", "--Enrolment:Auto=true",
            $"--Data:Folder={folder.FullName}", $"--Data:Store={database}", "--Logging:LogLevel:Default=Critical",
            "--Cluster:Advertise=127.0.0.1", "--Cluster:DrainSeconds=0", $"--Cluster:SiloPort={Ports.Free()}", $"--Cluster:GatewayPort={Ports.Free()}",
        ]);
        await app.StartAsync();
        Assert.True(await Services.GetRequiredService<StartUp>().Up.Within("the server's start"));
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await Broker.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>Waits for a picture of a device that is durable.</summary>
    internal Task Shows(string device, Func<Device, bool> expected, string what) =>
        Until(() => DeviceId.TryParse(device, out var id) && Board.Find(id)?.Device is { } shown && expected(shown), $"{device} {what}");

    /// <summary>Waits until the board is so.</summary>
    internal async Task Until(Func<bool> condition, string what)
    {
        using var listener = Services.GetRequiredService<LiveFrames>().Listen();
        while (!condition())
        {
            await listener.Next(TestContext.Current.CancellationToken).Within(what);
        }
    }

    /// <summary>Nothing is committed until this is let go.</summary>
    internal async Task<IAsyncDisposable> HoldCommits()
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("BEGIN; LOCK TABLE stations.journal IN EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}

/// <summary>One server at a time is held up or loses its broker.</summary>
[CollectionDefinition(nameof(BrokerTests))]
public sealed class BrokerTests : ICollectionFixture<SiloServer>;
