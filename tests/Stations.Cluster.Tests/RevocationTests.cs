using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Protocol;
using Stations.Server.Access;
using Stations.Server.Operations;

namespace Stations.Cluster.Tests;

public sealed class RevocationTests(TwoServers servers) : IClassFixture<TwoServers>
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly Actor Operator = new("chief", "here");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_that_is_revoked_at_one_server_is_out_at_the_other()
    {
        var (revoked, other) = (new NodeId("guarded", "revoked"), new NodeId("guarded", "other"));
        var desk = servers.First.Services.GetRequiredService<NodeDesk>();
        await using var device = await Connect(revoked, await desk.Enrol(revoked, Operator, Cancellation));
        await using var bystander = await Connect(other, await desk.Enrol(other, Operator, Cancellation));

        Assert.True(await desk.Revoke(revoked, Operator, Cancellation));

        Assert.Equal(ReasonCode.NotAuthorized, (await device.Disconnected.WaitAsync(Longest, Cancellation)).Reason);
        Assert.False(bystander.Disconnected.IsCompleted);
    }

    private Task<MqttClient> Connect(NodeId node, string? password) => MqttClient.ConnectAsync(
        new MqttClientOptions
        {
            Port = servers.Second.Services.GetRequiredService<MqttService>().EndPoint.Port,
            UserName = $"{node.District}/{node.Node}",
            Password = Encoding.ASCII.GetBytes(password!),
        },
        Cancellation);
}
