using System.Text;
using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;
using Stations.Tests;

namespace Stations.Server.Tests.Live;

/// <summary>Several servers on one database, each with a journal, grains and a board of its own.</summary>
public sealed class BoardFollowerTests
{
    private const string Cooler = "d1:n:c";

    private readonly ManualClock clock = new();
    private readonly string database = PostgresServer.Shared.CreateDatabase();

    [Fact]
    public async Task What_one_server_makes_durable_the_others_show()
    {
        await using var first = await Start("first");
        await first.Born(Cooler, 1, Samples.Station, samples: Hot(92));
        await using var second = await Start("second");
        second.Catch();
        AssertSame(first, second, Cooler);

        await first.Report(Cooler, 2, Hot(71));
        second.Catch();
        Assert.Equal(71, HotOf(second, Cooler));
        AssertSame(first, second, Cooler);

        await using var third = await Start("third");
        second.Catch();
        await third.Born("d1:n:late", 1, Samples.Station, samples: Hot(60));
        second.Catch();
        Assert.Equal((60, 2), (HotOf(second, "d1:n:late"), second.Sum(Samples.Station)!.Devices));
    }

    [Fact]
    public async Task What_a_newer_version_wrote_leaves_its_device_unknown_and_not_as_it_was()
    {
        await using var first = await Start("first");
        await using var second = await Start("second");
        await first.Born(Cooler, 1, Samples.Station, samples: [.. Hot(92), Sample.Of(Field.Mode, "standby")]);
        second.Catch();
        Assert.Equal(PublicStatus.Available, second.Shown(Cooler)!.Status);

        var payload = """{"kind":"Impound","by":"ops"}"""u8.ToArray();
        var record = new byte[DeviceRecord.LengthOf(0, payload.Length)];
        DeviceRecord.Write(record, DeviceRecord.RecordKind.Act, clock.NowMilliseconds(), [], payload);
        await first.Journal.Append(Encoding.ASCII.GetBytes(Cooler), record).Committed.AsTask().Within("the newer version's record");
        second.Catch();
        Assert.Equal(PublicStatus.Unknown, second.Shown(Cooler)!.Status);

        await first.Report(Cooler, 2, Hot(71));
        second.Catch();
        Assert.Equal((71, PublicStatus.Unknown), (HotOf(second, Cooler), second.Shown(Cooler)!.Status));
    }

    [Fact]
    public async Task A_device_is_elsewhere_for_every_server_but_the_one_that_has_its_grain()
    {
        await using var first = await Start("first");
        await using var second = await Start("second");
        await first.Born(Cooler, 1, Samples.Station, samples: Hot(92));
        second.Catch();
        Assert.Equal((false, true), Elsewhere());

        await first.LetGo();
        await second.Report(Cooler, 2, Hot(71));
        first.Catch();
        Assert.Equal((true, false), Elsewhere());

        (bool First, bool Second) Elsewhere() => (first.Board.Devices.Single().IsElsewhere, second.Board.Devices.Single().IsElsewhere);
    }

    /// <summary>
    /// Of the servers between which a device moves each has a follower of its own on one board, and the dice say which of them looks when: so every
    /// order in which their journals can be read is met.
    /// </summary>
    [Fact]
    public async Task A_device_that_goes_to_and_fro_is_shown_as_it_is_in_whatever_order_it_is_read()
    {
        await using var first = await Start("first");
        await using var second = await Start("second");
        await using var reader = await Start("reader");
        using var ofFirst = reader.Follow(except: second.Journal.Ownership.Server);
        using var ofSecond = reader.Follow(except: first.Journal.Ownership.Server);
        for (var seed = 1; seed <= 12; seed++)
        {
            var dice = new Random(seed);
            var (device, seq, last) = ($"d1:n:c{seed}", 0, 0L);
            await first.Born(device, ++seq, Samples.Station, samples: [.. Hot(50), Sample.Of(Field.ColdC, seed)]);
            foreach (var owner in (FollowingServer[])[first, second, first, second])
            {
                await owner.LetGo();
                for (var reports = dice.Next(1, 4); reports > 0; reports--)
                {
                    await owner.Report(device, ++seq, Hot(50 + seq));
                    foreach (var follower in (BoardFollower[])[ofFirst, ofSecond, ofFirst])
                    {
                        if (dice.Next(3) == 0)
                        {
                            follower.Follow();
                            var position = reader.Shown(device)?.JournalPosition ?? 0;
                            Assert.True(position >= last, $"Seed {seed}: shown at {position} after {last}");
                            last = position;
                        }
                    }
                }
            }

            (dice.Next(2) == 0 ? ofFirst : ofSecond).Follow();
            ofFirst.Follow();
            ofSecond.Follow();
            Assert.Equal((50 + seq, seed), (HotOf(reader, device), reader.Shown(device)!.Values.Number(Field.ColdC)));
            AssertSame(second, reader, device);
        }
    }

    [Fact]
    public async Task A_device_that_came_here_is_not_overwritten_by_what_its_last_server_wrote()
    {
        await using var first = await Start("first");
        await using var second = await Start("second");
        second.Catch();
        await first.Born(Cooler, 1, Samples.Station, samples: Hot(92));
        await first.Report(Cooler, 2, Hot(80));
        await second.Report(Cooler, 3, Hot(70));
        second.Catch();
        Assert.Equal(70, HotOf(second, Cooler));

        first.Catch();
        AssertSame(second, first, Cooler);
    }

    [Fact]
    public async Task What_was_trimmed_before_it_was_read_is_loaded()
    {
        await using var first = await Start("first");
        await first.Born(Cooler, 1, Samples.Station, samples: [.. Hot(92), Sample.Of(Field.ColdC, 8)]);
        await using var second = await Start("second");
        second.Catch();
        await first.Report(Cooler, 2, Hot(71));
        await first.Grain(Cooler).Save();
        await first.Journal.Checkpoint(first.Journal.Committed, []);

        // Also of a server that nobody here has heard of.
        await using var third = await Start("third");
        await third.Born("d1:n:other", 1, Samples.Station, samples: Hot(60));
        await third.Grain("d1:n:other").Save();
        await third.Journal.Checkpoint(third.Journal.Committed, []);
        await third.Report("d1:n:other", 2, Sample.Of(Field.ColdC, 7));

        second.Catch();
        Assert.Equal((71, 60), (HotOf(second, Cooler), HotOf(second, "d1:n:other")));
        AssertSame(first, second, Cooler);
    }

    [Fact]
    public async Task What_is_said_of_a_station_is_asked_for_now_and_then_and_leaves_its_sum()
    {
        await using var first = await Start("first");
        await using var second = await Start("second");
        await first.Born(Cooler, 1, Samples.Station, samples: Hot(92));
        second.Catch();
        await first.Describe(StationInfo.Unnamed(Samples.Station) with { Hours = "24/7" });
        second.Catch();
        Assert.Null(second.Board.Find(Samples.Station)!.Picture.Info.Hours);

        clock.Advance(BoardFollower.DescriptionsPeriod);
        second.Catch();
        Assert.Equal(("24/7", 1), (second.Board.Find(Samples.Station)!.Picture.Info.Hours, second.Sum(Samples.Station)!.Devices));
        second.Board.TakeNews();

        clock.Advance(BoardFollower.DescriptionsPeriod);
        second.Catch();
        Assert.Empty(second.Board.TakeNews());
        await first.Report(Cooler, 2, Hot(71));
        second.Catch();
        Assert.Equal(("24/7", 71), (second.Board.Find(Samples.Station)!.Picture.Info.Hours, second.Sum(Samples.Station)!.Water.Celsius));
    }

    [Fact]
    public async Task While_the_database_is_away_the_last_picture_stays_and_operators_are_told()
    {
        using var postgres = new PostgresServer();
        var away = postgres.CreateDatabase();
        await using var first = await FollowingServer.Start(FollowingServer.OnDatabase(away, "first"), clock);
        await using var second = await FollowingServer.Start(FollowingServer.OnDatabase(away, "second"), clock);
        await first.Born(Cooler, 1, Samples.Station, samples: Hot(92));
        await second.Follower.StartAsync(TestContext.Current.CancellationToken).Within("the first look");
        await clock.Armed(BoardFollower.Beat).Within("the pause after it");

        postgres.Stop("INT");
        clock.Advance(BoardFollower.Beat);
        await clock.Armed(BoardFollower.Beat).Within("the pause after a look in vain");
        Assert.Contains("does not", second.Follower.Trouble, StringComparison.Ordinal);
        Assert.Equal(92, HotOf(second, Cooler));

        postgres.Start();
        await first.Report(Cooler, 2, Hot(71));
        clock.Advance(BoardFollower.Beat);
        await clock.Armed(BoardFollower.Beat).Within("the pause after the database came back");
        Assert.Equal((null, 71), (second.Follower.Trouble, HotOf(second, Cooler)));
        await second.Follower.StopAsync(TestContext.Current.CancellationToken).Within("the follower's end");
    }

    private static Sample[] Hot(double celsius) => [Sample.Of(Field.Mode, "standby"), Sample.Of(Field.HotC, celsius)];

    private static double? HotOf(FollowingServer server, string device) => server.Shown(device)?.Values.Number(Field.HotC);

    /// <summary>The same to the last byte.</summary>
    private static void AssertSame(FollowingServer owner, FollowingServer other, string device)
    {
        var (expected, found) = (owner.Shown(device)!, other.Shown(device)!);
        Assert.Equal(DeviceSnapshot.Write(expected), DeviceSnapshot.Write(found));
        Assert.Equal(expected.JournalPosition, found.JournalPosition);
    }

    private Task<FollowingServer> Start(string name) => FollowingServer.Start(FollowingServer.OnDatabase(database, name), clock);
}
