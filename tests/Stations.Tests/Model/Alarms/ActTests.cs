using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model.Alarms;

public sealed class ActTests
{
    private readonly Live cabinet = new(DeviceKind.ChargingCabinet, 2);

    [Fact]
    public void What_only_a_person_ends_is_reset_by_one_once_what_began_it_is_over()
    {
        cabinet.Hears("""{"smoke":true}""");
        Assert.Equal(ActAnswer.StillHolds, cabinet.Does(Reset("SMOKE")));
        Assert.True(cabinet.Device.Safety);

        cabinet.Hears("""{"smoke":false}""");
        cabinet.Learns(FactKind.WentOffline);
        Assert.Equal(ActAnswer.Done, cabinet.Does(Reset("SMOKE")));
        Assert.False(cabinet.Device.Safety);
        Assert.Null(cabinet.Alarm("SMOKE"));

        Assert.Equal(ActAnswer.Done, cabinet.Does(Reset("SMOKE")));
        cabinet.Hears("""{"smoke":true}""");
        Assert.True(cabinet.Alarm("SMOKE")!.IsActive);
        Assert.Null(cabinet.Alarm("SMOKE")!.Acknowledged);
    }

    [Fact]
    public void Neither_silence_nor_good_news_nor_a_new_life_ends_what_is_latched()
    {
        cabinet.Hears("""{"leakage_ma":31}""");
        cabinet.Hears("""{"leakage_ma":0}""");
        cabinet.Waits(3600);
        cabinet.Hears("{}", full: true);

        Assert.True(cabinet.Alarm("LEAKAGE")!.IsActive);
        Assert.True(Device.Born(cabinet.Device.Info, cabinet.Device, "boot-2").Safety);
    }

    [Fact]
    public void A_critical_slot_is_reset_alone_and_its_neighbours_with_it()
    {
        cabinet.Hears("""{"slot.01.door":"closed","slot.01.present":false,"slot.02.door":"closed","slot.02.present":false,"slot.01.temperature_c":61}""");
        cabinet.Waits(2);
        cabinet.Hears("""{"slot.01.temperature_c":30}""");
        Assert.Equal([PublicStatus.OutOfOrder, PublicStatus.OutOfOrder], Slots());
        Assert.False(cabinet.Device.Safety);

        Assert.Equal(ActAnswer.NoSuchAlarm, cabinet.Does(Reset("SLOT_TEMPERATURE_CRITICAL", slot: 2)));
        Assert.Equal(ActAnswer.Done, cabinet.Does(Reset("SLOT_TEMPERATURE_CRITICAL", slot: 1)));
        Assert.Equal([PublicStatus.Available, PublicStatus.Available], Slots());

        IEnumerable<PublicStatus> Slots() => [PublicStatuses.Of(cabinet.Device.SlotAxes(1)), PublicStatuses.Of(cabinet.Device.SlotAxes(2))];
    }

    [Fact]
    public void What_ends_by_itself_is_not_reset()
    {
        cabinet.Hears("""{"flood":true}""");
        cabinet.Waits(2);

        Assert.Equal(ActAnswer.NotLatched, cabinet.Does(Reset("FLOOD")));
    }

    [Fact]
    public void An_alarm_is_quiet_while_it_is_shelved_but_never_one_that_only_a_person_ends()
    {
        cabinet.Hears("""{"flood":true,"smoke":true}""");
        cabinet.Waits(2);
        var until = cabinet.Now + 60_000;

        Assert.Equal(ActAnswer.NotShelvable, cabinet.Does(new Act(ActKind.Shelve, "ops", "SMOKE", Until: until)));
        Assert.Equal(ActAnswer.Done, cabinet.Does(new Act(ActKind.Shelve, "ops", "FLOOD", Until: until)));
        Assert.True(cabinet.Alarm("FLOOD")!.IsShelved(until - 1));
        Assert.False(cabinet.Alarm("FLOOD")!.IsShelved(until));

        cabinet.Does(new Act(ActKind.Shelve, "ops", "FLOOD", Until: long.MaxValue));
        Assert.Equal(cabinet.Now + (long)Act.LongestShelving.TotalMilliseconds, cabinet.Alarm("FLOOD")!.ShelvedUntil);
        cabinet.Does(new Act(ActKind.Shelve, "ops", "FLOOD"));
        Assert.False(cabinet.Alarm("FLOOD")!.IsShelved(cabinet.Now));
    }

    [Fact]
    public void To_do_it_twice_is_to_do_it_once()
    {
        cabinet.Hears("""{"smoke":true,"flood":true}""");
        cabinet.Waits(2);
        Act[] acts =
        [
            new(ActKind.Acknowledge, "a", "SMOKE"), new(ActKind.Assign, "a", "SMOKE", Text: "b"), new(ActKind.Comment, "a", "SMOKE", Text: "c"),
            new(ActKind.Shelve, "a", "FLOOD", Until: cabinet.Now + 1), new(ActKind.BeginMaintenance, "a", Until: cabinet.Now + 1), new(ActKind.EndMaintenance, "a"),
        ];
        foreach (var act in acts)
        {
            Assert.Single(Acts.Judge(cabinet.Device, act, RuleBook.Default, cabinet.Now).Facts);
            Assert.Equal(ActAnswer.Done, cabinet.Does(act));
            Assert.Empty(Acts.Judge(cabinet.Device, act, RuleBook.Default, cabinet.Now).Facts);
            Assert.Equal(ActAnswer.Done, cabinet.Does(act));
        }

        var smoke = cabinet.Alarm("SMOKE")!;
        Assert.Equal(("a", "b", "c"), (smoke.Acknowledged?.By, smoke.Assignee, smoke.Comment));
    }

    [Fact]
    public void Maintenance_takes_the_device_out_of_service_and_ends_by_itself()
    {
        cabinet.Hears("""{"slot.01.door":"closed","slot.01.present":false}""");
        Assert.Equal(PublicStatus.Available, cabinet.Device.Status);

        cabinet.Does(new Act(ActKind.BeginMaintenance, "ops", Text: "new lock", Until: cabinet.Now + 10_000));
        Assert.Equal((PublicStatus.Inoperative, "new lock"), (cabinet.Device.Status, cabinet.Device.Watch.Maintenance?.Text));

        Assert.Empty(cabinet.Waits(9.999));
        Assert.Equal([FactKind.MaintenanceEnded], cabinet.Waits(0.001).Select(fact => fact.Kind));
        Assert.Equal(PublicStatus.Available, cabinet.Device.Status);
    }

    [Theory]
    [InlineData("NO_SUCH", 0)]
    [InlineData("SMOKE", 0)]
    [InlineData("SLOT_TEMPERATURE_HIGH", 9)]
    public void There_is_nothing_to_do_about_an_alarm_that_there_is_not(string code, int slot) =>
        Assert.All(
            [ActKind.Acknowledge, ActKind.Assign, ActKind.Comment, ActKind.Shelve, ActKind.Reset],
            kind => Assert.Equal(ActAnswer.NoSuchAlarm, cabinet.Does(new Act(kind, "ops", code, slot, "text"))));

    private static Act Reset(string code, int slot = 0) => new(ActKind.Reset, "ops", code, slot);
}
