using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stations.Model;
using Stations.Server.Access;
using Stations.Server.Api;
using Stations.Server.Tests.Api;

namespace Stations.Server.Tests.Accounts;

/// <summary>Who may call what. An endpoint that is added fails here until it says so.</summary>
public sealed class RoleTests(StaffedServer server) : IClassFixture<StaffedServer>
{
    private const string Table =
        """
        anybody                  DELETE /queues/{station}/{need}
        anybody                  DELETE /reservations/{id}
        anybody                  GET /devices
        anybody                  GET /devices/{id}
        anybody                  GET /districts
        anybody                  GET /queues/{station}/{need}
        anybody                  GET /reports/{ticket}
        anybody                  GET /reservations
        anybody                  GET /reservations/terms
        anybody                  GET /reservations/{id}
        anybody                  GET /stations
        anybody                  GET /stations/{id}
        anybody                  GET /stream
        anybody                  POST /operators/first
        anybody                  POST /queues/{station}/{need}
        anybody                  POST /reports
        anybody                  POST /reservations
        anybody                  POST /reservations/{id}/open
        anybody                  POST /session
        anybody                  POST /session/code
        anybody                  PUT /reports/{ticket}/photo
        viewer                   DELETE /session
        viewer                   DELETE /sessions/{number}
        viewer                   GET /alarms
        viewer                   GET /devices/{id}/commands
        viewer                   GET /devices/{id}/commands/{command}
        viewer                   GET /devices/{id}/config
        viewer                   GET /devices/{id}/events
        viewer                   GET /devices/{id}/history
        viewer                   GET /devices/{id}/messages
        viewer                   GET /districts/{id}/kpis
        viewer                   GET /events
        viewer                   GET /firmware
        viewer                   GET /fleet
        viewer                   GET /nodes
        viewer                   GET /nodes/{id}
        viewer                   GET /quarantine
        viewer                   GET /reports
        viewer                   GET /reports/{ticket}/photo
        viewer                   GET /session
        viewer                   GET /sessions
        viewer                   GET /stations/{id}/events
        viewer                   POST /session/password
        operator                 POST /alarms/{id}/acknowledge
        operator                 POST /alarms/{id}/assign
        operator                 POST /alarms/{id}/comment
        operator                 POST /alarms/{id}/reset
        operator                 POST /alarms/{id}/shelve
        operator                 DELETE /devices/{id}/commands/{command}
        operator                 POST /devices/config/import
        operator                 POST /devices/{id}/commands
        operator                 POST /devices/{id}/maintenance
        operator                 PUT /devices/{id}/config
        operator                 POST /reports/{ticket}/reject
        operator                 POST /reports/{ticket}/resolve
        operator                 POST /stations/{id}/maintenance
        administrator            DELETE /nodes/{id}
        administrator            POST /nodes
        administrator            POST /nodes/import
        administrator            POST /nodes/{id}/claim
        administrator            POST /nodes/{id}/disable
        administrator            POST /nodes/{id}/enable
        administrator            POST /nodes/{id}/password
        administrator            PUT /stations/{id}
        administrator everywhere DELETE /operators/{name}
        administrator everywhere DELETE /tokens/{name}
        administrator everywhere GET /audit
        administrator everywhere GET /operators
        administrator everywhere GET /security-events
        administrator everywhere GET /tokens
        administrator everywhere POST /operators
        administrator everywhere POST /operators/{name}/disable
        administrator everywhere POST /operators/{name}/enable
        administrator everywhere POST /operators/{name}/reset
        administrator everywhere POST /tokens
        administrator everywhere PUT /operators/{name}
        """;

    private static readonly (string Who, Rights? Rights)[] Callers =
    [
        ("nobody", null),
        ("a-viewer", new(Role.Viewer)),
        ("an-operator", new(Role.Operator)),
        ("an-administrator-of-one", new(Role.Administrator, ["mine"])),
        ("an-administrator", new(Role.Administrator)),
    ];

    private static IEnumerable<(string Need, string Endpoint)> Rows =>
        Table.Split('\n', StringSplitOptions.TrimEntries).Select(row => (row[..24].Trim(), row[25..]));

    [Fact]
    public void Every_endpoint_says_who_may_call_it()
    {
        var mapped = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Select(method => (Need: NeedOf(endpoint), Endpoint: $"{method} {Gate.Relative(endpoint)}")));

        Assert.Equal(Rows.OrderBy(row => row.Endpoint, StringComparer.Ordinal), mapped.OrderBy(row => row.Endpoint, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Whoever_may_not_is_told_what_it_needs_and_whoever_may_comes_through()
    {
        foreach (var (who, rights) in Callers)
        {
            using var client = rights is null ? server.Browser() : (await server.Program(who, rights.Role.Word(), rights.Districts ?? [])).Client;
            foreach (var (need, endpoint) in Rows)
            {
                var (method, path) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
                using var request = new HttpRequestMessage(
                    new HttpMethod(method), $"/api/v1{path}".Replace("{id}", "mine:n:d:0:X").Replace("{name}", "nobody-here").Replace("{number}", "0"));
                var response = await server.Send(client, request);

                if (Suffices(need, rights))
                {
                    Assert.True(response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden), $"{who} {endpoint}: {response.StatusCode}");
                }
                else if (rights is null)
                {
                    await response.IsProblem(HttpStatusCode.Unauthorized, "sign_in_needed");
                }
                else
                {
                    Assert.Contains(need.Split(' ')[0], (string)(await response.IsProblem(HttpStatusCode.Forbidden, "role_needed"))["detail"]!, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public async Task The_description_says_what_each_needs()
    {
        var paths = (await server.Ask(HttpMethod.Get, "/openapi/v1.json"))["paths"]!;

        foreach (var (need, endpoint) in Rows)
        {
            var operation = paths[$"/api/v1{endpoint.Split(' ')[1]}"]![endpoint.Split(' ')[0].ToLowerInvariant()]!;
            Assert.Equal(need == "anybody" ? 0 : 2, operation["security"]?.AsArray().Count ?? 0);
            Assert.Equal(need != "anybody", ((string?)operation["description"])?.Contains($"Needs the role {need.Split(' ')[0]}", StringComparison.Ordinal) ?? false);
        }
    }

    private static string NeedOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<Needed>() switch
    {
        null => "says nothing",
        { Role: null } => "anybody",
        { Role: { } role, Everywhere: var everywhere } => everywhere ? $"{role.Word()} everywhere" : role.Word(),
    };

    private static bool Suffices(string need, Rights? rights) => need == "anybody"
        || (rights is not null && rights.Role >= RoleWords.Parse(need.Split(' ')[0]) && (rights.IsEverywhere || !need.EndsWith("everywhere", StringComparison.Ordinal)));
}
