using System.IO.Pipelines;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Api;
using Stations.Server.Live;
using Stations.Tests;

namespace Stations.Server.Tests.Live;

/// <summary>The stream's writer against a pipe that the test reads, or does not.</summary>
public sealed class StreamTests
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly StreamFilter Everything = new(Stations: true, Devices: true, null, null);

    [Fact]
    public async Task Begins_with_a_snapshot_and_goes_on_with_numbered_changes()
    {
        await using var house = await LiveHouse.Start();
        house.Board.Show(StationInfo.Unnamed(Samples.Station), StationSummary.Empty);
        using var stream = Open(house, Everything);

        var snapshot = Assert.Single(await stream.Events.Snapshot("the snapshot"));
        Assert.Equal("2000", stream.Events.Retry);
        Assert.Equal($"{house.Frames.Epoch}-0", snapshot.Id);
        Assert.Equal("d1:s1", (string?)snapshot.Json["stations"]![0]!["id"]);
        Assert.Equal((1, 1), ((int)snapshot.Json["part"]!, (int)snapshot.Json["parts"]!));

        var first = await stream.Events.Next("the station, which was news");
        house.Board.Show(Samples.Cooler("d1:n:a", house.Now));
        await house.NextBeat();
        var second = await stream.Events.Next("the device");
        Assert.Equal(("station", 1L, "device", 2L), (first.Name, first.Sequence, second.Name, second.Sequence));
        Assert.Equal("d1:n:a", (string?)second.Json["id"]);
    }

    [Fact]
    public async Task A_large_snapshot_comes_in_parts_and_only_the_last_has_an_id()
    {
        await using var house = await LiveHouse.Start();
        for (var device = 0; device < 1201; device++)
        {
            house.Board.Show(Samples.Cooler($"d1:n:d{device}", house.Now));
        }

        using var stream = Open(house, Everything with { Stations = false });
        var parts = await stream.Events.Snapshot("the snapshot");

        Assert.Equal([500, 500, 201], parts.Select(part => part.Json["devices"]!.AsArray().Count));
        Assert.Equal([null, null, $"{house.Frames.Epoch}-0"], parts.Select(part => part.Id));
        Assert.Equal(1201, parts.SelectMany(part => part.Json["devices"]!.AsArray()).Select(device => (string?)device!["id"]).Distinct().Count());
    }

    [Fact]
    public async Task An_empty_house_has_a_snapshot_too()
    {
        await using var house = await LiveHouse.Start();
        using var stream = Open(house, Everything);

        var snapshot = Assert.Single(await stream.Events.Snapshot("the snapshot"));

        Assert.Empty(snapshot.Json["stations"]!.AsArray());
        Assert.Empty(snapshot.Json["devices"]!.AsArray());
    }

    [Fact]
    public async Task Who_comes_back_gets_each_missed_change_once_and_no_snapshot()
    {
        await using var house = await LiveHouse.Start();
        using var stays = house.Frames.Listen();
        for (var position = 1; position <= 5; position++)
        {
            await house.ShowInFrame($"d1:n:d{position}", position);
        }

        using var stream = Open(house, Everything, lastSequence: 2);

        for (var sequence = 3; sequence <= 5; sequence++)
        {
            var missed = await stream.Events.Next($"missed change {sequence}");
            Assert.Equal(("device", sequence, $"d1:n:d{sequence}"), (missed.Name, missed.Sequence, (string?)missed.Json["id"]));
        }

        house.Board.Show(Samples.Cooler("d1:n:new", house.Now));
        Assert.Equal(6, (await stream.Events.Next("the first new change")).Sequence);
    }

    [Fact]
    public async Task A_frame_that_was_seen_in_part_goes_on_in_its_middle()
    {
        await using var house = await LiveHouse.Start();
        using var stays = house.Frames.Listen();
        await house.ShowInOneFrame("d1:n:first", () =>
        {
            house.Board.Show(Samples.Cooler("d1:n:a", house.Now));
            house.Board.Show(Samples.Cooler("d1:n:b", house.Now));
        });
        Assert.Equal([1, 2], (await stays.Next(TestContext.Current.CancellationToken).Within("the frames"))!.Select(frame => frame.Changes.Count));

        using var stream = Open(house, Everything, lastSequence: 2);

        Assert.Equal(3, (await stream.Events.Next("the rest of the frame")).Sequence);
    }

    [Theory]
    [InlineData(1L)]
    [InlineData(-1L)]
    public async Task A_number_that_was_never_given_begins_anew(long lastSequence)
    {
        await using var house = await LiveHouse.Start();
        using var stream = Open(house, Everything, lastSequence);

        Assert.Equal("snapshot", (await stream.Events.Next("the first event")).Name);
    }

    [Fact]
    public async Task Pings_every_fifteen_seconds_whether_something_changes_or_not()
    {
        await using var house = await LiveHouse.Start();
        using var stream = Open(house, Everything);
        await stream.Events.Snapshot("the snapshot");

        await house.Clock.Armed(Heartbeat).Within("the first heartbeat");
        house.Clock.Advance(Heartbeat);
        Assert.Equal("ping", (await stream.Events.Next("the first ping")).Comment);

        await house.Clock.Armed(Heartbeat).Within("the second heartbeat");
        await house.ShowInFrame("d1:n:a", 1);
        Assert.Equal("device", (await stream.Events.Next("a change between the pings")).Name);
        house.Clock.Advance(Heartbeat - LiveHouse.Beat);
        Assert.Equal("ping", (await stream.Events.Next("the second ping")).Comment);
    }

    [Fact]
    public async Task A_reader_that_was_too_slow_gets_a_fresh_snapshot()
    {
        await using var house = await LiveHouse.Start();
        house.Board.Show(Samples.Cooler("d1:n:a", house.Now));
        using var stream = Open(house, Everything, buffer: 1);
        await house.NextBeat();

        // Nobody reads: the writer waits at its first flush while everything it will need is forgotten.
        for (var position = 2; position <= LiveFrames.MaxFrames + 10; position++)
        {
            await house.ShowInFrame("d1:n:a", position);
        }

        var first = await stream.Events.Snapshot("the first snapshot");
        var second = await stream.Events.Snapshot("the snapshot in place of what was forgotten");

        Assert.True(second[^1].Sequence > first[^1].Sequence + LiveFrames.MaxFrames, $"{first[^1].Id} then {second[^1].Id}");
        house.Board.Show(Samples.Cooler("d1:n:a", house.Now, position: LiveFrames.MaxFrames + 11));
        Assert.Equal(second[^1].Sequence + 1, (await stream.Events.Next("the next change")).Sequence);
    }

    [Fact]
    public async Task A_stream_of_one_station_tells_in_its_snapshot_of_others_that_are_asked_for_also()
    {
        await using var house = await LiveHouse.Start();
        foreach (var (name, at) in new[] { ("d1:n:a", "d1"), ("d2:n:b", "d2"), ("d4:n:c", "d4") })
        {
            house.Board.Show(StationInfo.Unnamed(new StationId(at, "s1")), StationSummary.Empty);
            house.Board.Show(Samples.Cooler(name, house.Now, new StationId(at, "s1")));
        }

        using var stream = Open(house, Everything with { Station = new StationId("d1", "s1"), Also = [new("d4", "s1"), new("d1", "s1"), new("d9", "nowhere")] });

        var snapshot = Assert.Single(await stream.Events.Snapshot("the snapshot"));
        Assert.Equal(["d1:s1", "d4:s1"], snapshot.Json["stations"]!.AsArray().Select(station => (string)station!["id"]!));
        Assert.Equal(["d1:n:a", "d4:n:c"], snapshot.Json["devices"]!.AsArray().Select(device => (string)device!["id"]!));
    }

    [Fact]
    public async Task A_filter_holds_for_the_snapshot_and_for_the_changes()
    {
        await using var house = await LiveHouse.Start();
        ShowAll(1);
        using var stream = Open(house, Everything with { District = "d2" });
        var snapshot = Assert.Single(await stream.Events.Snapshot("the snapshot"));
        Assert.Equal(["d2:n:b", "d2:s1"], Sorted(snapshot.Json["stations"]!.AsArray().Concat(snapshot.Json["devices"]!.AsArray()).Select(item => (string)item!["id"]!)));
        await Ids(2, "the first frame, of what was news");

        await house.NextBeat();
        await house.ShowInOneFrame("d3:n:other", () => ShowAll(2));

        Assert.Equal(["d2:n:b", "d2:s1"], await Ids(2, "the changes of d2"));
        house.Clock.Advance(Heartbeat);
        Assert.Equal("ping", (await stream.Events.Next("a ping and nothing before it")).Comment);

        void ShowAll(long position)
        {
            foreach (var (name, at) in new[] { ("d1:n:a", "d1"), ("d2:n:b", "d2"), ("d4:n:c", "d4") })
            {
                house.Board.Show(StationInfo.Unnamed(new StationId(at, "s1")), StationSummary.Empty);
                house.Board.Show(Samples.Cooler(name, house.Now, new StationId(at, "s1"), position: position));
            }
        }

        async Task<IEnumerable<string>> Ids(int count, string what)
        {
            var ids = new List<string>();
            while (ids.Count < count)
            {
                ids.Add((string)(await stream.Events.Next(what)).Json["id"]!);
            }

            return Sorted(ids);
        }

        static IEnumerable<string> Sorted(IEnumerable<string> ids) => ids.Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(true, true, null, null, "d1:s1 d1:n:a d2:s1 d2:n:b")]
    [InlineData(true, false, null, null, "d1:s1 d2:s1")]
    [InlineData(false, true, null, null, "d1:n:a d2:n:b")]
    [InlineData(true, true, "d2", null, "d2:s1 d2:n:b")]
    [InlineData(true, true, null, "d1:s1", "d1:s1 d1:n:a")]
    [InlineData(true, true, "d2", "d1:s1", "")]
    [InlineData(true, false, "d2", null, "d1:s1 d1:n:a d2:s1", "d1:s1")]
    [InlineData(true, true, null, "d1:s1", "d1:s1 d1:n:a d2:s1 d2:n:b", "d2:s1")]
    public void A_filter_lets_through_what_it_names(bool stations, bool devices, string? district, string? station, string expected, string? also = null)
    {
        var filter = new StreamFilter(stations, devices, district, StationId.TryParse(station, out var id) ? id : null, Also: StationId.TryParse(also, out var other) ? [other] : []);
        BoardItem[] items =
        [
            new StationItem(StationInfo.Unnamed(new StationId("d1", "s1"))), new DeviceItem(Samples.Cooler("d1:n:a", 1_795_000_000_000, new StationId("d1", "s1"))),
            new StationItem(StationInfo.Unnamed(new StationId("d2", "s1"))), new DeviceItem(Samples.Cooler("d2:n:b", 1_795_000_000_000, new StationId("d2", "s1"))),
        ];

        Assert.Equal(expected, string.Join(' ', items.Where(filter.Matches).Select(item => item switch
        {
            StationItem one => one.Picture.Info.Id.ToString(),
            DeviceItem one => one.Device.Info.Id.ToString(),
            _ => "?",
        })));
    }

    private static OpenStream Open(LiveHouse house, StreamFilter filter, long? lastSequence = null, int buffer = 64 * 1024) => new(house, filter, lastSequence, buffer);

    private sealed class OpenStream : IDisposable
    {
        private readonly CancellationTokenSource ending = new();

        public OpenStream(LiveHouse house, StreamFilter filter, long? lastSequence, int buffer)
        {
            var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: buffer, resumeWriterThreshold: 1));
            Events = new EventReader(pipe.Reader.AsStream());
            Writing = StreamApi.Run(pipe.Writer, house.Frames, house.Board, filter, lastSequence, house.Clock, ending.Token);
        }

        public EventReader Events { get; }

        public Task Writing { get; }

        public void Dispose()
        {
            ending.Cancel();
            Events.Dispose();
        }
    }
}
