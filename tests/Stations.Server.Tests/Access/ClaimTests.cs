using Stations.Mqtt.Packets;
using Stations.Server.Access;

namespace Stations.Server.Tests.Access;

public sealed class ClaimTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private const string Chosen = "chosen-by-the-node-itself-1";

    [Fact]
    public async Task A_code_lets_a_node_choose_its_password_once()
    {
        server.WaitAMinute();
        var code = await Offer("first");

        Assert.Equal(ReasonCode.Success, (await server.Decide("claims/first", $"claim:{code.ToLowerInvariant()}:{Chosen}")).Reason);

        Assert.Equal(ReasonCode.Success, (await server.Decide("claims/first", Chosen)).Reason);
        Assert.Equal(ReasonCode.BadUserNameOrPassword, (await server.Decide("claims/first", $"claim:{code}:another-password-of-a-thief")).Reason);
        Assert.True((bool)(await server.Ask(HttpMethod.Get, "/api/v1/nodes/claims:first"))["enrolled"]!);
        Assert.Contains(server.Events, one => one is { Act: SecurityAct.Claim, Outcome: SecurityOutcome.Done, Who: "claims/first" });
        Assert.Contains(server.Events, one => one is { Act: SecurityAct.Claim, Outcome: SecurityOutcome.Refused, Who: "claims/first" });
    }

    [Fact]
    public async Task Of_many_who_use_a_code_at_once_one_has_it()
    {
        server.WaitAMinute();
        var code = await Offer("wanted");

        var decisions = await Task.WhenAll(Enumerable.Range(0, 5).Select(one => server.Decide("claims/wanted", $"claim:{code}:{Chosen}-{one}")));

        Assert.Single(decisions, decision => decision.Reason == ReasonCode.Success);
    }

    [Fact]
    public async Task A_code_is_worth_nothing_for_another_node_or_after_its_time()
    {
        server.WaitAMinute();
        var code = await Offer("expiring", "?validSeconds=60");
        Assert.Equal(ReasonCode.BadUserNameOrPassword, (await server.Decide("claims/elsewhere", $"claim:{code}:{Chosen}")).Reason);

        server.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(ReasonCode.BadUserNameOrPassword, (await server.Decide("claims/expiring", $"claim:{code}:{Chosen}")).Reason);
    }

    [Fact]
    public async Task Five_wrong_tries_end_a_code_however_long_they_take()
    {
        server.WaitAMinute();
        var code = await Offer("tried");
        for (var guess = 0; guess < 5; guess++)
        {
            server.WaitAMinute();
            Assert.Equal(ReasonCode.BadUserNameOrPassword, (await server.Decide("claims/tried", $"claim:AAAAA-AAAA{guess}:{Chosen}")).Reason);
        }

        server.WaitAMinute();
        Assert.Equal(ReasonCode.BadUserNameOrPassword, (await server.Decide("claims/tried", $"claim:{code}:{Chosen}")).Reason);
        Assert.Equal(ReasonCode.Success, (await server.Decide("claims/tried", $"claim:{await Offer("tried")}:{Chosen}")).Reason);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("")]
    [InlineData("with blanks in its twenty-two letters")]
    public async Task A_password_that_is_none_uses_up_no_try(string password)
    {
        server.WaitAMinute();
        var code = await Offer($"weak-{password.Length}");
        await server.Decide($"claims/weak-{password.Length}", $"claim:{code}:{password}");

        Assert.StartsWith("must be claim:CODE:PASSWORD", server.Events.First(one => one.Act == SecurityAct.Claim).Detail, StringComparison.Ordinal);
        Assert.Equal(ReasonCode.Success, (await server.Decide($"claims/weak-{password.Length}", $"claim:{code}:{Chosen}")).Reason);
    }

    [Fact]
    public async Task The_password_before_is_good_until_the_code_is_used()
    {
        server.WaitAMinute();
        var old = await server.Enrol("claims", "swapped");
        var code = await Offer("swapped");
        Assert.Equal(ReasonCode.Success, (await server.Decide("claims/swapped", old)).Reason);

        Assert.Equal(ReasonCode.Success, (await server.Decide("claims/swapped", $"claim:{code}:{Chosen}")).Reason);

        Assert.Equal(ReasonCode.BadUserNameOrPassword, (await server.Decide("claims/swapped", old)).Reason);
    }

    [Fact]
    public async Task Revoking_a_node_ends_its_code_and_a_disabled_one_cannot_be_claimed()
    {
        server.WaitAMinute();
        var code = await Offer("gone");
        await server.Send(HttpMethod.Delete, "/api/v1/nodes/claims:gone");
        Assert.Equal(ReasonCode.BadUserNameOrPassword, (await server.Decide("claims/gone", $"claim:{code}:{Chosen}")).Reason);

        await server.Enrol("claims", "barred");
        var other = await Offer("barred");
        await server.Send(HttpMethod.Post, "/api/v1/nodes/claims:barred/disable");
        Assert.Equal(ReasonCode.BadUserNameOrPassword, (await server.Decide("claims/barred", $"claim:{other}:{Chosen}")).Reason);
    }

    private async Task<string> Offer(string node, string query = "") => (string)(await server.Ask(HttpMethod.Post, $"/api/v1/nodes/claims:{node}/claim{query}"))["code"]!;
}
