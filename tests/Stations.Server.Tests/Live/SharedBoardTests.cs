using Stations.Journal;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;
using Stations.Tests;

namespace Stations.Server.Tests.Live;

public sealed class SharedBoardTests : IDisposable
{
    private const long Now = 1_795_000_000_000;
    private static readonly StationId[] Places = [new("d1", "s1"), new("d1", "s2")];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations-sums-");

    /// <summary>The same happens to a server that is alone, whose station grains sum, and to one of several, whom another one follows.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Sums_are_those_of_the_station_grains_on_every_server(int seed)
    {
        var (clock, dice, database) = (new ManualClock(), new Random(seed), PostgresServer.Shared.CreateDatabase());
        await using var alone = await FollowingServer.Start(new JournalOptions(folder.FullName), clock);
        await using var owner = await FollowingServer.Start(FollowingServer.OnDatabase(database, "owner"), clock);
        await using var other = await FollowingServer.Start(FollowingServer.OnDatabase(database, "other"), clock);
        var seqs = new long[6];
        for (var step = 0; step < 120; step++)
        {
            var number = dice.Next(seqs.Length);
            var device = $"d1:n:d{number}";
            var act = Act(dice, device, number, seqs);
            await act(alone);
            await act(owner);
            clock.Advance(TimeSpan.FromSeconds(dice.Next(30) == 0 ? 100 : dice.Next(4)));
            other.Catch();
            foreach (var station in Places)
            {
                Assert.Equal((step, alone.Sum(station)), (step, owner.Sum(station)));
                AssertSame(step, alone.Sum(station), other.Sum(station));
            }
        }

        Assert.True(Places.Sum(station => alone.Sum(station)!.Devices) >= 4, "Hardly a device was born.");
        Assert.Contains(alone.Board.Devices, item => item.Device.Safety);
    }

    [Fact]
    public async Task Of_two_who_show_a_device_at_once_the_later_picture_stays()
    {
        const int Devices = 2_000;
        var board = new StationBoard();
        var shared = new SharedBoard(board);
        using var gate = new Barrier(2);
        await Task.WhenAll(Enumerable.Range(1, 2).Select(position => Task.Run(
            () => ShowAll(position),
            TestContext.Current.CancellationToken))).Within("all pictures");

        Assert.All(board.Devices, item => Assert.Equal(2, item.Device.JournalPosition));
        Assert.Equal(Devices, board.Find(Places[1])!.Picture.Summary.Devices);
        Assert.Equal(0, board.Find(Places[0])?.Picture.Summary.Devices ?? 0);

        void ShowAll(int position)
        {
            for (var device = 0; device < Devices; device++)
            {
                var picture = Samples.Cooler($"d1:n:c{device}", Now + position, Places[position - 1], position: position);
                Assert.True(gate.SignalAndWait(TimeSpan.FromSeconds(30)), "The other one is not there.");
                shared.Show(picture);
            }
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>A danger that is shown before it is written may refresh the age of the figures a moment earlier or later.</summary>
    private static void AssertSame(int step, StationSummary? expected, StationSummary? found)
    {
        foreach (var need in Enum.GetValues<Need>())
        {
            var (one, other) = ((expected ?? StationSummary.Empty).Of(need), (found ?? StationSummary.Empty).Of(need));
            Assert.Equal((step, one with { ReportedAt = 0, Since = 0 }), (step, other with { ReportedAt = 0, Since = 0 }));
            Assert.InRange(other.ReportedAt, one.ReportedAt - 5_000, one.ReportedAt + 5_000);
        }
    }

    /// <summary>Something that may happen to a device, the same wherever it does. Every other device is a cabinet, which can smoke.</summary>
    private static Func<FollowingServer, Task> Act(Random dice, string device, int number, long[] seqs)
    {
        var (kind, station) = (number % 2 == 0 ? DeviceKind.WaterCooler : DeviceKind.ChargingCabinet, Places[dice.Next(2)]);
        Sample[] samples = kind == DeviceKind.WaterCooler
            ? [Sample.Of(Field.Mode, "standby"), Sample.Of(Field.HotC, dice.Next(60, 64))]
            : [Sample.Of(Field.Smoke, dice.Next(12) == 0), Sample.Of(Field.MainsOk, dice.Next(3) > 0)];
        var what = seqs[number] == 0 ? 0 : dice.Next(10);
        var seq = what is 1 or 2 ? 0 : ++seqs[number];
        return what switch
        {
            0 => server => server.Born(device, seq, station, kind, samples),
            1 => server => server.Grain(device).CheckTime().AsTask().Within("the check"),
            2 => server => server.Grain(device).LoseNode("boot-1").AsTask().Within("the loss"),
            _ => server => server.Report(device, seq, samples),
        };
    }
}
