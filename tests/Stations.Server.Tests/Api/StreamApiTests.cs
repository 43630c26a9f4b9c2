using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Stations.Server.Tests.Live;
using Stations.Tests;

namespace Stations.Server.Tests.Api;

/// <summary>The stream as a browser has it: over HTTP, from devices that speak MQTT.</summary>
public sealed class StreamApiTests(RunningServer server)
{
    [Fact]
    public async Task A_rider_sees_the_snapshot_then_the_change()
    {
        await server.BearCoolers("stream-1", "s");
        using var stream = await Open("district=stream-1");

        var snapshot = Assert.Single(await stream.Events.Snapshot("the snapshot"));
        Assert.Equal(["stream-1:s"], Ids(snapshot.Json["stations"]!));
        Assert.Equal(["stream-1:gw-s:c1"], Ids(snapshot.Json["devices"]!));

        // Two streams, because a station that had news already may stand before its device in a frame.
        using var stations = await Open("district=stream-1&include=stations");
        await server.Report("stream-1", "s", "\"mode\":\"dispensing\"");
        await stream.Device(device => (string?)device["status"] == "CHARGING", "the cooler that is in use");
        var station = await stations.Station(one => (string?)one["needs"]!["water"]!["answer"] == "no", "the station that has no free cooler");
        Assert.Equal(1, (int)station["needs"]!["water"]!["busy"]!);
    }

    [Fact]
    public async Task Headers_keep_proxies_from_holding_it_back()
    {
        using var stream = await Open("district=stream-2");

        Assert.Equal("text/event-stream", stream.Headers.ContentType);
        Assert.True(stream.Headers.CacheControl!.NoStore);
        Assert.Equal("no", stream.Headers.Buffering);
    }

    [Fact]
    public async Task Who_reconnects_gets_what_was_missed_and_nothing_twice()
    {
        await server.BearCoolers("stream-3", "s");
        string last;
        using (var first = await Open("district=stream-3&include=devices"))
        {
            var snapshot = await first.Events.Snapshot("the snapshot");
            last = snapshot[^1].Id!;
            await server.Report("stream-3", "s", "\"hot_c\":81");
            last = (await first.DeviceEvent(device => (double?)device["values"]!["hot_c"] == 81, "the first change")).Id!;
        }

        await server.Report("stream-3", "s", "\"hot_c\":82");
        using var back = await Open("district=stream-3&include=devices", last);
        var missed = await back.Events.Next("what was missed");

        Assert.Equal(("device", 82.0), (missed.Name, (double)missed.Json["values"]!["hot_c"]!));
        Assert.True(missed.Sequence > Sequence(last));

        await server.Report("stream-3", "s", "\"hot_c\":83");
        var next = await back.Events.Next("the next change");
        Assert.Equal(83.0, (double)next.Json["values"]!["hot_c"]!);
    }

    [Theory]
    [InlineData("another-1")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task A_number_of_another_run_begins_anew(string lastEventId)
    {
        using var stream = await Open("district=stream-4", lastEventId);

        Assert.Equal("snapshot", (await stream.Events.Next("the first event")).Name);
    }

    [Fact]
    public async Task A_stopping_server_ends_its_streams()
    {
        var own = new RunningServer();
        await own.InitializeAsync();
        using var stream = await Open(own, "");
        await stream.Events.Snapshot("the snapshot");

        await own.DisposeAsync().AsTask().Within("the server's end while a stream is open");

        await Assert.ThrowsAnyAsync<IOException>(() => stream.Events.Next("the end of the stream"));
    }

    private static IEnumerable<string?> Ids(JsonNode items) => items.AsArray().Select(item => (string?)item!["id"]);

    private static long Sequence(string id) => long.Parse(id.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture);

    private Task<OpenStream> Open(string query, string? lastEventId = null) => Open(server, query, lastEventId);

    private static async Task<OpenStream> Open(RunningServer server, string query, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/stream?{query}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        var response = await server.Riders.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken).Within("the stream's headers");
        response.EnsureSuccessStatusCode();
        return new(response, new EventReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)));
    }

    private sealed record OpenStream(HttpResponseMessage Response, EventReader Events) : IDisposable
    {
        public (string? ContentType, CacheControlHeaderValue? CacheControl, string Buffering) Headers =>
            (Response.Content.Headers.ContentType?.MediaType, Response.Headers.CacheControl, string.Join(',', Response.Headers.GetValues("X-Accel-Buffering")));

        public async Task<JsonNode> Device(Predicate<JsonNode> wanted, string what) => (await DeviceEvent(wanted, what)).Json;

        public Task<StreamEvent> DeviceEvent(Predicate<JsonNode> wanted, string what) => Find("device", wanted, what);

        public async Task<JsonNode> Station(Predicate<JsonNode> wanted, string what) => (await Find("station", wanted, what)).Json;

        public void Dispose()
        {
            Events.Dispose();
            Response.Dispose();
        }

        private async Task<StreamEvent> Find(string name, Predicate<JsonNode> wanted, string what)
        {
            while (true)
            {
                var one = await Events.Next(what);
                if (one.Name == name && wanted(one.Json))
                {
                    return one;
                }
            }
        }
    }
}
