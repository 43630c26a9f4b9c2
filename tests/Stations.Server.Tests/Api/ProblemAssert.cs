using System.Net;
using System.Text.Json.Nodes;

namespace Stations.Server.Tests.Api;

internal static class ProblemAssert
{
    /// <summary>Every problem has this shape, wherever it comes from.</summary>
    public static async Task<JsonNode> IsProblem(this HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"Expected {(int)status} but was {(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal((int)status, (int)problem["status"]!);
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal($"https://stations.example/problems/{code}", (string?)problem["type"]);
        Assert.Equal(response.RequestMessage!.RequestUri!.AbsolutePath, (string?)problem["instance"]);
        Assert.All(["title", "detail", "traceId"], name => Assert.False(string.IsNullOrWhiteSpace((string?)problem[name]), $"{name} is empty"));
        return problem;
    }

    /// <summary>The names of what is wrong.</summary>
    public static IEnumerable<string> Errors(this JsonNode problem) => problem["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal);
}
