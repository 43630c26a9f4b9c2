using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Stations.Server.Tests.Api;
using static Stations.Server.Tests.Accounts.StaffedServer;

namespace Stations.Server.Tests.Accounts;

/// <summary>Of a server that has one administrator and no other.</summary>
public sealed class LastAdministratorTests(StaffedServer server) : IClassFixture<StaffedServer>
{
    [Theory]
    [InlineData("DELETE", "/api/v1/operators/chief", null)]
    [InlineData("POST", "/api/v1/operators/CHIEF/disable", null)]
    [InlineData("POST", "/api/v1/operators/chief/reset", null)]
    [InlineData("PUT", "/api/v1/operators/chief", """{"role":"operator"}""")]
    [InlineData("PUT", "/api/v1/operators/chief", """{"role":"administrator","districts":["d"]}""")]
    public async Task The_last_administrator_stays(string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : JsonContent.Create(JsonNode.Parse(body)) };

        await (await server.Send(server.Chief, request)).IsProblem(HttpStatusCode.Conflict, "last_administrator");

        Assert.Equal(HttpStatusCode.OK, await Status(server.Chief, HttpMethod.Get, "/api/v1/operators"));
    }
}
