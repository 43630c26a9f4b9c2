namespace Stations.Server.Tests.Metrics;

[Collection(nameof(Alone))]
public sealed class MetricsTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_line_of_the_page_can_be_read()
    {
        await server.BearCoolers("metrics", "s");
        await server.Get("/api/v1/stations?district=metrics");

        var response = await server.Riders.GetAsync("/metrics", Cancellation);
        var families = Exposition.Parse(await response.Content.ReadAsStringAsync(Cancellation));

        // The framework counts a request after its answer has gone out, so the page may be asked before that.
        for (var again = 0; again < 200 && !IsCounted(); again++)
        {
            families = await server.Metrics();
        }

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("histogram", families["http_server_request_duration_seconds"].Type);
        Assert.True(IsCounted(), "The request for stations is not counted.");
        Assert.Equal("counter", families["stations_ingest_messages_total"].Type);
        Assert.Equal("gauge", families["stations_stream_clients"].Type);
        Assert.Equal(1, families["stations_ready"].Samples.Single().Value);
        Assert.Equal(Ground.Parts, families["stations_trouble"].Samples.Where(sample => sample.Value == 0).Select(sample => sample.Labels["part"]).Order(StringComparer.Ordinal));
        Assert.True(families["stations_devices"].Samples.Single(sample => sample.Labels["connection"] == "online").Value > 0);
        Assert.Equal(0, families["stations_alarms_unwritten_seconds"].Samples.Single().Value);
        Assert.True(families["journal_records_total"].Samples.Sum(sample => sample.Value) > 0);
        Assert.Contains("dotnet_gc_collections_total", families.Keys);
        Assert.Contains("kestrel_active_connections", families.Keys);
        Assert.Contains(Ground.AwakeGrains, families.Keys);
        Assert.All(families.Values.Where(family => family.Name.StartsWith("stations_", StringComparison.Ordinal)), family => Assert.NotNull(family.Help));

        bool IsCounted() => families.TryGetValue("http_server_request_duration_seconds", out var requests)
            && requests.Samples.Any(sample => sample.Labels.GetValueOrDefault("http_route") == "/api/v1/stations/");
    }

    [Fact]
    public async Task No_label_names_a_device_a_station_or_a_path_that_somebody_made_up()
    {
        await server.BearCoolers("labels", "secret-station", count: 3);
        await server.Get("/api/v1/devices/labels:gw-secret-station:c1");
        await server.Get("/api/v1/stations/labels:secret-station");
        await server.Riders.GetAsync("/api/v1/made-up-path", Cancellation);
        await server.PublishAnything("wn/1/labels/secret-node/made-up/tele", "?"u8.ToArray());

        var families = await server.Metrics();

        var values = families.Values.SelectMany(family => family.Samples).SelectMany(sample => sample.Labels.Values).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(values, value => value.Contains("secret", StringComparison.Ordinal) || value.Contains("made-up", StringComparison.Ordinal) || value.Contains("labels", StringComparison.Ordinal));
        Assert.True(families.Values.Sum(family => family.Samples.Count) < 2000, "too many series for one small test");
    }
}
