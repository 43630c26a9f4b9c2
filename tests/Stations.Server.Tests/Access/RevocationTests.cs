using System.Net;
using System.Net.Http.Json;
using System.Text;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Protocol;
using Stations.Server.Access;
using Stations.Tests;

namespace Stations.Server.Tests.Access;

/// <summary>Passwords that change or end, and the connections that were made with them.</summary>
public sealed class RevocationTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    [Theory]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/disable")]
    [InlineData("POST", "/password?oldValidSeconds=0")]
    public async Task Who_may_no_longer_come_in_is_out_within_five_seconds_and_nobody_else(string method, string act)
    {
        server.WaitAMinute();
        var (node, neighbour) = ($"node-{act.Length}", $"neighbour-{act.Length}");
        var (password, other) = (await server.Enrol("revoked", node), await server.Enrol("revoked", neighbour));
        var (first, second) = (await server.Connect($"revoked/{node}", password), await server.Connect($"revoked/{node}", password, options => options with { Version = MqttVersion.V311 }));
        var bystander = await server.Connect($"revoked/{neighbour}", other);

        Assert.True((await server.Send(new HttpMethod(method), $"/api/v1/nodes/revoked:{node}{act}")).IsSuccessStatusCode);
        server.WaitForTheWatch();

        Assert.Equal(ReasonCode.NotAuthorized, (await first.Disconnected.Within("the end of the first")).Reason);
        await second.Disconnected.Within("the end of the second");
        Assert.Equal(ReasonCode.BadUserNameOrPassword, await server.Refusal($"revoked/{node}", password));
        Assert.False(bystander.Disconnected.IsCompleted);
        Assert.Contains(server.Events, one => one is { Act: SecurityAct.Login, Outcome: SecurityOutcome.Closed } && one.Who == $"revoked/{node}");
    }

    [Fact]
    public async Task A_node_that_is_enabled_again_has_its_password()
    {
        server.WaitAMinute();
        var password = await server.Enrol("revoked", "back");
        await server.Send(HttpMethod.Post, "/api/v1/nodes/revoked:back/disable");
        Assert.True((bool)(await server.Ask(HttpMethod.Get, "/api/v1/nodes/revoked:back"))["disabled"]!);

        Assert.Equal(HttpStatusCode.NoContent, (await server.Send(HttpMethod.Post, "/api/v1/nodes/revoked:back/enable")).StatusCode);

        await server.Connect("revoked/back", password);
    }

    [Fact]
    public async Task The_old_password_is_good_until_the_new_one_is_used_and_no_connection_is_lost_before()
    {
        server.WaitAMinute();
        var old = await server.Enrol("revoked", "rotating");
        var before = await server.Connect("revoked/rotating", old);
        var rotated = await server.Ask(HttpMethod.Post, "/api/v1/nodes/revoked:rotating/password");
        server.WaitForTheWatch();
        await server.Connect("revoked/rotating", old);
        Assert.False(before.Disconnected.IsCompleted);

        var after = await server.Connect("revoked/rotating", (string)rotated["password"]!);
        server.WaitForTheWatch();

        await before.Disconnected.Within("the end of the connection with the old password");
        Assert.Equal(ReasonCode.BadUserNameOrPassword, await server.Refusal("revoked/rotating", old));
        Assert.False(after.Disconnected.IsCompleted);
    }

    [Fact]
    public async Task At_its_deadline_the_old_password_ends_though_the_new_one_was_not_used()
    {
        server.WaitAMinute();
        var old = await server.Enrol("revoked", "late");
        var rotated = await server.Ask(HttpMethod.Post, "/api/v1/nodes/revoked:late/password?oldValidSeconds=3600");
        Assert.Equal((string)rotated["oldPasswordUntil"]!, (string)(await server.Ask(HttpMethod.Get, "/api/v1/nodes/revoked:late"))["oldPasswordUntil"]!);
        server.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(ReasonCode.BadUserNameOrPassword, await server.Refusal("revoked/late", old));
        await server.Connect("revoked/late", (string)rotated["password"]!);
    }

    [Fact]
    public async Task What_is_not_enrolled_cannot_be_changed_and_what_is_enrolled_not_be_enrolled_anew()
    {
        server.WaitAMinute();
        foreach (var (method, path) in new[] { (HttpMethod.Delete, ""), (HttpMethod.Post, "/disable"), (HttpMethod.Post, "/enable"), (HttpMethod.Post, "/password"), (HttpMethod.Get, "") })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await server.Send(method, $"/api/v1/nodes/revoked:never{path}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await server.Send(method, $"/api/v1/nodes/no-node{path}")).StatusCode);
        }

        var password = await server.Enrol("revoked", "once");
        var again = await server.Operator.PostAsJsonAsync("/api/v1/nodes", new { district = "revoked", node = "once" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        await server.Connect("revoked/once", password);
    }

    [Fact]
    public async Task One_client_id_of_two_nodes_is_two_sessions()
    {
        server.WaitAMinute();
        var (ours, theirs) = (await server.Enrol("revoked", "ours"), await server.Enrol("revoked", "theirs"));
        var asked = new TaskCompletionSource<MqttMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        var victim = await server.Connect("revoked/ours", ours, options => options with
        {
            ClientId = "shared",
            CleanStart = false,
            SessionExpirySeconds = 3600,
            OnMessage = message =>
            {
                asked.TrySetResult(message);
                return ValueTask.CompletedTask;
            },
        });
        Assert.False((await victim.SubscribeAsync("wn/1/revoked/ours/+/cmd")).IsFailure());

        var taker = await server.Connect("revoked/theirs", theirs, options => options with { ClientId = "shared", CleanStart = false });
        var cleaner = await server.Connect("operator", server.Token, options => options with { ClientId = "shared" });

        Assert.False(taker.ConnAck.SessionPresent || cleaner.ConnAck.SessionPresent);
        await victim.PublishAsync("wn/1/revoked/ours/cab/tele", Encoding.UTF8.GetBytes($$$"""{"v":1,"boot":"b","seq":1,"ts":{{{server.Clock.NowMilliseconds()}}},"d":{"temperature_c":20}}"""));
        Assert.Equal("wn/1/revoked/ours/cab/cmd", (await asked.Task.Within("a rebirth for the first")).Topic);
    }
}
