using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Stations.Cluster.Tests.Broker;
using Stations.Server.Live;
using Stations.Tests;

namespace Stations.Cluster.Tests;

/// <summary>A gateway whose silos go, and that goes itself.</summary>
public sealed class GatewayTests : IAsyncLifetime
{
    private readonly string database = PostgresServer.Shared.CreateDatabase();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations-gateway-");
    private readonly HttpClient http = new();
    private Mosquitto broker = null!;

    public async ValueTask InitializeAsync() => broker = await Mosquitto.Start();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await broker.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Without_a_silo_a_gateway_is_not_ready_and_says_why()
    {
        await using var silo = await Servers.Start(database, folder, "silo", "--Cluster:Role=Silo");
        await using var gateway = await Gateway();
        Assert.Equal((HttpStatusCode.OK, """{"status":"ready","devices":"ready"}"""), await Ready(gateway));

        await silo.StopAsync(TestContext.Current.CancellationToken);
        await Alarms(gateway, isPresent: true);
        var (status, why) = await Ready(gateway);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("No silo of the cluster has answered for", why, StringComparison.Ordinal);

        await using var another = await Servers.Start(database, folder, "another", "--Cluster:Role=Silo");
        await Alarms(gateway, isPresent: false);
        Assert.Equal(HttpStatusCode.OK, (await Ready(gateway)).Status);
        await gateway.StopAsync(TestContext.Current.CancellationToken);
        await another.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_gateway_that_stops_says_so_and_serves_for_a_while()
    {
        await using var silo = await Servers.Start(database, folder, "silo", "--Cluster:Role=Silo");
        await using var gateway = await Gateway("--Cluster:DrainSeconds=5");
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gateway.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(begun.SetResult);

        var stopping = gateway.StopAsync(TestContext.Current.CancellationToken);
        await begun.Task.Within("the begin of the stop");
        var (status, why) = await Ready(gateway);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("The server is stopping.", why, StringComparison.Ordinal);
        using (var answer = await http.GetAsync(new Uri($"{gateway.Urls.Single()}/api/v1/stations"), TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await stopping.Within("the end of the stop");
        await silo.StopAsync(TestContext.Current.CancellationToken);
    }

    private Task<WebApplication> Gateway(params string[] settings) =>
        Servers.Start(database, folder, "gateway", ["--Cluster:Role=Gateway", $"--Broker:Address=127.0.0.1:{broker.Port}", "--Broker:Server=gateway", .. settings]);

    private async Task<(HttpStatusCode Status, string Body)> Ready(WebApplication gateway)
    {
        using var answer = await http.GetAsync(new Uri($"{gateway.Urls.Single()}/readyz"), TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Waits until the alarm for the silos is shown, or is not.</summary>
    private static async Task Alarms(WebApplication gateway, bool isPresent)
    {
        using var listener = gateway.Services.GetRequiredService<LiveFrames>().Listen();
        var board = gateway.Services.GetRequiredService<StationBoard>();
        while (board.Alarms.Present.Shown.Any(alarm => alarm.Kind.Code == "silos") != isPresent)
        {
            await listener.Next(TestContext.Current.CancellationToken).Within($"the alarm for the silos to be {(isPresent ? "raised" : "taken back")}");
        }
    }
}
