using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Stations.Server.Tests.Api;

public sealed class OpenApiTests(RunningServer server)
{
    private static readonly string[] Needed = ["Admin", "Connection", "DeviceView", "Health", "NeedView", "ProblemBody", "PublicStatus", "SnapshotView", "StationView", "Use"];

    [Fact]
    public async Task It_is_valid_in_version_3_1()
    {
        var text = await server.Riders.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);

        var read = OpenApiDocument.Parse(text, OpenApiConstants.Json);

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        Assert.Empty(Needed.Except(read.Document!.Components!.Schemas!.Keys));
    }

    [Fact]
    public async Task It_lists_every_route_of_the_API()
    {
        var document = await server.Get("/openapi/v1.json");
        var described = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));
        var mapped = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {endpoint.RoutePattern.RawText!.TrimEnd('/')}"));

        Assert.Equal(mapped.Order(StringComparer.Ordinal), described.Where(one => one.Contains(" /api/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_is_summed_up_and_says_how_it_fails()
    {
        var document = await server.Get("/openapi/v1.json");

        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                Assert.True(!string.IsNullOrEmpty((string?)operation!["summary"]), $"{method} {path} has no summary");
                foreach (var parameter in operation["parameters"]?.AsArray().Where(one => (string?)one!["in"] == "query") ?? [])
                {
                    Assert.True(!string.IsNullOrEmpty((string?)parameter!["description"]), $"{parameter["name"]} of {method} {path} has no description");
                }

                Assert.All(operation["responses"]!.AsObject().Where(response => response.Key[0] is '4' or '5'), response =>
                    Assert.Equal("#/components/schemas/ProblemBody", (string?)response.Value!["content"]!["application/problem+json"]!["schema"]!["$ref"]));
                if (path.StartsWith("/api/", StringComparison.Ordinal))
                {
                    Assert.NotNull(operation["responses"]!["400"]);
                }
            }
        }
    }

    [Theory]
    [InlineData("Connection", "ONLINE STALE OFFLINE")]
    [InlineData("Health", "OK DEGRADED FAULT")]
    [InlineData("Admin", "IN_SERVICE MAINTENANCE DISABLED PLANNED REMOVED")]
    [InlineData("Use", "FREE RESERVED OPENING OCCUPIED CHARGING FINISHED BLOCKED UNKNOWN")]
    [InlineData("PublicStatus", "AVAILABLE CHARGING RESERVED BLOCKED INOPERATIVE OUTOFORDER PLANNED REMOVED UNKNOWN")]
    public async Task Every_word_is_the_one_on_the_wire(string schema, string words)
    {
        var described = (await server.Get("/openapi/v1.json"))["components"]!["schemas"]![schema]!;

        Assert.Equal("string", (string?)described["type"]);
        Assert.Equal(words.Split(' ').Order(), described["enum"]!.AsArray().Select(word => (string)word!).Order());
    }

    [Fact]
    public async Task What_may_be_absent_is_not_required_and_the_rest_is()
    {
        var schemas = (await server.Get("/openapi/v1.json"))["components"]!["schemas"]!;

        Assert.DoesNotContain("slots", Required("DeviceView"));
        Assert.Contains("status", Required("DeviceView"));
        Assert.DoesNotContain("distanceMetres", Required("StationView"));
        Assert.DoesNotContain("deviceList", Required("StationView"));
        Assert.DoesNotContain("errors", Required("ProblemBody"));
        Assert.Empty(Required("NeedsView"));
        Assert.Equal(["name"], Required("StationBody"));

        IEnumerable<string> Required(string schema) => schemas[schema]!["required"]?.AsArray().Select(name => (string)name!) ?? [];
    }
}
