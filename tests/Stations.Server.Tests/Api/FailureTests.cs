using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Stations.Server.Api;

namespace Stations.Server.Tests.Api;

/// <summary>What goes wrong below the API, on a host that does nothing else.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData("/bug", HttpStatusCode.InternalServerError, "internal_error")]
    [InlineData("/slow", HttpStatusCode.ServiceUnavailable, "not_durable")]
    [InlineData("/bad", HttpStatusCode.BadRequest, "bad_request")]
    [InlineData("/teapot", (HttpStatusCode)418, "http_418")]
    [InlineData("/bound?number=x", HttpStatusCode.BadRequest, "bad_request")]
    public async Task Every_failure_is_a_problem_and_none_tells_a_secret(string path, HttpStatusCode status, string code)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.UseProblems();
        app.MapGet("/bug", string () => throw new InvalidOperationException("secret"));
        app.MapGet("/slow", string () => throw new TimeoutException("secret"));
        app.MapGet("/bad", string () => throw new BadHttpRequestException("Unexpected end of request content."));
        app.MapGet("/teapot", () => Results.StatusCode(418));
        app.MapGet("/bound", (int number) => number);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        var problem = await (await client.GetAsync(path, TestContext.Current.CancellationToken)).IsProblem(status, code);

        Assert.DoesNotContain("secret", problem.ToJsonString(), StringComparison.Ordinal);
    }
}
