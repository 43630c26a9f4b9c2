using System.Net;
using System.Net.Http.Json;
using Stations.Server.Access;
using Stations.Server.Tests.Api;
using Stations.Tests;
using static Stations.Server.Tests.Accounts.StaffedServer;

namespace Stations.Server.Tests.Accounts;

public sealed class SignInTests(StaffedServer server) : IClassFixture<StaffedServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_operator_token_ends_with_the_first_account()
    {
        await (await server.Send(HttpMethod.Get, "/api/v1/alarms")).IsProblem(HttpStatusCode.Unauthorized, "sign_in_needed");
        using var browser = server.Browser();

        await (await browser.PostAsJsonAsync("/api/v1/session", new { token = server.Token }, Cancellation)).IsProblem(HttpStatusCode.Unauthorized, "sign_in_refused");
        await (await browser.PostAsJsonAsync("/api/v1/operators/first", new { token = server.Token, name = "second", password = Password }, Cancellation))
            .IsProblem(HttpStatusCode.Conflict, "has_administrator");
    }

    [Fact]
    public async Task A_cookie_cannot_be_read_by_scripts_nor_sent_from_elsewhere()
    {
        server.Clock.Advance(BackOff.Memory);
        using var browser = server.Browser();

        var response = await server.SignIn(browser, "chief", Password);

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Matches("^stations=[A-Za-z0-9_-]{43}; max-age=604800; path=/; samesite=strict; httponly$", cookie);
        Assert.True(response.Headers.CacheControl!.NoStore);
        var me = await Json(await browser.GetAsync("/api/v1/session", Cancellation));
        Assert.Equal(("chief", "administrator", null, "account"), ((string?)me["name"], (string?)me["role"], me["districts"], (string?)me["kind"]));
    }

    [Fact]
    public async Task An_unknown_name_and_a_wrong_password_get_one_answer_for_one_slow_hash()
    {
        server.Clock.Advance(BackOff.Memory);
        await server.Add("newcomer", "viewer");
        using var browser = server.Browser();
        foreach (var name in (string[])["chief", "newcomer", "nobody", "no/name", "operator"])
        {
            var before = server.Hashes;

            var problem = await (await server.SignIn(browser, name, "not the right one")).IsProblem(HttpStatusCode.Unauthorized, "sign_in_refused");

            Assert.Equal((1, "Check both and try again. Whoever forgot the password asks an administrator for a code."), (server.Hashes - before, (string)problem["detail"]!));
        }
    }

    [Fact]
    public async Task After_five_wrong_passwords_each_further_one_shuts_a_name_for_twice_as_long_but_not_where_its_owner_works()
    {
        server.Clock.Advance(BackOff.Memory);
        using var owner = await server.Person("guessed", "viewer");
        using var browser = server.Browser();
        await Guess("guessed-by-strangers", 5);

        Assert.Equal("60", await RetryAfter("guessed-by-strangers"));
        server.WaitAMinute();
        await Guess("guessed-by-strangers", 1);
        Assert.Equal("120", await RetryAfter("guessed-by-strangers"));
        for (var wait = 2; wait < 32; wait *= 2)
        {
            server.Clock.Advance(TimeSpan.FromMinutes(wait));
            await Guess("guessed-by-strangers", 1);
        }

        Assert.Equal("900", await RetryAfter("guessed-by-strangers"));
        Assert.Equal(HttpStatusCode.OK, (await server.SignIn(browser, "guessed", Password)).StatusCode);
        Assert.Contains(server.Events, one => one is { Act: SecurityAct.SignIn, Outcome: SecurityOutcome.LimitedByName, Who: "guessed-by-strangers" });

        async Task Guess(string name, int times)
        {
            for (var guess = 0; guess < times; guess++)
            {
                await (await server.SignIn(browser, name, $"a wrong one, number {guess}")).IsProblem(HttpStatusCode.Unauthorized, "sign_in_refused");
            }
        }

        async Task<string> RetryAfter(string name)
        {
            var response = await server.SignIn(browser, name, Password);
            await response.IsProblem(HttpStatusCode.TooManyRequests, "too_many_sign_ins");
            return response.Headers.RetryAfter!.ToString();
        }
    }

    [Theory]
    [InlineData("short", "password")]
    [InlineData("elevenchars", "password")]
    [InlineData("chooses-code", "password")]
    public async Task A_password_is_long_and_not_the_name_and_nothing_else_is_asked_of_it(string password, string field)
    {
        using var browser = server.Browser();

        var response = await browser.PostAsJsonAsync("/api/v1/session/code", new { name = "chooses-code", code = "7F3K9-QX2M4", password }, Cancellation);

        Assert.Equal([field], (await response.IsProblem(HttpStatusCode.BadRequest, "invalid_body")).Errors());
    }

    [Fact]
    public async Task A_code_is_good_once_for_five_tries_and_a_day()
    {
        server.Clock.Advance(BackOff.Memory);
        using var browser = server.Browser();
        var code = await server.Add("coded", "viewer");
        Assert.Equal(HttpStatusCode.OK, (await Claim(code.ToLowerInvariant().Replace("-", " -", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal))).StatusCode);
        await (await Claim(code)).IsProblem(HttpStatusCode.Unauthorized, "sign_in_refused");

        code = (string)(await Json(await server.Chief.PostAsync("/api/v1/operators/coded/reset", null, Cancellation)))["code"]!;
        await (await server.SignIn(browser, "coded", Password)).IsProblem(HttpStatusCode.Unauthorized, "sign_in_refused");
        server.Clock.Advance(AccountDesk.CodeValid);
        await (await Claim(code)).IsProblem(HttpStatusCode.Unauthorized, "sign_in_refused");

        code = (string)(await Json(await (await Chief()).PostAsync("/api/v1/operators/coded/reset", null, Cancellation)))["code"]!;
        for (var wrong = 0; wrong < 5; wrong++)
        {
            server.Clock.Advance(BackOff.Longest);
            await (await Claim("00000-00000")).IsProblem(HttpStatusCode.Unauthorized, "sign_in_refused");
        }

        server.Clock.Advance(BackOff.Memory);
        await (await Claim(code)).IsProblem(HttpStatusCode.Unauthorized, "sign_in_refused");

        Task<HttpResponseMessage> Claim(string code) =>
            browser.PostAsJsonAsync("/api/v1/session/code", new { name = "coded", code, password = Password }, Cancellation).Within("the claim");
    }

    [Fact]
    public async Task A_changed_password_ends_the_old_one_and_every_other_session()
    {
        server.Clock.Advance(BackOff.Memory);
        using var here = await server.Person("changer", "viewer");
        using var elsewhere = server.Browser();
        Assert.Equal(HttpStatusCode.OK, (await server.SignIn(elsewhere, "changer", Password)).StatusCode);

        await Json(await here.PostAsJsonAsync("/api/v1/session/password", new { old = Password, password = "another long password" }, Cancellation));

        Assert.Equal(HttpStatusCode.OK, await Status(here, HttpMethod.Get, "/api/v1/session"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(elsewhere, HttpMethod.Get, "/api/v1/session"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.SignIn(elsewhere, "changer", Password)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.SignIn(elsewhere, "changer", "another long password")).StatusCode);
    }

    /// <summary>Signed in anew, since the clock may have gone far.</summary>
    private async Task<HttpClient> Chief()
    {
        await Json(await server.SignIn(server.Chief, "chief", Password));
        return server.Chief;
    }
}
