using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Protocol;
using Stations.Server.Access;
using Stations.Server.Operations;
using Stations.Tests;

namespace Stations.Cluster.Tests;

/// <summary>Two whole servers that take devices themselves.</summary>
public sealed class RevocationTests : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly string database = PostgresServer.Shared.CreateDatabase();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations-revoked-");
    private WebApplication first = null!;
    private WebApplication second = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        first = await Servers.Start(database, folder, "first");
        second = await Servers.Start(database, folder, "second");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in (WebApplication[])[second, first])
        {
            await server.StopAsync();
            await server.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_node_that_is_revoked_at_one_server_is_out_at_the_other()
    {
        var (revoked, other) = (new NodeId("guarded", "revoked"), new NodeId("guarded", "other"));
        var desk = first.Services.GetRequiredService<NodeDesk>();
        await using var device = await Connect(revoked, await desk.Enrol(revoked, "here", Cancellation));
        await using var bystander = await Connect(other, await desk.Enrol(other, "here", Cancellation));

        Assert.True(await desk.Revoke(revoked, "here", Cancellation));

        Assert.Equal(ReasonCode.NotAuthorized, (await device.Disconnected.WaitAsync(Longest, Cancellation)).Reason);
        Assert.False(bystander.Disconnected.IsCompleted);
    }

    private Task<MqttClient> Connect(NodeId node, string? password) => MqttClient.ConnectAsync(
        new MqttClientOptions
        {
            Port = second.Services.GetRequiredService<MqttService>().EndPoint.Port,
            UserName = $"{node.District}/{node.Node}",
            Password = Encoding.ASCII.GetBytes(password!),
        },
        Cancellation);
}
