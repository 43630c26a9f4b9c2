using Stations.Grains;
using Stations.Journal.History;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.History;
using Kind = Stations.Grains.DeviceRecord.RecordKind;
using Stations.Tests;

namespace Stations.Server.Tests.History;

public sealed class FollowerTests
{
    [Fact]
    public async Task What_is_committed_can_be_asked_for_a_beat_later_and_after_a_restart()
    {
        await using var house = await HistoryHouse.Open();
        await house.Report(1, "\"hot_c\":91.5");
        await house.Report(2, "\"hot_c\":null");
        await house.Beat();

        string[] expected = ["08:00:00 91.5", "08:00:00 -"];
        Assert.Equal(expected, house.Ask("hot_c", Resolution.Raw));
        Assert.Equal((0L, house.Now), (house.Store.Position, house.Follower.AsOf));

        await house.Restart();
        Assert.Equal(expected, house.Ask("hot_c", Resolution.Raw));
    }

    [Fact]
    public async Task After_a_minute_it_is_in_the_store_and_the_journal_may_forget_it()
    {
        await using var house = await HistoryHouse.Open();
        var last = await house.Report(1, "\"hot_c\":91.5");
        await house.Beat();
        Assert.Equal(0, house.Journal.KeepAfter);

        await house.Pass(HistoryFollower.LongestInMemory);

        Assert.Equal((last, last), (house.Store.Position, house.Journal.KeepAfter));
        Assert.Equal(["08:00:00 91.5"], house.Ask("hot_c", Resolution.Raw));
        await house.Restart();
        Assert.Equal((last, last), (house.Store.Position, house.Journal.KeepAfter));
        Assert.Equal(["08:00:00 91.5"], house.Ask("hot_c", Resolution.Raw));
    }

    [Fact]
    public async Task A_message_that_was_sent_twice_counts_once_even_across_the_hour()
    {
        await using var house = await HistoryHouse.Open();
        await house.Pass(TimeSpan.FromMinutes(60));
        var sent = house.Now - 600; // in the hour before by the device's clock
        await house.Tell(Kind.Message, HistoryHouse.Envelope(5, sent, "\"hot_c\":91"));
        await house.Report(6, "\"hot_c\":92");
        await house.Tell(Kind.Aside, HistoryHouse.Envelope(5, sent, "\"hot_c\":91"));
        await house.Tell(Kind.Aside, HistoryHouse.Envelope(6, house.Now, "\"hot_c\":92"));
        await house.Beat();

        Once();
        await house.Pass(HistoryFollower.LongestInMemory);
        Once();
        await house.RollUp();
        Assert.Null(house.Store.Oldest(BlockKind.Bundle));
        Once();

        void Once()
        {
            Assert.Equal(2, house.Ask("hot_c", Resolution.Raw).Count);
            Assert.Equal(["05-01 09:00 91..92 mean 91.5 last 92 of 2"], house.Ask("hot_c", Resolution.Hour));
        }
    }

    [Fact]
    public async Task A_stored_message_counts_when_its_device_says_and_one_of_a_clock_that_runs_ahead_when_it_came()
    {
        await using var house = await HistoryHouse.Open();
        await house.Tell(Kind.Historic, HistoryHouse.Envelope(5, house.Now - 7_200_000, "\"hot_c\":70", historic: true));
        await house.Tell(Kind.Historic, HistoryHouse.Envelope(6, house.Now + 7_200_000, "\"hot_c\":80", historic: true));
        await house.Tell(Kind.Historic, HistoryHouse.Envelope(7, house.Now - 9 * 86_400_000L, "\"hot_c\":60", historic: true));
        await house.Beat();

        Assert.Equal(["06:00:00 70", "08:00:00 80"], house.Ask("hot_c", Resolution.Raw, house.Now - 30 * 86_400_000L, house.Now + 1));
    }

    [Fact]
    public async Task A_late_message_has_its_hour_rolled_up_again()
    {
        await using var house = await HistoryHouse.Open();
        await house.Report(1, "\"hot_c\":90");
        var begin = house.Now;
        await house.RollUp();
        Assert.Equal(["05-01 08:00 90..90 mean 90 last 90 of 1"], house.Ask("hot_c", Resolution.Hour));

        await house.Tell(Kind.Historic, HistoryHouse.Envelope(2, begin + 60_000, "\"hot_c\":96", historic: true));
        await house.Beat();
        string[] expected = ["05-01 08:00 90..96 mean 93 last 96 of 2"];
        Assert.Equal(expected, house.Ask("hot_c", Resolution.Hour));
        await house.Pass(HistoryFollower.LongestInMemory);
        await house.Pass(Upkeep.Period);

        Assert.Null(house.Store.Oldest(BlockKind.Bundle));
        Assert.Equal(expected, house.Ask("hot_c", Resolution.Hour));
        Assert.Equal(["05-01 08:00 90..90 mean 90 last 90 of 1", "05-01 08:01 96..96 mean 96 last 96 of 1"], house.Ask("hot_c", Resolution.Minute));
        Assert.Single(house.Store.Read(BlockKind.Merged, "d1:gw:c1"u8, begin / 3_600_000, begin / 3_600_000));
    }

    [Fact]
    public async Task A_device_that_was_never_born_is_kept_too()
    {
        await using var house = await HistoryHouse.Open();
        await house.Tell(Kind.Aside, HistoryHouse.Envelope(1, house.Now, "\"hot_c\":88"), "d1:gw:stranger");
        await house.Beat();

        Assert.Equal(["08:00:00 88"], house.Ask("hot_c", Resolution.Raw, house.Now - 1_000, house.Now, device: "d1:gw:stranger"));
    }

    [Fact]
    public async Task Births_and_facts_are_events_of_the_device_and_of_where_it_stands()
    {
        await using var house = await HistoryHouse.Open();
        var info = new DeviceInfo(new DeviceId("d1", "gw", "cab"), DeviceKind.ChargingCabinet, new StationId("d1", "s1"), "1号", 2, null);
        await house.Tell(Kind.Birth, new DeviceBirth(info, HistoryHouse.Envelope(1, house.Now, "\"power_w\":3")).ToBytes(), "d1:gw:cab", null, new Fact(FactKind.WentOnline, 0, 0));
        await house.Tell(Kind.Message, HistoryHouse.Envelope(2, house.Now, "\"slot.02.door\":\"open\""), "d1:gw:cab", null, new Fact(FactKind.DoorOpened, 2, 0));
        await house.Tell(Kind.Facts, [], "d1:gw:cab", null, new Fact(FactKind.WentStale, 0, 0), new Fact(FactKind.WentOffline, 0, 0));
        await house.Beat();

        string[] expected = ["WentOffline 0", "WentStale 0", "DoorOpened 2", "WentOnline 0", "Born 0"];
        Assert.Equal(expected, Ask(new(null, "d1:s1", null, [])));
        await house.Pass(HistoryFollower.LongestInMemory);
        await house.Tell(Kind.Facts, [], "d1:gw:cab", null, new Fact(FactKind.WentOnline, 0, 0));
        await house.Beat();
        Assert.Equal(["WentOnline 0", .. expected], Ask(new("d1:gw:cab", null, null, [])));
        Assert.Equal(["WentOnline 0", .. expected], Ask(new(null, null, "d1", [])));
        Assert.Equal(["DoorOpened 2", "Born 0"], Ask(new(null, "d1:s1", "d1", [EventKinds.Born, (int)FactKind.DoorOpened])));
        Assert.Equal(["08:00:00 3"], house.Ask("power_w", Resolution.Raw, house.Now - 3_600_000, house.Now, device: "d1:gw:cab"));

        IEnumerable<string> Ask(EventFilter filter)
        {
            var (events, next) = house.Events.Read(filter, 0, new EventKey(long.MaxValue, 0, 0), 100);
            Assert.Null(next);
            return events.Select(one => $"{EventKinds.Word(one.Kind)} {one.Detail}");
        }
    }

    [Fact]
    public async Task A_store_that_refuses_is_waited_for_while_answers_go_on_and_the_journal_keeps_all()
    {
        await using var house = await HistoryHouse.Open();
        await house.Report(1, "\"hot_c\":90");
        await house.Beat();
        var tool = await house.Tool("BEGIN IMMEDIATE");

        await Pause(HistoryFollower.LongestInMemory);
        await Pause(Steady.LongestPause);
        Assert.Contains("locked", house.Follower.Trouble, StringComparison.Ordinal);
        var last = await house.Report(2, "\"hot_c\":91");
        await Pause(Steady.LongestPause);
        Assert.Equal(["08:00:00 90", "08:01:05 91"], house.Ask("hot_c", Resolution.Raw));
        await house.Journal.Checkpoint(last, [new(System.Text.Encoding.ASCII.GetBytes(HistoryHouse.Cooler), last, "state"u8.ToArray())]);
        Assert.Equal(2, house.Journal.ReadAfter(0, 1_000_000).Count);

        await tool.DisposeAsync();
        await Pause(Steady.LongestPause);
        await house.Pass(HistoryFollower.LongestInMemory);

        Assert.Equal((null, last, last), (house.Follower.Trouble, house.Store.Position, house.Journal.KeepAfter));

        // How often it tried meanwhile does not matter: that it waits again does.
        async Task Pause(TimeSpan time)
        {
            house.Clock.Advance(time);
            await Task.WhenAny(new[] { 250, 500, 1_000, 2_000, 4_000, 5_000 }.Select(pause => house.Clock.Armed(TimeSpan.FromMilliseconds(pause)))).Within("the next pause");
            await house.Clock.Armed(HistoryFollower.Beat).Within("the follower to be done");
        }
    }

    [Fact]
    public async Task Devices_that_share_a_bundle_are_told_apart()
    {
        const string First = HistoryHouse.Cooler;
        await using var house = await HistoryHouse.Open();
        var second = Enumerable.Range(0, 100_000).Select(n => $"d1:gw:n{n}").First(id => Number(id) == Number(First));
        await house.Report(1, "\"hot_c\":90");
        await house.Report(1, "\"hot_c\":50", second);
        await house.Beat();
        Apart();
        await house.Pass(HistoryFollower.LongestInMemory);
        Assert.Single(house.Store.Read(BlockKind.Bundle, Bundle.Name(Number(First)).Span, house.Now / 3_600_000, house.Now / 3_600_000));
        Apart();
        await house.RollUp();
        Assert.Null(house.Store.Oldest(BlockKind.Bundle));
        Apart();

        // A late message of the one leaves the other's hour as it is.
        await house.Tell(Kind.Historic, HistoryHouse.Envelope(2, house.Now - 4_000_000, "\"hot_c\":60", historic: true), second);
        await house.Pass(HistoryFollower.LongestInMemory);
        Assert.Equal(["05-01 08:00 90..90 mean 90 last 90 of 1"], house.Ask("hot_c", Resolution.Hour));

        static int Number(string id) => Bundle.NumberOf(System.Text.Encoding.ASCII.GetBytes(id));

        void Apart()
        {
            Assert.Equal(["08:00:00 90"], house.Ask("hot_c", Resolution.Raw));
            Assert.Equal(["08:00:00 50"], house.Ask("hot_c", Resolution.Raw, 0, house.Now, device: second));
        }
    }

    [Fact]
    public async Task A_block_of_one_device_as_older_programs_wrote_it_is_found_and_rolled_up_with_the_rest()
    {
        await using var house = await HistoryHouse.Open();
        var old = Chunk.Write([new RawRecord(1, house.Now, Late: false, HistoryHouse.Envelope(1, house.Now, "\"hot_c\":80"))]);
        house.Store.Follow(0, [new Block(BlockKind.Loose, house.Now / 3_600_000, System.Text.Encoding.ASCII.GetBytes(HistoryHouse.Cooler), old)], []);
        await house.Tell(Kind.Facts, []);
        await house.Report(2, "\"hot_c\":90");
        await house.Beat();

        Assert.Equal(["08:00:00 80", "08:00:00 90"], house.Ask("hot_c", Resolution.Raw));
        await house.RollUp();
        Assert.Equal((null, null), (house.Store.Oldest(BlockKind.Loose), house.Store.Oldest(BlockKind.Bundle)));
        Assert.Equal(["08:00:00 80", "08:00:00 90"], house.Ask("hot_c", Resolution.Raw));
        Assert.Equal(["05-01 08:00 80..90 mean 85 last 90 of 2"], house.Ask("hot_c", Resolution.Hour));
    }

    [Fact]
    public async Task What_is_damaged_is_left_out_and_set_aside_when_its_hour_is_rolled_up()
    {
        await using var house = await HistoryHouse.Open();
        await house.Report(1, "\"hot_c\":90");
        await house.Pass(HistoryFollower.LongestInMemory);
        await house.Report(2, "\"hot_c\":91");
        await house.Pass(HistoryFollower.LongestInMemory);
        await (await house.Tool("UPDATE block SET bytes = zeroblob(20) WHERE id = (SELECT min(id) FROM block)")).DisposeAsync();
        string[] left = ["08:01:00 91"];
        Assert.Equal(left, house.Ask("hot_c", Resolution.Raw));

        await house.RollUp();

        Assert.Null(house.Store.Oldest(BlockKind.Bundle));
        Assert.NotNull(house.Store.Oldest(BlockKind.SetAside));
        Assert.Equal(left, house.Ask("hot_c", Resolution.Raw));
        Assert.Equal(["05-01 08:00 91..91 mean 91 last 91 of 1"], house.Ask("hot_c", Resolution.Hour));
    }

    [Fact]
    public async Task Each_kind_is_forgotten_in_its_time()
    {
        await using var house = await HistoryHouse.Open(new Retention(RawDays: 2, MinuteDays: 4, HourDays: 6, EventDays: 3));
        var begin = house.Now;
        await house.Tell(Kind.Message, HistoryHouse.Envelope(1, begin, "\"hot_c\":90"), HistoryHouse.Cooler, null, new Fact(FactKind.WentOnline, 0, 0));
        await house.RollUp();
        Assert.Equal((true, true, true, true), Kept());

        await house.Pass(TimeSpan.FromDays(2) + TimeSpan.FromHours(1));
        Assert.Equal((false, true, true, true), Kept());
        await house.Pass(TimeSpan.FromDays(1));
        Assert.Equal((false, true, true, false), Kept());
        await house.Pass(TimeSpan.FromDays(1));
        Assert.Equal((false, false, true, false), Kept());
        Assert.Equal(["05-01 08:00 90..90 mean 90 last 90 of 1"], house.Ask("hot_c", null, begin - 1, house.Now));
        await house.Pass(TimeSpan.FromDays(3));
        Assert.Equal((false, false, false, false), Kept());
        Assert.Null(house.Reader.KeptFrom(Resolution.Hour));

        (bool Raw, bool Minutes, bool Hours, bool Events) Kept() => (
            house.Ask("hot_c", Resolution.Raw, begin - 1, house.Now).Count > 0,
            house.Ask("hot_c", Resolution.Minute, begin - 1, house.Now).Count > 0,
            house.Ask("hot_c", Resolution.Hour, begin - 1, house.Now).Count > 0,
            house.Events.Read(new(null, null, null, []), 0, new EventKey(long.MaxValue, 0, 0), 10).Events.Count > 0);
    }
}
