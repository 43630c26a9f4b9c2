using System.Net;
using System.Text;
using Stations.Mqtt.Packets;
using Stations.Server.Access;

namespace Stations.Server.Tests.Access;

public sealed class LoginTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private static readonly string Unknown = new('x', 22);

    [Theory]
    [InlineData("logins/known")]
    [InlineData("logins/disabled")]
    [InlineData("logins/revoked")]
    [InlineData("logins/rotating")]
    [InlineData("logins/nobody")]
    [InlineData("logins:known")]
    [InlineData("no-node")]
    [InlineData("a/b/c")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("operator")]
    public async Task Whoever_does_not_know_a_password_gets_one_answer_for_one_slow_hash(string? user)
    {
        server.WaitAMinute();
        foreach (var password in new[] { Unknown, "", "claim:ABCDE-FGHJK:" + Unknown, "claim:", null })
        {
            await Prepare(user);
            var before = server.Hashes;

            var decision = await server.Decide(user, password);

            Assert.Equal((ReasonCode.BadUserNameOrPassword, 1), (decision.Reason, server.Hashes - before));
            Assert.Null(decision.Identity);
        }
    }

    [Theory]
    [InlineData("logins/disabled-2")]
    [InlineData("logins/revoked-2")]
    public async Task The_right_password_of_a_node_that_may_not_come_looks_like_a_wrong_one(string user)
    {
        server.WaitAMinute();
        var password = await Prepare(user);
        var before = server.Hashes;

        Assert.Equal(ReasonCode.BadUserNameOrPassword, (await server.Decide(user, password)).Reason);
        Assert.Equal(1, server.Hashes - before);
    }

    [Fact]
    public async Task Outside_the_demo_nobody_comes_in_without_saying_who_they_are()
    {
        server.WaitAMinute();
        Assert.Equal(ReasonCode.BadUserNameOrPassword, await server.Refusal(null, null));
        Assert.Equal(ReasonCode.BadUserNameOrPassword, await server.Refusal(null, null, options => options with { Version = MqttVersion.V311 }));
    }

    [Fact]
    public async Task Whoever_came_in_before_does_so_again_without_slow_work_while_others_guess_their_password()
    {
        server.WaitAMinute();
        var password = await server.Enrol("logins", "regular");
        Assert.Equal(ReasonCode.Success, (await server.Decide("logins/regular", password)).Reason);
        for (var guess = 0; guess < 6; guess++)
        {
            await server.Decide("logins/regular", $"{guess}{Unknown}");
        }

        var before = server.Hashes;
        Assert.Equal(ReasonCode.ConnectionRateExceeded, (await server.Decide("logins/regular", "another guess")).Reason);
        Assert.Equal(ReasonCode.Success, (await server.Decide("logins/regular", password)).Reason);
        Assert.Equal(before, server.Hashes);
    }

    [Fact]
    public async Task After_five_refusals_a_name_is_not_looked_at_until_the_minute_is_over()
    {
        server.WaitAMinute();
        var password = await server.Enrol("logins", "guessed");
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Equal(ReasonCode.BadUserNameOrPassword, (await server.Decide("logins/guessed", $"{guess}{Unknown}", from: $"10.0.1.{guess}")).Reason);
        }

        var before = server.Hashes;
        Assert.Equal(ReasonCode.ConnectionRateExceeded, (await server.Decide("logins/guessed", password, from: "10.0.1.9")).Reason);
        Assert.Equal(before, server.Hashes);
        Assert.Equal((SecurityAct.Login, SecurityOutcome.LimitedByName, "logins/guessed", "10.0.1.9"), Last());

        server.WaitAMinute();
        Assert.Equal(ReasonCode.Success, (await server.Decide("logins/guessed", password, from: "10.0.1.9")).Reason);
    }

    [Fact]
    public async Task Guesses_at_once_are_no_way_around_the_limit()
    {
        server.WaitAMinute();
        await server.Enrol("logins", "hurried");
        var before = server.Hashes;

        var decisions = await Task.WhenAll(Enumerable.Range(0, 40).Select(guess => server.Decide("logins/hurried", $"{guess}{Unknown}")));

        Assert.Equal(5, decisions.Count(decision => decision.Reason == ReasonCode.BadUserNameOrPassword));
        Assert.Equal(35, decisions.Count(decision => decision.Reason == ReasonCode.ConnectionRateExceeded));
        Assert.Equal(5, server.Hashes - before);
    }

    [Theory]
    [InlineData("10.0.2.1", "10.0.2.1", "10.0.2.2")]
    [InlineData("::ffff:10.0.3.1", "10.0.3.1", "10.0.3.2")]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", "2001:db8:0:2::1")]
    public async Task After_a_hundred_refusals_nobody_unknown_is_looked_at_from_an_address(string first, string same, string other)
    {
        server.WaitAMinute();
        var password = await server.Enrol("logins", $"behind-{first.Replace(':', '-')}");
        for (var guess = 0; guess < LoginLimits.Default.FailedPerAddress; guess++)
        {
            Assert.Equal(ReasonCode.BadUserNameOrPassword, (await server.Decide($"logins/guess-{guess}", Unknown, first)).Reason);
        }

        Assert.Equal(ReasonCode.ConnectionRateExceeded, (await server.Decide($"logins/behind-{first.Replace(':', '-')}", password, same)).Reason);
        Assert.Equal(SecurityOutcome.LimitedByAddress, server.Events[0].Outcome);
        Assert.Equal(ReasonCode.Success, (await server.Decide($"logins/behind-{first.Replace(':', '-')}", password, other)).Reason);
    }

    [Fact]
    public async Task A_node_that_connects_for_the_sixteenth_time_in_a_minute_is_kept_out_until_it_is_over_whatever_its_client_id()
    {
        server.WaitAMinute();
        var (flapping, calm) = (await server.Enrol("logins", "flapping"), await server.Enrol("logins", "calm"));
        for (var connect = 0; connect < 15; connect++)
        {
            Assert.Equal(ReasonCode.Success, (await server.Decide("logins/flapping", flapping, clientId: $"c{connect}")).Reason);
        }

        Assert.Equal(ReasonCode.ConnectionRateExceeded, (await server.Decide("logins/flapping", flapping, clientId: "c16")).Reason);
        Assert.Equal((SecurityAct.Connect, SecurityOutcome.Banned, "logins/flapping", "10.0.0.1"), Last());
        Assert.Equal(ReasonCode.Success, (await server.Decide("logins/calm", calm)).Reason);
        server.WaitAMinute();
        Assert.Equal(ReasonCode.Success, (await server.Decide("logins/flapping", flapping)).Reason);
    }

    [Fact]
    public async Task The_operator_is_let_in_whoever_guesses_their_token()
    {
        server.WaitAMinute();
        for (var guess = 0; guess < 6; guess++)
        {
            await server.Decide("operator", Unknown);
        }

        Assert.Equal(ReasonCode.Success, (await server.Decide("operator", server.Token)).Reason);
    }

    [Theory]
    [InlineData("logins/certified", null, ReasonCode.Success)]
    [InlineData("spiffe://stations.example/logins/certified", "logins/certified", ReasonCode.Success)]
    [InlineData("logins/certified", "logins/neighbour", ReasonCode.NotAuthorized)]
    [InlineData("logins/certified", "operator", ReasonCode.NotAuthorized)]
    [InlineData("logins/certified", "", ReasonCode.NotAuthorized)]
    [InlineData("logins/certified/", null, ReasonCode.NotAuthorized)]
    [InlineData("logins:certified", null, ReasonCode.NotAuthorized)]
    [InlineData("certified", null, ReasonCode.NotAuthorized)]
    [InlineData("", null, ReasonCode.NotAuthorized)]
    [InlineData("logins/stranger", null, ReasonCode.NotAuthorized)]
    public async Task A_certificate_stands_for_the_password_of_the_enrolled_node_that_it_names_and_of_no_other(string certificate, string? user, ReasonCode reason)
    {
        server.WaitAMinute();
        await server.Send(HttpMethod.Delete, "/api/v1/nodes/logins:certified");
        await server.Enrol("logins", "certified");

        var decision = await server.Decide(user, null, certificate: certificate);

        Assert.Equal(reason, decision.Reason);
        Assert.Equal(reason == ReasonCode.Success ? "logins/certified" : null, decision.Owner);
        await server.Send(HttpMethod.Post, "/api/v1/nodes/logins:certified/disable");
        Assert.Equal(ReasonCode.NotAuthorized, (await server.Decide(user, null, certificate: certificate)).Reason);
    }

    [Theory]
    [InlineData("wn/1/logins/willing/conn", ReasonCode.Success)]
    [InlineData("wn/1/logins/willing/cab/evt", ReasonCode.Success)]
    [InlineData("wn/1/logins/willing/cab/cmd", ReasonCode.NotAuthorized)]
    [InlineData("wn/1/logins/other/conn", ReasonCode.NotAuthorized)]
    [InlineData("wn/1/STATE/server", ReasonCode.NotAuthorized)]
    [InlineData("$SYS/broker", ReasonCode.NotAuthorized)]
    [InlineData("anything", ReasonCode.NotAuthorized)]
    public async Task A_will_is_checked_when_its_client_connects(string topic, ReasonCode reason)
    {
        server.WaitAMinute();
        await server.Send(HttpMethod.Delete, "/api/v1/nodes/logins:willing");
        var password = await server.Enrol("logins", "willing");

        Assert.Equal(reason, (await server.Decide("logins/willing", password, will: new Will(topic, default))).Reason);
        Assert.Equal(ReasonCode.NotAuthorized, (await server.Decide("operator", server.Token, will: new Will(topic, default))).Reason);
    }

    [Fact]
    public async Task No_secret_is_told_or_kept()
    {
        server.WaitAMinute();
        var password = await server.Enrol("logins", "discreet");
        await server.Connect("logins/discreet", password);
        await server.Decide("logins/discreet", "a-guess-that-is-wrong");

        Assert.DoesNotContain(server.Events, one => new[] { password, server.Token, "a-guess-that-is-wrong" }.Any(secret => one.ToString().Contains(secret, StringComparison.Ordinal)));
        foreach (var file in Directory.EnumerateFiles(server.DataFolder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is not ("operator-token" or "journal.lock")))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
            Assert.True(copy.GetBuffer().AsSpan(0, (int)copy.Length).IndexOf(Encoding.ASCII.GetBytes(password)) < 0, $"{file} holds a password");
        }
    }

    private (SecurityAct, SecurityOutcome, string, string) Last() => server.Events[0] is var last ? (last.Act, last.Outcome, last.Who, last.From) : default;

    /// <summary>A node in the state that its name says, and the password it last had.</summary>
    private async Task<string?> Prepare(string? user)
    {
        if (user?.Split('/') is not ["logins", var node] || node == "nobody")
        {
            return null;
        }

        var response = await server.Send(HttpMethod.Post, "/api/v1/nodes", new StringContent($$"""{"district":"logins","node":"{{node}}"}""", Encoding.UTF8, "application/json"));
        var password = response.StatusCode == HttpStatusCode.Created
            ? (string?)System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["password"] : null;
        var (method, act) = node.Split('-')[0] switch
        {
            "disabled" => (HttpMethod.Post, "/disable"),
            "rotating" => (HttpMethod.Post, "/password"),
            "revoked" => (HttpMethod.Delete, ""),
            _ => (HttpMethod.Get, ""),
        };
        Assert.True((await server.Send(method, $"/api/v1/nodes/logins:{node}{act}")).IsSuccessStatusCode);
        return password;
    }
}
