using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Stations.Server.Tests.Api;

/// <summary>What the operators' pages ask beside devices and alarms, through real MQTT.</summary>
public sealed class OperatorViewsTests(RunningServer server)
{
    [Fact]
    public async Task What_a_device_said_is_read_word_by_word_the_newest_first()
    {
        await server.BearCoolers("views-messages", "s");
        await server.Report("views-messages", "s", "\"hot_c\":88.5,\"tank_low\":true");
        await server.Report("views-messages", "s", "\"hot_c\":null,\"mode\":\"heating\"");

        var messages = (await UntilTold("/api/v1/devices/views-messages:gw-s:c1/messages?limit=2", page => page["messages"]!.AsArray().Count == 2 && Fields(page, 0).ContainsKey("mode")))["messages"]!;

        Assert.Equal((null, "heating"), (Fields(messages, 0)["hot_c"], (string?)Fields(messages, 0)["mode"]));
        Assert.Equal((88.5, true), ((double)Fields(messages, 1)["hot_c"]!, (bool)Fields(messages, 1)["tank_low"]!));
    }

    [Fact]
    public async Task A_districts_figures_are_computed_from_its_events()
    {
        await server.BearCoolers("views-kpis", "s", count: 2);

        var kpis = await UntilTold("/api/v1/districts/views-kpis/kpis", page => (double?)page["kinds"]![0]?["availability"] == 1);

        Assert.Equal(("water_cooler", 2, 0), ((string?)kpis["kinds"]![0]!["kind"], (int)kpis["kinds"]![0]!["devices"]!, (int)kpis["kinds"]![0]!["repair"]!["count"]!));
        var csv = await server.Operator.GetStringAsync("/api/v1/districts/views-kpis/kpis?format=csv", TestContext.Current.CancellationToken);
        Assert.StartsWith("district,from,to,kind,", csv, StringComparison.Ordinal);
        Assert.Contains(",water_cooler,2,1,0,0,0,,,0,,\r\n", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_are_listed_with_those_that_are_expected()
    {
        await server.BearCoolers("views-nodes", "s");
        await server.Operator.PostAsJsonAsync("/api/v1/nodes", new { district = "views-nodes", node = "expected" }, TestContext.Current.CancellationToken);

        var page = (await server.Operator.GetFromJsonAsync<JsonNode>("/api/v1/nodes?district=views-nodes", TestContext.Current.CancellationToken))!;

        Assert.Equal(["views-nodes:expected", "views-nodes:gw-s"], page["nodes"]!.AsArray().Select(node => (string?)node!["id"]));
        Assert.Equal([true, false], page["nodes"]!.AsArray().Select(node => (bool)node!["enrolled"]!));
        Assert.Equal(2, (int)page["total"]!);
    }

    private static JsonObject Fields(JsonNode page, int index) => (page is JsonArray ? page : page["messages"]!)[index]!["fields"]!.AsObject();

    /// <summary>History follows what was acknowledged.</summary>
    private async Task<JsonNode> UntilTold(string path, Func<JsonNode, bool> isTold)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var page = (await server.Operator.GetFromJsonAsync<JsonNode>(path, TestContext.Current.CancellationToken))!;
            if (isTold(page))
            {
                return page;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"{path} never told it.");
    }
}
