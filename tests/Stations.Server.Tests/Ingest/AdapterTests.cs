using Stations.Server.History;
using Stations.Server.Tests.Live;
using Stations.Tests;

namespace Stations.Server.Tests.Ingest;

/// <summary>Cabinets that do not say what we would, through real MQTT.</summary>
[Collection(nameof(Alone))]
public sealed class AdapterTests : IAsyncLifetime
{
    private const string Opposite = """
        "slot.01.lid":"shut","slot.01.present":true,"slot.02.lid":"shut","slot.02.present":false,"temp":245
        """;

    private const string Ours = """
        "slot.01.door":"closed","slot.01.present":false,"slot.02.door":"closed","slot.02.present":true,"temperature_c":24.5
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations-");
    private readonly RunningServer server;

    public AdapterTests() => server = new RunningServer { Settings = [FirmwareNode.Setting(folder)] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_firmware_that_says_the_opposite_is_shown_and_remembered_as_it_is()
    {
        var node = new FirmwareNode(server, "opposite");
        await node.Bear("2.4", Opposite);
        Assert.Equal(("FREE OCCUPIED", 24.5), (await node.Slots(), await node.Temperature()));

        await node.Tell("\"slot.01.present\":false", "state");
        await node.Tell("\"slot.02.present\":{\"v\":true,\"q\":\"good\"},\"temp\":251", "evt");
        Assert.Equal(("OCCUPIED FREE", 25.1), (await node.Slots(), await node.Temperature()));
        await node.Tell("\"slot.02.lid\":\"ajar\"");
        Assert.Equal("OCCUPIED OPENING", await node.Slots());
        await node.Tell("\"slot.02.lid\":\"shut\"");

        await server.Stop();
        await server.Begin();
        await server.IsUp();

        Assert.Equal(("OCCUPIED FREE", 25.1), (await node.Slots(), await node.Temperature()));
        await node.Tell("\"slot.01.present\":true,\"temp\":262");
        Assert.Equal(("FREE FREE", 26.2), (await node.Slots(), await node.Temperature()));
        await node.Tell("\"temp\":100", historic: true);
        Assert.Equal([0.0, 1.0, 0.0], await Told(node, "field=slot.01.present"));
        Assert.Equal([1.0, 0.0], await Told(node, "field=slot.02.present"));
        Assert.Equal([24.5, 25.1, 26.2, 10.0], await Told(node, "field=temperature_c"));
    }

    [Fact]
    public async Task A_word_that_its_table_does_not_know_is_unknown_and_counted()
    {
        var node = new FirmwareNode(server, "words");
        await node.Bear("2.4", Opposite);
        var before = await Unknown();

        await node.Tell("\"slot.01.lid\":\"closed\",\"slot.02.present\":\"perhaps\"");

        Assert.Equal(("UNKNOWN UNKNOWN", before + 2), (await node.Slots(), await Unknown()));
    }

    [Fact]
    public async Task A_firmware_that_nobody_has_described_is_not_believed_and_operators_are_told_what_to_do()
    {
        using var stream = new EventReader(await server.Operator.GetStreamAsync("/api/v1/stream?include=alarms", Cancellation).Within("the stream"));
        var node = new FirmwareNode(server, "unlisted");
        await node.Bear("3.1", Ours);
        Assert.Equal(("FREE OCCUPIED", 0), (await node.Slots(), await Unlisted()));
        var before = await Unknown();

        node.Boot = "boot-2";
        await node.Bear("4.0", Ours);
        await node.Tell("\"slot.02.present\":false,\"slot.02.door\":\"closed\"");

        Assert.Equal(("UNKNOWN UNKNOWN", null), (await node.Slots(), await node.Temperature()));
        Assert.Equal((before + 7, 1), (await Unknown(), await Unlisted()));
        await Alarm(stream, raised: true);
        var told = (string?)(await server.Ask("/api/v1/alarms"))["alarms"]!.AsArray().Single(one => (string?)one!["code"] == "firmware")!["detail"];
        Assert.Contains("such as unlisted:cab-1:cab: Adapters:File names its model, M C, and not its firmware, 4.0", told, StringComparison.Ordinal);
        Assert.Contains("Add that firmware", told, StringComparison.Ordinal);

        node.Boot = "boot-3";
        await node.Bear("2.0", Opposite);
        Assert.Equal(("FREE OCCUPIED", 0), (await node.Slots(), await Unlisted()));
        await Alarm(stream, raised: false);
    }

    [Fact]
    public async Task A_node_that_is_upgraded_while_connected_is_understood_on_both_sides_and_what_is_late_is_not_taken_for_new_words()
    {
        var node = new FirmwareNode(server, "upgraded");
        await node.Bear("2.9", Opposite);
        await node.Tell("\"slot.01.present\":false");
        Assert.Equal("OCCUPIED OCCUPIED", await node.Slots());

        node.Boot = "boot-2";
        await node.Tell("\"slot.01.present\":false,\"temperature_c\":99");
        Assert.Equal("OCCUPIED OCCUPIED", await node.Slots());
        await node.Bear("3.0", Ours);
        await node.Tell("\"slot.02.present\":false");
        Assert.Equal("FREE FREE", await node.Slots());
        await node.Tell("\"slot.01.present\":false,\"temp\":300", boot: "boot-1", historic: true);
        Assert.Equal("FREE FREE", await node.Slots());
        await node.Tell("\"slot.01.present\":true");

        Assert.Equal([0.0, 1.0, 0.0, 1.0], await Told(node, "field=slot.01.present"));
        Assert.Equal([24.5, 24.5], await Told(node, "field=temperature_c"));
    }

    [Fact]
    public async Task A_model_that_is_not_listed_speaks_our_words()
    {
        var node = new FirmwareNode(server, "other-model");
        await node.Bear("2.4", Ours, model: "other");
        Assert.Equal(("FREE OCCUPIED", 0), (await node.Slots(), await Unlisted()));
        await node.Tell("\"slot.02.present\":false");
        Assert.Equal("FREE FREE", await node.Slots());
    }

    private static async Task Alarm(EventReader stream, bool raised)
    {
        while ((await stream.Next("alarms", $"the alarm about firmware to be {(raised ? "raised" : "over")}")).Json["alarms"]!.AsArray().Any(one => (string?)one!["code"] == "firmware") != raised)
        {
        }
    }

    private async Task<double> Unknown() => await Metric("stations_ingest_unknown_total");

    private async Task<double> Unlisted() => await Metric("stations_devices_unlisted");

    private async Task<double> Metric(string name) => (await server.Metrics())[name].Samples.Single().Value;

    /// <summary>What history has of a field once it has followed all that was acknowledged.</summary>
    private async Task<IEnumerable<double>> Told(FirmwareNode node, string question)
    {
        var acknowledged = TimeProvider.System.GetUtcNow();
        for (var tries = 0; tries < 300; tries++)
        {
            var answer = await server.Ask($"/api/v1/devices/{node.Id}/history?resolution=raw&{question}");
            if ((DateTimeOffset)answer["asOf"]! >= acknowledged)
            {
                return answer["points"]!.AsArray().Select(point => (double)point!["v"]!);
            }

            await Task.Delay(HistoryFollower.Beat, TimeProvider.System, Cancellation);
        }

        Assert.Fail($"History did not follow to {acknowledged:O}");
        return [];
    }
}
