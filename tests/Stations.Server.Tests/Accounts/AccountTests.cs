using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Access;
using Stations.Server.Tests.Api;
using Stations.Tests;
using static Stations.Server.Tests.Accounts.StaffedServer;

namespace Stations.Server.Tests.Accounts;

/// <summary>What becomes of accounts and sessions, and what is written down of it.</summary>
public sealed class AccountTests(StaffedServer server) : IClassFixture<StaffedServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("cross-site", null, HttpStatusCode.Forbidden)]
    [InlineData("same-site", null, HttpStatusCode.Forbidden)]
    [InlineData(null, null, HttpStatusCode.Forbidden)]
    [InlineData(null, "https://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", null, HttpStatusCode.NotFound)]
    [InlineData(null, "", HttpStatusCode.NotFound)]
    public async Task A_page_from_elsewhere_changes_nothing_with_the_cookie_of_a_visitor(string? site, string? origin, HttpStatusCode status)
    {
        using var browser = await server.Person($"visitor-{site}-{origin?.Length}", "administrator");
        browser.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        if (site is not null)
        {
            browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);
        }

        if (origin is not null)
        {
            browser.DefaultRequestHeaders.Add("Origin", origin.Length == 0 ? browser.BaseAddress!.GetLeftPart(UriPartial.Authority) : origin);
        }

        Assert.Equal(status, await Status(browser, HttpMethod.Post, "/api/v1/nodes/no:node/disable"));
        Assert.Equal(HttpStatusCode.OK, await Status(browser, HttpMethod.Get, "/api/v1/session"));
    }

    [Fact]
    public async Task A_session_ends_without_use_and_after_a_week_and_one_that_is_used_goes_on()
    {
        using var busy = await server.Person("busy", "viewer");
        using var idle = await server.Person("idle", "viewer");
        for (var hours = 0; hours < 24 * 7; hours += 6)
        {
            Assert.Equal(HttpStatusCode.OK, await Status(busy, HttpMethod.Get, "/api/v1/session"));
            Assert.Equal(hours < 12 ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, hours is 0 or >= 12 ? await Status(idle, HttpMethod.Get, "/api/v1/session") : HttpStatusCode.OK);
            await Written("busy");
            server.Clock.Advance(TimeSpan.FromHours(6));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await Status(busy, HttpMethod.Get, "/api/v1/session"));
        await Json(await server.SignIn(server.Chief, "chief", Password));
    }

    [Fact]
    public async Task One_ends_ones_own_sessions_and_an_administrator_anybodys()
    {
        using var one = await server.Person("one", "viewer");
        using var other = await server.Person("other", "operator");
        using var elsewhere = server.Browser();
        await Json(await server.SignIn(elsewhere, "one", Password));

        var mine = await Sessions(one);
        Assert.Equal(2, mine.Count);
        Assert.All(mine, session => Assert.Equal("one", (string?)session!["name"]));
        var theirs = (long)(await Sessions(other)).Single()!["number"]!;
        await Gone(one, theirs, HttpStatusCode.NotFound);
        await Gone(one, (long)mine.Single(session => !(bool)session!["current"]!)!["number"]!, HttpStatusCode.NoContent);
        await Gone(server.Chief, theirs, HttpStatusCode.NoContent);

        Assert.Equal(HttpStatusCode.Unauthorized, await Status(elsewhere, HttpMethod.Get, "/api/v1/session"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(other, HttpMethod.Get, "/api/v1/session"));
        Assert.Equal(HttpStatusCode.OK, await Status(one, HttpMethod.Get, "/api/v1/session"));

        async Task<JsonArray> Sessions(HttpClient browser) => (await Json(await browser.GetAsync("/api/v1/sessions", Cancellation)))["sessions"]!.AsArray();

        static async Task Gone(HttpClient browser, long number, HttpStatusCode status) => Assert.Equal(status, await Status(browser, HttpMethod.Delete, $"/api/v1/sessions/{number}"));
    }

    [Fact]
    public async Task What_is_changed_is_written_down_with_who_and_what_became_of_it_and_no_secret()
    {
        using var person = await server.Person("王伟", "operator", "written");
        await (await person.PostAsJsonAsync("/api/v1/alarms/written:n:d:0:SMOKE/acknowledge", new { by = "somebody else" }, Cancellation)).IsProblem(HttpStatusCode.BadRequest, "invalid_body");
        await (await person.PostAsJsonAsync("/api/v1/alarms/written:n:d:0:SMOKE/acknowledge", new { text = "on my way" }, Cancellation)).IsProblem(HttpStatusCode.NotFound, "not_found");
        var (client, token) = await server.Program("script", "administrator");
        using var http = client;
        await (await http.PutAsJsonAsync("/api/v1/operators/%E7%8E%8B%E4%BC%9F", new { role = "viewer" }, Cancellation)).Content.LoadIntoBufferAsync(Cancellation);

        var first = await Audit("?limit=2");
        var second = await Audit($"?limit=4&cursor={first["next"]}");

        Assert.Equal(
            [
                "script 127.0.0.1 PUT /operators/{name} [王伟] 204 viewer, all districts",
                "chief 127.0.0.1 POST /tokens [] 201 script: administrator, all districts",
                "王伟 127.0.0.1 POST /alarms/{id}/acknowledge [written:n:d:0:SMOKE] 404 ",
                "王伟 127.0.0.1 POST /alarms/{id}/acknowledge [written:n:d:0:SMOKE] 400 ",
                "王伟 127.0.0.1 POST /session/code [] 200 ",
                "chief 127.0.0.1 POST /operators [] 201 王伟: operator, written",
            ],
            first["entries"]!.AsArray().Concat(second["entries"]!.AsArray()).Select(one => $"{one!["who"]} {one["from"]} {one["act"]} [{one["on"]}] {one["status"]} {one["detail"]}"));
        var everything = (await Audit("?limit=500")).ToJsonString();
        Assert.All([token, Password, server.Token], secret => Assert.DoesNotContain(secret, everything, StringComparison.Ordinal));

        async Task<JsonNode> Audit(string query) => await Json(await server.Chief.GetAsync($"/api/v1/audit{query}", Cancellation));
    }

    [Fact]
    public async Task A_token_ends_at_its_time()
    {
        var made = await Json(await server.Chief.PostAsJsonAsync("/api/v1/tokens", new { name = "for-a-day", role = "viewer", days = 1 }, Cancellation));
        using var client = new HttpClient { BaseAddress = server.Chief.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", (string)made["token"]!);
        Assert.Equal(HttpStatusCode.OK, await Status(client, HttpMethod.Get, "/api/v1/alarms"));

        server.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(HttpStatusCode.Unauthorized, await Status(client, HttpMethod.Get, "/api/v1/alarms"));
        await Json(await server.SignIn(server.Chief, "chief", Password));
    }

    /// <summary>The server's next look writes down that a session was used.</summary>
    private async Task Written(string name)
    {
        var roster = server.Services.GetRequiredService<RosterCopy>();
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        roster.Changed += Look;
        Look();
        server.Clock.Advance(RosterCopy.Period);
        await written.Task.Within($"the use of {name}'s session");
        roster.Changed -= Look;

        void Look()
        {
            if (roster.Now.Sessions.Single(one => one.Account == name).UsedAt >= server.Clock.NowMilliseconds() - OperatorSession.WrittenEvery.TotalMilliseconds)
            {
                written.TrySetResult();
            }
        }
    }
}
