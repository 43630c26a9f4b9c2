using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Stations.Mqtt.Packets;

namespace Stations.Server.Tests.Ingest;

/// <summary>Values that cannot be, through real MQTT: no value, counted or refused, and the next message counts.</summary>
[Collection(nameof(Alone))]
public sealed partial class BadValueTests : IAsyncLifetime
{
    private readonly RunningServer server = new();

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        await server.BearCoolers("bad", "s");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task What_cannot_be_is_no_value_and_counted_and_the_next_message_counts()
    {
        (string Said, string Field, int Counted, string Status)[] cases =
        [
            ("\"mode\":\"levitating\"", "mode", 1, "UNKNOWN"),
            ("\"mode\":null", "mode", 0, "UNKNOWN"),
            ("\"hot_c\":null", "hot_c", 0, "AVAILABLE"),
            ("\"energy_kwh\":-3", "energy_kwh", 1, "AVAILABLE"),
            ("\"energy_kwh\":4000000000", "energy_kwh", 1, "AVAILABLE"),
            ("\"total_l\":-1", "total_l", 1, "AVAILABLE"),
            ("\"hot_c\":-127", "hot_c", 1, "AVAILABLE"),
            ("\"filter_pct\":140", "filter_pct", 1, "AVAILABLE"),
        ];
        foreach (var (said, field, counted, status) in cases)
        {
            await server.Report("bad", "s", "\"mode\":\"standby\",\"hot_c\":91,\"energy_kwh\":812,\"total_l\":4000,\"filter_pct\":80");
            Assert.Equal("AVAILABLE", (string?)(await Cooler())["status"]);
            var before = await Unknown();

            await server.Report("bad", "s", said);

            var device = await Cooler();
            Assert.Equal((said, status, before + counted), (said, (string?)device["status"], await Unknown()));
            Assert.True(field == "mode" || device["values"]![field] is null, $"{said} is shown as {device["values"]![field]}.");
        }
    }

    [Fact]
    public async Task A_time_of_another_age_is_refused_kept_for_reading_and_changes_nothing()
    {
        foreach (var time in (string[])["86400000", "1764000000", "4294967295", "4294967295000"])
        {
            await server.Report("bad", "s", "\"hot_c\":91");
            var payload = Time().Replace(Encoding.UTF8.GetString(server.Telemetry("\"hot_c\":33")), $"\"ts\":{time}");

            Assert.Equal(ReasonCode.PayloadFormatInvalid, await server.PublishAnything("wn/1/bad/gw-s/c1/tele", Encoding.UTF8.GetBytes(payload)));

            var entry = (await server.Ask("/api/v1/quarantine"))["entries"]![0]!;
            Assert.Equal(("bad_time", payload), ((string?)entry["reason"], (string?)entry["payload"]));
            Assert.Equal(91, (double)(await Cooler())["values"]!["hot_c"]!);
        }
    }

    [GeneratedRegex("\"ts\":[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();

    private Task<JsonNode> Cooler() => server.Get("/api/v1/devices/bad:gw-s:c1");

    private async Task<double> Unknown() => (await server.Metrics())["stations_ingest_unknown_total"].Samples.Single().Value;
}
