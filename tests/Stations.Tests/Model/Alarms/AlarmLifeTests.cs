using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model.Alarms;

public sealed class AlarmLifeTests
{
    private const string Lost = """{"mains_ok":false}""", Back = """{"mains_ok":true}""";

    [Fact]
    public void A_danger_is_believed_on_the_last_word_and_an_all_clear_must_be_said_again()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet);
        cabinet.Hears(Lost);
        Assert.Equal([FactKind.MainsLost], cabinet.Waits(600).Select(fact => fact.Kind));

        cabinet.Hears(Back);
        Assert.Empty(cabinet.Waits(600));
        Assert.Equal([FactKind.MainsRestored], cabinet.Hears("{}").Select(fact => fact.Kind));
    }

    [Fact]
    public void What_lasted_before_it_was_taken_back_has_been_there_even_if_nobody_looked_in_between()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet);
        cabinet.Hears("""{"slot.01.door":"open","mains_ok":false}""");

        Assert.Equal([FactKind.MainsLost], cabinet.Hears(Back, seconds: 5).Select(fact => fact.Kind));
        Assert.True(cabinet.Alarm("MAINS_LOST")!.IsActive);
    }

    [Fact]
    public void What_is_taken_back_in_time_was_nothing()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet);
        cabinet.Hears(Lost);
        cabinet.Hears(Back, seconds: 4);

        Assert.Empty(cabinet.Waits(600));
        Assert.Null(cabinet.Alarm("MAINS_LOST"));
        Assert.Empty(cabinet.Device.Watch.Pending);
    }

    [Fact]
    public void An_alarm_is_over_once_it_is_both_cleared_and_acknowledged()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet);
        Fail(cabinet);
        var raised = cabinet.Alarm("MAINS_LOST")!.RaisedAt;
        Mend(cabinet);
        Assert.Equal((raised, false, 1), (cabinet.Alarm("MAINS_LOST")!.RaisedAt, cabinet.Alarm("MAINS_LOST")!.IsActive, cabinet.Alarm("MAINS_LOST")!.Raises));

        Fail(cabinet);
        Assert.Equal((raised, true, 2), (cabinet.Alarm("MAINS_LOST")!.RaisedAt, cabinet.Alarm("MAINS_LOST")!.IsActive, cabinet.Alarm("MAINS_LOST")!.Raises));

        Assert.Equal(ActAnswer.Done, cabinet.Does(new Act(ActKind.Acknowledge, "ops", "MAINS_LOST")));
        Assert.Equal("ops", cabinet.Alarm("MAINS_LOST")!.Acknowledged!.By);
        Mend(cabinet);
        Assert.Null(cabinet.Alarm("MAINS_LOST"));
    }

    [Fact]
    public void The_third_time_in_ten_minutes_is_flapping_which_is_marked_and_not_news()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet);
        for (var time = 1; time <= 3; time++)
        {
            Fail(cabinet);
            Assert.Equal(time == 3, cabinet.Alarm("MAINS_LOST")!.IsFlapping(cabinet.Now));
            cabinet.Does(new Act(ActKind.Acknowledge, "ops", "MAINS_LOST"));
            Mend(cabinet);
        }

        var flapping = cabinet.Alarm("MAINS_LOST");
        Assert.NotNull(flapping);
        Fail(cabinet);
        Assert.Equal((flapping.RaisedAt, "ops"), (cabinet.Alarm("MAINS_LOST")!.RaisedAt, cabinet.Alarm("MAINS_LOST")!.Acknowledged?.By));
        Mend(cabinet);

        cabinet.Waits(601);
        Assert.Null(cabinet.Alarm("MAINS_LOST"));
        Fail(cabinet);
        Assert.Equal((false, 1), (cabinet.Alarm("MAINS_LOST")!.IsFlapping(cabinet.Now), cabinet.Alarm("MAINS_LOST")!.Raises));
        Assert.Null(cabinet.Alarm("MAINS_LOST")!.Acknowledged);
    }

    [Fact]
    public void What_is_over_is_forgotten_once_it_cannot_be_flapping_any_more()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet);
        Fail(cabinet);
        cabinet.Does(new Act(ActKind.Acknowledge, "ops", "MAINS_LOST"));
        Mend(cabinet);
        Assert.Single(cabinet.Device.Watch.Alarms);

        cabinet.Waits(601);
        cabinet.Hears("""{"leakage_ma":31}""");
        Assert.Equal(Condition.LeakageTripped, Assert.Single(cabinet.Device.Watch.Alarms).Condition);
    }

    [Fact]
    public void Alarms_outlive_a_reboot_of_the_device()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet);
        cabinet.Hears("""{"smoke":true,"flood":true}""");

        var reborn = Device.Born(cabinet.Device.Info, cabinet.Device, "boot-2");

        Assert.Same(cabinet.Device.Watch, reborn.Watch);
        Assert.NotEmpty(reborn.Watch.Pending);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Late_and_stored_readings_change_no_alarm(bool hist)
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1);
        cabinet.Hears("""{"slot.01.temperature_c":51}""");
        var late = Live.Read(hist ? cabinet.Device.Seq + 1 : cabinet.Device.Seq - 1, """{"slot.01.temperature_c":20,"smoke":true}""", cabinet.Now, hist: hist);

        var observation = Observation.Of(cabinet.Device, late, cabinet.Now, RuleBook.Default);

        Assert.Empty(observation.Facts);
        Assert.Null(observation.Next);
        Assert.Equal([new Fact(FactKind.SmokeDetected, 0, 5)], LateAlarms.Of(cabinet.Device, late, at: 5, RuleBook.Default));
    }

    private static void Fail(Live cabinet)
    {
        cabinet.Hears(Lost);
        Assert.Single(cabinet.Waits(5));
    }

    private static void Mend(Live cabinet)
    {
        cabinet.Hears(Back);
        Assert.Single(cabinet.Hears("{}", seconds: 10));
    }
}
