using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Stations.Grains;
using Stations.Server.Live;
using Stations.Tests;

namespace Stations.Server.Tests.Live;

/// <summary>What operators are shown after a restart of what no device tells.</summary>
public sealed class RestartedViewsTests : IAsyncLifetime
{
    private readonly RunningServer server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Nodes_that_were_let_in_and_never_came_are_still_awaited()
    {
        await server.BearCoolers("restarted", "s");
        foreach (var node in new[] { "never", "ended" })
        {
            using var enrolled = await server.Operator.PostAsJsonAsync("/api/v1/nodes", new { district = "restarted", node }, Cancellation);
            enrolled.EnsureSuccessStatusCode();
        }

        using var claim = await server.Operator.PostAsync("/api/v1/nodes/restarted:offered/claim", content: null, Cancellation);
        claim.EnsureSuccessStatusCode();
        using var revoked = await server.Operator.DeleteAsync("/api/v1/nodes/restarted:ended", Cancellation);
        revoked.EnsureSuccessStatusCode();
        Assert.Equal(["restarted:never", "restarted:offered"], await Nodes("false"));

        await server.Stop();
        await server.Begin();
        await server.IsUp();

        Assert.Equal(["restarted:never", "restarted:offered"], await Nodes("false"));
        Assert.Equal(["restarted:gw-s"], await Nodes("true"));
        await server.Bear("restarted", "never", "", """{"device":"cooler","kind":"water_cooler","station":"s","name":"c"}""", "\"cooler\":{\"hot_c\":90}");
        Assert.Equal(["restarted:offered"], await Nodes("false"));
    }

    [Fact]
    public async Task The_day_before_it_is_known()
    {
        await server.BearCoolers("day", "s");
        var now = server.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var at = new DateTimeOffset(now.Ticks - (now.Ticks % FleetWatch.Cell.Ticks), TimeSpan.Zero) - TimeSpan.FromHours(2);
        var seen = new FleetCell(at, Devices: 414, Offline: 30, Faulty: 2, Raised: 5);
        await server.Services.GetRequiredService<Orleans.IGrainFactory>().GetGrain<IFleetGrain>(IFleetGrain.Everywhere).Keep([seen]);
        await server.Stop();

        await server.Begin();
        await server.IsUp();
        var watch = server.Services.GetRequiredService<FleetWatch>();
        watch.Look();
        await watch.Keep(now);

        var cells = (await server.Operator.GetFromJsonAsync<JsonNode>("/api/v1/fleet", Cancellation).Within("the fleet's day"))!["cells"]!.AsArray();
        var kept = Assert.Single(cells, cell => (DateTimeOffset)cell!["at"]! == at)!;
        Assert.Equal((414, 30, 2, 5), ((int)kept["devices"]!, (int)kept["offline"]!, (int)kept["faulty"]!, (int)kept["raised"]!));
    }

    [Fact]
    public void Of_what_two_servers_saw_the_worse_counts_and_of_more_than_a_day_the_later_part()
    {
        var at = DateTimeOffset.UnixEpoch;
        FleetCell[] one = [.. Enumerable.Range(0, FleetGrain.MaxCells).Select(n => new FleetCell(at + (n * FleetWatch.Cell), 10, 1, 0, 0))];

        var merged = FleetGrain.Merged(one, [new(at + FleetWatch.Cell, 12, 0, 3, 1), new(at + (FleetGrain.MaxCells * FleetWatch.Cell), 10, 0, 0, 0)]);

        Assert.Equal(FleetGrain.MaxCells, merged.Length);
        Assert.Equal(new FleetCell(at + FleetWatch.Cell, 12, 1, 3, 1), merged[0]);
    }

    private async Task<IEnumerable<string?>> Nodes(string born) =>
        (await server.Operator.GetFromJsonAsync<JsonNode>($"/api/v1/nodes?born={born}", Cancellation).Within("the nodes"))!["nodes"]!.AsArray().Select(node => (string?)node!["id"]);
}
