using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Stations.Server.Access;
using Stations.Tests;

namespace Stations.Server.Tests.Access;

public sealed class SecurityEventsTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    [Fact]
    public async Task An_operator_reads_who_tried_what_from_where_and_how_it_went()
    {
        server.WaitAMinute();
        var password = await server.Enrol("events", "a");
        await server.Decide("events/a\n", "wrong", from: "10.9.9.9");
        var client = await server.Connect("events/a", password);
        await client.SubscribeAsync("#");
        await client.PublishAsync("wn/1/events/b/cab/tele", "x"u8.ToArray());
        using var stranger = new HttpClient { BaseAddress = server.Operator.BaseAddress };
        stranger.DefaultRequestHeaders.Add("Authorization", "Bearer wrong");
        await stranger.GetAsync("/api/v1/nodes/events:a", TestContext.Current.CancellationToken);

        var page = await server.Ask(HttpMethod.Get, "/api/v1/security-events?limit=5");

        Assert.Equal(
            [
                "operate refused nobody 127.0.0.1 GET /api/v1/nodes/events:a",
                "publish denied events/a 127.0.0.1 wn/1/events/b/cab/tele",
                "subscribe denied events/a 127.0.0.1 #",
                "login refused events/a? 10.9.9.9 c",
                "enrol done operator 127.0.0.1 events/a",
            ],
            page["events"]!.AsArray().Select(one => $"{one!["act"]} {one["outcome"]} {one["who"]} {one["from"]} {one["detail"]}"));
    }

    [Fact]
    public async Task They_come_page_by_page_and_by_kind()
    {
        for (var node = 0; node < 5; node++)
        {
            await server.Enrol("paged", $"n{node}");
        }

        var first = await server.Ask(HttpMethod.Get, "/api/v1/security-events?act=enrol&outcome=done&limit=3");
        var second = await server.Ask(HttpMethod.Get, $"/api/v1/security-events?act=enrol&outcome=done&limit=2&cursor={first["next"]}");

        Assert.Equal(
            ["paged/n4", "paged/n3", "paged/n2", "paged/n1", "paged/n0"],
            first["events"]!.AsArray().Concat(second["events"]!.AsArray()).Select(one => (string)one!["detail"]!));
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Send(HttpMethod.Get, "/api/v1/security-events?act=steal")).StatusCode);
    }

    [Fact]
    public void A_flood_of_one_kind_from_one_address_washes_nothing_away()
    {
        server.WaitAMinute();
        var log = server.Services.GetRequiredService<SecurityLog>();
        log.Add(SecurityAct.Revoke, SecurityOutcome.Done, "operator", "10.1.1.1", "flood/first");
        for (var number = 0; number < 2 * SecurityLog.MaxEvents; number++)
        {
            log.Add(SecurityAct.Login, SecurityOutcome.Refused, $"name-{number}", "10.1.1.2", new string('x', 1000));
        }

        Assert.Contains(log.Events, one => one.Detail == "flood/first");
        Assert.Equal(SecurityLog.MostPerMinute, log.Events.Count(one => one.From == "10.1.1.2"));
        Assert.All(log.Events, one => Assert.True(one.Detail.Length <= 256, "a detail is cut"));
    }

    [Fact]
    public async Task A_connection_that_is_refused_before_it_says_whose_it_is_stands_there_too()
    {
        server.WaitAMinute();
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.Port, TestContext.Current.CancellationToken);
        await socket.GetStream().WriteAsync(new byte[] { 0xC0, 0 }, TestContext.Current.CancellationToken);
        Assert.Equal(0, await socket.GetStream().ReadAsync(new byte[16], TestContext.Current.CancellationToken).AsTask().Within("the end"));
        await Seen().Within("the event");

        var page = await server.Ask(HttpMethod.Get, "/api/v1/security-events?act=open&limit=1");

        Assert.Equal(
            ["open refused nobody 127.0.0.1 The first packet must be CONNECT."],
            page["events"]!.AsArray().Select(one => $"{one!["act"]} {one["outcome"]} {one["who"]} {one["from"]} {one["detail"]}"));

        async Task Seen()
        {
            while (!server.Events.Any(one => one is { Act: SecurityAct.Open, From: "127.0.0.1" }))
            {
                await Task.Yield();
            }
        }
    }

    [Fact]
    public void Strangers_with_many_addresses_wash_nothing_away_and_keep_nobody_out_of_the_log()
    {
        var log = server.Services.GetRequiredService<SecurityLog>();
        log.Add(SecurityAct.Revoke, SecurityOutcome.Done, "operator", "10.1.1.1", "strangers/first");
        var before = log.Events.Count(one => one.Act != SecurityAct.Open);
        for (var minute = 0; minute < 50; minute++)
        {
            server.WaitAMinute();
            for (var number = 0; number < 2 * SecurityLog.MostOfStrangersPerMinute; number++)
            {
                log.Add(SecurityAct.Open, SecurityOutcome.Refused, "nobody", $"2001:db8::{minute:x}:{number:x}", "flood");
            }

            log.Add(SecurityAct.Login, SecurityOutcome.Refused, "somebody", "10.1.1.9", "seen");
        }

        Assert.Contains(log.Events, one => one.Detail == "strangers/first");
        Assert.Equal(SecurityLog.MaxOfStrangers, log.Events.Count(one => one.Act == SecurityAct.Open));
        Assert.Equal(before + 50, log.Events.Count(one => one.Act != SecurityAct.Open));
        Assert.Equal(log.Events.OrderByDescending(one => one.Number), log.Events);
    }
}
