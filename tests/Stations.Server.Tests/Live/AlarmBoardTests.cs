using Stations.Model;
using Stations.Server.Live;

namespace Stations.Server.Tests.Live;

public sealed class AlarmBoardTests
{
    private const long Now = 1_795_000_000_000;
    private readonly StationBoard board = new();

    [Fact]
    public void A_danger_is_told_of_at_once_and_the_rest_with_the_next_beat()
    {
        board.Show(With(Cooler("a"), FactKind.TankRanLow));
        Assert.Empty(board.Alarms.Present.Shown);

        board.Show(With(Cooler("b"), FactKind.LeakDetected));
        Assert.Equal(["LEAK"], Codes());

        board.Alarms.Pass(Now);
        Assert.Equal(["LEAK", "TANK_LOW"], Codes());
    }

    [Fact]
    public void A_beat_that_changes_nothing_is_no_news()
    {
        board.Show(With(Cooler("a"), FactKind.TankRanLow));
        board.Alarms.Pass(Now);
        board.TakeNews();

        board.Alarms.Pass(Now + 5_000);
        Assert.DoesNotContain(board.Alarms, board.TakeNews());

        board.Alarms.Pass(Now + 8 * 3_600_000);
        Assert.Contains(board.Alarms, board.TakeNews());
    }

    [Fact]
    public void The_gravest_are_told_and_the_rest_is_counted()
    {
        for (var number = 0; number < AlarmBoard.MaxShown + 20; number++)
        {
            board.Show(With(Cooler($"c{number}"), FactKind.TankRanLow));
        }

        board.Show(With(Cooler("grave"), FactKind.FaultBegan));
        board.Alarms.Pass(Now);

        Assert.Equal((AlarmBoard.MaxShown, AlarmBoard.MaxShown + 21, "FAULT"), (board.Alarms.Present.Shown.Count, board.Alarms.Present.Total, Codes().First()));
    }

    [Fact]
    public void All_devices_of_a_node_that_are_silent_are_one_alarm()
    {
        board.Show(With(Cooler("a"), FactKind.BecameUnreachable));
        board.Show(Cooler("b"));
        board.Alarms.Pass(Now);
        Assert.Equal(["OFFLINE"], Codes());

        board.Show(With(Cooler("b", position: 2), FactKind.BecameUnreachable));
        board.Alarms.Pass(Now + 1000);

        var outage = Assert.Single(board.Alarms.Present.Shown);
        Assert.Equal(("d1:s1:SITE_OFFLINE", 2), (outage.Id, outage.Members?.Count));
    }

    [Fact]
    public void An_alarm_that_is_over_is_gone()
    {
        var raised = With(Cooler("a"), FactKind.LeakDetected);
        board.Show(raised);
        Assert.Single(board.Alarms.Everything(Now));

        var over = With(raised with { JournalPosition = 3 }, FactKind.LeakStopped).Apply(new Act(ActKind.Acknowledge, "ops", "LEAK"), Now);
        board.Show(over);

        Assert.Empty(board.Alarms.Present.Shown);
        Assert.Empty(board.Alarms.Everything(Now));
        Assert.Equal((1, 0), (board.Alarms.RaisesSince(Now), board.Alarms.RaisesSince(Now + 600_001)));
    }

    [Fact]
    public void What_waits_for_its_time_is_due_then_and_asked_again_until_it_is_settled()
    {
        var waits = Cooler("a").Apply(new Fact(FactKind.TankRanLow, 0, Now, IsHint: true));
        board.Show(waits);

        Assert.Empty(board.Due.Take(Now + 59_999));
        Assert.Equal([waits.Info.Id], board.Due.Take(Now + 60_000));
        Assert.Empty(board.Due.Take(Now + 60_000));
        Assert.Equal([waits.Info.Id], board.Due.Take(Now + 65_000));

        board.Show(With(waits with { JournalPosition = 5 }, FactKind.TankRanLow));
        Assert.Empty(board.Due.Take(long.MaxValue / 2));
    }

    private IEnumerable<string> Codes() => board.Alarms.Present.Shown.Select(alarm => alarm.Kind.Code);

    private static Device Cooler(string name, long position = 1) => Samples.Cooler($"d1:n:{name}", Now, position: position);

    private static Device With(Device device, FactKind fact) => device.Apply(new Fact(fact, 0, Now));
}
