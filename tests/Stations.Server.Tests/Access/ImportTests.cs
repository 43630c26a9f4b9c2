using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Stations.Mqtt.Packets;
using Stations.Server.Api;
using Stations.Server.Tests.Api;

namespace Stations.Server.Tests.Access;

public sealed class ImportTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private const string Path = "/api/v1/nodes/import";

    [Fact]
    public async Task Good_rows_are_enrolled_and_bad_ones_say_where_and_why()
    {
        server.WaitAMinute();
        var report = await Import("\uFEFFNode,district\r\ncab-1,csv\r\n\"cab-2\",\"csv\"\r\n\r\ncab 3,csv\r\ncab-1,csv\r\ncab-4\r\n");

        Assert.Equal((2, 0, 3), ((int)report["enrolled"]!, (int)report["existing"]!, (int)report["failed"]!));
        var rows = report["rows"]!.AsArray();
        Assert.Equal([2, 3, 5, 6, 7], rows.Select(row => (int)row!["line"]!));
        Assert.Equal(["enrolled", "enrolled", "failed", "failed", "failed"], rows.Select(row => (string)row!["outcome"]!));
        Assert.StartsWith("node is needed", (string)rows[2]!["reason"]!, StringComparison.Ordinal);
        Assert.Equal("is the same node as line 2; leave one out", (string)rows[3]!["reason"]!);
        Assert.Equal("has 1 cells; the header has 2", (string)rows[4]!["reason"]!);
        Assert.Equal([null, null, "bad_name node", "same_as_line 2", "wrong_cells 1/2"], rows.Select(row => row!["code"] is { } code ? $"{code} {row["detail"]}" : null));
        Assert.Equal(ReasonCode.Success, (await server.Decide((string)rows[1]!["username"]!, (string)rows[1]!["password"]!)).Reason);
    }

    [Fact]
    public async Task The_same_file_again_changes_no_password_and_a_dry_run_changes_nothing()
    {
        server.WaitAMinute();
        const string File = """[{"district":"again","node":"a"},{"district":"again","node":"b"}]""";
        var dry = await Import(File, "application/json", "?dryRun=true");
        Assert.Equal((true, 2), ((bool)dry["dryRun"]!, (int)dry["enrolled"]!));
        Assert.All(dry["rows"]!.AsArray(), row => Assert.Null(row!["password"]));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Send(HttpMethod.Get, "/api/v1/nodes/again:a")).StatusCode);

        var first = await Import(File, "application/json");
        var second = await Import(File, "application/json");

        Assert.Equal((0, 2, 0), ((int)second["enrolled"]!, (int)second["existing"]!, (int)second["failed"]!));
        Assert.All(second["rows"]!.AsArray(), row => Assert.Null(row!["password"]));
        Assert.Equal(ReasonCode.Success, (await server.Decide("again/a", (string)first["rows"]![0]!["password"]!)).Reason);
    }

    [Fact]
    public async Task An_element_of_another_form_fails_alone()
    {
        var report = await Import("""[{"district":"forms","node":"a"},3,null,{"district":"forms","node":"b","password":"mine"},{"node":"c"}]""", "application/json");

        Assert.Equal(["enrolled", "failed", "failed", "failed", "failed"], report["rows"]!.AsArray().Select(row => (string)row!["outcome"]!));
        Assert.All(report["rows"]!.AsArray().Skip(1), row => Assert.False(string.IsNullOrEmpty((string?)row!["reason"])));
    }

    [Theory]
    [InlineData("", "text/csv", "is empty")]
    [InlineData("district,node\n", "text/csv", "has 0 rows")]
    [InlineData("district,node,colour\na,b,c\n", "text/csv", "has the columns 'district,node,colour'")]
    [InlineData("district\na\n", "text/csv", "has the columns 'district'")]
    [InlineData("district,node\n\"a,b\n", "text/csv", "a quote that opens on line 2")]
    [InlineData("{}", "application/json", "must be an array")]
    [InlineData("[", "application/json", "is not JSON")]
    [InlineData("[]", "application/json", "has 0 rows")]
    public async Task A_file_that_cannot_be_read_says_what_to_do(string body, string type, string mistake)
    {
        var problem = await (await server.Send(HttpMethod.Post, Path, new StringContent(body, Encoding.UTF8, type))).IsProblem(HttpStatusCode.BadRequest, "invalid_body");

        Assert.StartsWith(mistake, (string)problem["errors"]!["body"]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_large_or_of_another_type_is_refused()
    {
        await (await server.Send(HttpMethod.Post, Path, Text(new string('x', 256 * 1024 + 1)))).IsProblem(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
        await (await server.Send(HttpMethod.Post, Path, Text("x", "text/plain"))).IsProblem(HttpStatusCode.UnsupportedMediaType, "not_json");
        var problem = await (await server.Send(HttpMethod.Post, Path, Text("district,node\n" + string.Concat(Enumerable.Range(0, 2001).Select(row => $"d,{row}\n")))))
            .IsProblem(HttpStatusCode.BadRequest, "invalid_body");
        Assert.Equal("has 2001 rows; send 1 to 2000 at a time", (string)problem["errors"]!["body"]![0]!);
    }

    [Fact]
    public void Cells_are_read_as_RFC_4180_has_them()
    {
        var rows = Csv.Parse("a,\"b \"\"c\"\", d\"\r\n\"two\nlines\",x\n\n last , y ", out var mistake);

        Assert.Null(mistake);
        Assert.Equal([1, 2, 5], rows.Select(row => row.Line));
        Assert.Equal(["a", "b \"c\", d", "two\nlines", "x", "last", "y"], rows.SelectMany(row => row.Cells));
    }

    private static StringContent Text(string body, string type = "text/csv") => new(body, Encoding.UTF8, type);

    private Task<JsonNode> Import(string body, string type = "text/csv", string query = "") => server.Ask(HttpMethod.Post, Path + query, Text(body, type));
}
