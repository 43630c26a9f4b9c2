using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Stations.Server.Tests.Access;
using Stations.Tests;

namespace Stations.Server.Tests.Accounts;

/// <summary>A server at which somebody works: the first account is <see cref="Chief"/>'s. Its clock is the test's.</summary>
public sealed class StaffedServer : GuardedServer, IAsyncLifetime
{
    public const string Password = "a long enough password";

    /// <summary>An administrator everywhere, in a browser.</summary>
    public HttpClient Chief { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Chief = Browser();
        var first = await Chief.PostAsJsonAsync("/api/v1/operators/first", new { token = Token, name = "chief", password = Password }, Cancellation).Within("the first account");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        Chief.Dispose();
        await DisposeAsync();
    }

    /// <summary>Keeps its cookies, and says what page it is on as browsers do.</summary>
    public HttpClient Browser()
    {
        var browser = new HttpClient { BaseAddress = Operator.BaseAddress };
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return browser;
    }

    /// <summary>The code with which they choose a password.</summary>
    public async Task<string> Add(string name, string role, params string[] districts) =>
        (string)(await Json(await Chief.PostAsJsonAsync("/api/v1/operators", new { name, role, districts = districts.Length == 0 ? null : districts }, Cancellation).Within($"the account of {name}")))["code"]!;

    /// <summary>A new account, signed in.</summary>
    public async Task<HttpClient> Person(string name, string role, params string[] districts)
    {
        var code = await Add(name, role, districts);
        var browser = Browser();
        await Json(await browser.PostAsJsonAsync("/api/v1/session/code", new { name, code, password = Password }, Cancellation).Within($"the password of {name}"));
        return browser;
    }

    /// <summary>A program with a token of its own.</summary>
    public async Task<(HttpClient Client, string Token)> Program(string name, string role, params string[] districts)
    {
        var made = await Json(await Chief.PostAsJsonAsync("/api/v1/tokens", new { name, role, districts = districts.Length == 0 ? null : districts }, Cancellation).Within($"the token {name}"));
        var client = new HttpClient { BaseAddress = Operator.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)made["token"]!);
        return (client, (string)made["token"]!);
    }

    public Task<HttpResponseMessage> SignIn(HttpClient browser, string name, string password) =>
        browser.PostAsJsonAsync("/api/v1/session", new { name, password }, Cancellation).Within($"the sign-in of {name}");

    public static async Task<JsonNode> Json(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri}: {response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public static async Task<HttpStatusCode> Status(HttpClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation).Within($"{method} {path}");
        return response.StatusCode;
    }
}
