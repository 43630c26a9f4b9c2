using System.Net;
using System.Text;

namespace Stations.Server.Tests.Api;

public sealed class ProblemTests(RunningServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_mistakes_of_a_question_are_told_at_once()
    {
        var response = await server.Riders.GetAsync("/api/v1/stations?near=here&radius=0&needs=charge,tea&limit=201&district=a%20b&cursor=%21&colour=red", Cancellation);

        var problem = await response.IsProblem(HttpStatusCode.BadRequest, "invalid_parameter");

        Assert.Equal(["colour", "cursor", "district", "limit", "near", "needs", "radius"], problem.Errors());
        Assert.Equal("is not known; there are near, radius, needs, district, limit, cursor", (string?)problem["errors"]!["colour"]![0]);
    }

    [Theory]
    [InlineData("/api/v1/stations?limit=0", "limit")]
    [InlineData("/api/v1/stations?limit=1.5", "limit")]
    [InlineData("/api/v1/stations?limit=99999999999999999999", "limit")]
    [InlineData("/api/v1/stations?limit=5&limit=6", "limit")]
    [InlineData("/api/v1/stations?Limit=5", "Limit")]
    [InlineData("/api/v1/stations?radius=500", "radius")]
    [InlineData("/api/v1/stations?near=32.05,112.13&radius=50001", "radius")]
    [InlineData("/api/v1/stations?near=0,0", "near")]
    [InlineData("/api/v1/stations?near=NaN,112.13", "near")]
    [InlineData("/api/v1/stations?near=91,112.13", "near")]
    [InlineData("/api/v1/stations?needs=charge,,water", "needs")]
    [InlineData("/api/v1/stations?cursor=bm9uc2Vuc2U", "cursor")]
    [InlineData("/api/v1/stations/d1:s1?near=1,2", "near")]
    [InlineData("/api/v1/devices?kind=toaster", "kind")]
    [InlineData("/api/v1/devices?station=nowhere", "station")]
    [InlineData("/api/v1/devices?limit=501", "limit")]
    [InlineData("/api/v1/stream?include=slots", "include")]
    [InlineData("/api/v1/stream?station=a:b:c", "station")]
    [InlineData("/api/v1/stream?also=a:b,nowhere", "also")]
    [InlineData("/api/v1/stream?also=a:1,a:2,a:3,a:4,a:5,a:6,a:7,a:8,a:9", "also")]
    [InlineData("/api/v1/stream?incldue=stations", "incldue")]
    public async Task A_mistake_is_told_by_name(string path, string parameter)
    {
        var response = await server.Riders.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        Assert.Equal([parameter], (await response.IsProblem(HttpStatusCode.BadRequest, "invalid_parameter")).Errors());
    }

    [Fact]
    public async Task Both_mistakes_of_the_stream_are_told_to_a_client_that_accepts_events_only()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/stream?include=slots&station=nowhere");
        request.Headers.Accept.ParseAdd("text/event-stream");

        var response = await server.Riders.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        Assert.Equal(["include", "station"], (await response.IsProblem(HttpStatusCode.BadRequest, "invalid_parameter")).Errors());
    }

    [Fact]
    public async Task A_parameter_without_a_value_is_as_none()
    {
        var response = await server.Riders.GetAsync("/api/v1/stations?near=&radius=&needs=&district=&limit=&cursor=", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/api/v1/nothing")]
    [InlineData("POST", "/api/v2/stations")]
    [InlineData("GET", "/openapi/v2.json")]
    [InlineData("GET", "/api/v1/stations/d1:never-seen")]
    [InlineData("GET", "/api/v1/stations/no-id")]
    [InlineData("GET", "/api/v1/devices/d1:never:seen")]
    [InlineData("GET", "/api/v1/devices/a:b")]
    public async Task What_is_not_there_is_a_404_that_says_where_to_look(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var problem = await (await server.Riders.SendAsync(request, Cancellation)).IsProblem(HttpStatusCode.NotFound, "not_found");

        Assert.Matches("/openapi/v1.json|GET /api/v1/(stations|devices)", (string)problem["detail"]!);
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/stations", "GET")]
    [InlineData("POST", "/api/v1/stations/d1:s1", "GET, PUT")]
    [InlineData("GET", "/api/v1/nodes/a:b/claim", "POST")]
    [InlineData("POST", "/healthz", "GET")]
    [InlineData("PUT", "/metrics", "GET")]
    public async Task A_wrong_method_is_a_405_that_names_the_right_ones(string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var response = await server.Riders.SendAsync(request, Cancellation);

        var problem = await response.IsProblem(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)));
        Assert.Contains(allowed, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "/api/v1/stations/d1:s1")]
    [InlineData("PUT", "/api/v1/stations/d1:s1?unknown=1")]
    [InlineData("POST", "/api/v1/nodes")]
    [InlineData("POST", "/api/v1/nodes/import")]
    [InlineData("DELETE", "/api/v1/nodes/d1:n1")]
    [InlineData("POST", "/api/v1/nodes/d1:n1/password")]
    [InlineData("GET", "/api/v1/security-events")]
    [InlineData("GET", "/api/v1/quarantine")]
    public async Task What_is_for_operators_needs_their_token_before_anything_else(string method, string path)
    {
        foreach (var header in new[] { null, "Bearer wrong", "Basic b3BlcmF0b3I6", $"bearer {server.Operator.DefaultRequestHeaders.Authorization!.Parameter}x" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.TryAddWithoutValidation("Authorization", header);

            var response = await server.Riders.SendAsync(request, Cancellation);

            var problem = await response.IsProblem(HttpStatusCode.Unauthorized, "operator_token_needed");
            Assert.Equal("Bearer realm=\"stations\"", response.Headers.WwwAuthenticate.ToString());
            Assert.Contains("operator-token", (string)problem["detail"]!, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{\"name\":", "body")]
    [InlineData("", "body")]
    [InlineData("null", "body")]
    [InlineData("{} {}", "body")]
    [InlineData("[]", "body")]
    [InlineData("{}", "name")]
    [InlineData("{\"name\":3}", "name")]
    [InlineData("{\"name\":{\"en\":3}}", "name")]
    [InlineData("{\"name\":{}}", "name")]
    [InlineData("{\"name\":\" \"}", "name")]
    [InlineData("{\"name\":\"x\",\"colour\":\"red\"}", "colour")]
    [InlineData("{\"name\":\"x\",\"hours\":\"7-23\"}", "hours")]
    [InlineData("{\"name\":\"x\",\"hours\":\"07:00-23:00\\n\"}", "hours")]
    [InlineData("{\"name\":\"x\",\"position\":{\"latitude\":32}}", "position")]
    [InlineData("{\"name\":\"x\",\"position\":{\"latitude\":0,\"longitude\":0}}", "position")]
    [InlineData("{\"position\":{\"latitude\":99,\"longitude\":0},\"hours\":\"?\",\"address\":\"\"}", "address hours name position")]
    public async Task A_body_with_mistakes_is_told_which(string body, string fields)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var response = await server.Operator.PutAsync("/api/v1/stations/problems:s1", content, Cancellation);

        Assert.Equal(fields, string.Join(' ', (await response.IsProblem(HttpStatusCode.BadRequest, "invalid_body")).Errors()));
    }

    [Fact]
    public async Task A_body_that_is_not_json_is_refused_by_its_type()
    {
        using var content = new StringContent("name=x", Encoding.UTF8, "application/x-www-form-urlencoded");

        await (await server.Operator.PutAsync("/api/v1/stations/problems:s1", content, Cancellation)).IsProblem(HttpStatusCode.UnsupportedMediaType, "not_json");
    }

    [Fact]
    public async Task A_body_of_more_than_16_KiB_is_refused_and_the_connection_lives_on()
    {
        using var content = new StringContent($$"""{"name":"{{new string('x', 16 * 1024)}}"}""", Encoding.UTF8, "application/json");

        await (await server.Operator.PutAsync("/api/v1/stations/problems:s1", content, Cancellation)).IsProblem(HttpStatusCode.RequestEntityTooLarge, "body_too_large");

        Assert.Equal(HttpStatusCode.OK, (await server.Operator.GetAsync("/api/v1/quarantine", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task An_id_that_cannot_be_one_is_told()
    {
        using var content = new StringContent("""{"name":"x"}""", Encoding.UTF8, "application/json");

        var response = await server.Operator.PutAsync("/api/v1/stations/no-colon", content, Cancellation);

        Assert.Equal(["id"], (await response.IsProblem(HttpStatusCode.BadRequest, "invalid_parameter")).Errors());
    }
}
