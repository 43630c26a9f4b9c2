using Stations.Grains;
using Stations.Journal;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class HoldTests
{
    private const string Empty = """{"slot.01.door":"closed","slot.01.present":false,"slot.02.door":"closed","slot.02.present":false}""";
    private static readonly long Minute = 60_000;

    private readonly Live live = new(DeviceKind.ChargingCabinet, slots: 2);

    [Fact]
    public void A_held_slot_is_free_for_nobody_else_and_counts_as_busy()
    {
        live.Hears(Empty);
        Assert.Equal(new Tally(2, 0, 0, 0), live.Device.Kind.TallyOf(live.Device));

        var (cabinet, answer) = Hold(live.Device, "a", slot: 1);

        Assert.Equal((HoldVerdict.Held, 1), (answer.Verdict, answer.Hold!.Slot));
        Assert.Equal((Use.Reserved, PublicStatus.Reserved), (cabinet.SlotAxes(1).Use, PublicStatuses.Of(cabinet.SlotAxes(1))));
        Assert.Equal(new Tally(1, 1, 0, 0), cabinet.Kind.TallyOf(cabinet));
        Assert.Equal(HoldVerdict.NotFree, Hold(cabinet, "b", slot: 1).Answer.Verdict);
        Assert.Equal(2, Hold(cabinet, "b", slot: 0).Answer.Hold!.Slot);
        Assert.NotEqual(PublicStatus.Available, Hold(cabinet, "b", slot: 0).Device.Status);
    }

    [Fact]
    public void The_same_request_is_one_hold_and_one_that_comes_too_late_is_none()
    {
        live.Hears(Empty);
        var (cabinet, first) = Hold(live.Device, "a", slot: 1);
        var (again, second) = Hold(cabinet, "a", slot: 1);

        Assert.Equal(first.Hold, second.Hold);
        Assert.Same(cabinet, again);
        var late = HoldRules.Judge(live.Device, Request("a", 1) with { AskedAt = live.Now - 10_001 }, live.Now);
        Assert.Equal(HoldVerdict.TooLate, late.Answer.Verdict);
    }

    [Fact]
    public void A_battery_that_is_put_in_uses_the_hold_whoever_does_it()
    {
        live.Hears(Empty);
        Assert.Equal(HoldState.Used, EndOf("""{"slot.01.present":true}"""));
    }

    [Fact]
    public void Who_does_not_come_in_time_has_not_come_unless_the_door_is_open()
    {
        live.Hears(Empty);
        var (cabinet, _) = Hold(live.Device, "a", slot: 1);
        Assert.Empty(HoldRules.Follow(cabinet, live.Now + 10 * Minute - 1));
        var ended = Followed(cabinet, live.Now + 10 * Minute).FindHold("a")!;
        Assert.Equal((HoldState.Expired, true), (ended.State, ended.IsNoShow));
        Assert.Equal(live.Now + 10 * Minute, Observation.DueAt(cabinet, RuleBook.Default));

        live.Hears("""{"slot.01.door":"open"}""");
        var open = live.Device with { Held = cabinet.Held };
        Assert.Equal(HoldState.Used, Followed(open, live.Now + 10 * Minute).FindHold("a")!.State);
    }

    [Fact]
    public void An_offer_that_nobody_takes_counts_against_nobody()
    {
        live.Hears(Empty);
        var (answer, steps) = HoldRules.Judge(live.Device, Request("a", 1) with { IsOffer = true }, live.Now);
        Assert.Equal(HoldVerdict.Held, answer.Verdict);
        Assert.False(Followed(Applied(live.Device, steps), live.Now + 11 * Minute).FindHold("a")!.IsNoShow);
    }

    [Fact]
    public void A_slot_that_breaks_hands_its_rider_to_another_one_and_the_last_one_loses_him()
    {
        live.Hears(Empty);
        var (cabinet, _) = Hold(live.Device, "a", slot: 1);
        live.Hears("""{"slot.01.temperature_c":52}""");
        var broken = live.Device with { Held = cabinet.Held };

        var moved = Followed(broken, live.Now).FindHold("a")!;
        Assert.Equal((HoldState.Held, 2, 1), (moved.State, moved.Slot, moved.MovedFrom));

        live.Hears("""{"smoke":true}""");
        var burning = live.Device with { Held = cabinet.Held };
        Assert.Equal(HoldState.Lost, Followed(burning, live.Now).FindHold("a")!.State);
    }

    [Fact]
    public void Silence_and_maintenance_end_a_hold()
    {
        live.Hears(Empty);
        var (cabinet, _) = Hold(live.Device, "a", slot: 1);

        Assert.Equal(HoldState.Lost, Followed(cabinet.Apply(new Fact(FactKind.WentOffline, 0, live.Now)), live.Now).FindHold("a")!.State);
        var served = cabinet.Apply(new Act(ActKind.BeginMaintenance, "ops", Until: live.Now + Minute), live.Now);
        Assert.Equal(HoldState.Lost, Followed(served, live.Now).FindHold("a")!.State);
    }

    [Fact]
    public void What_was_lost_may_go_on_in_the_same_cabinet_by_a_later_request_only()
    {
        live.Hears(Empty);
        var (cabinet, _) = Hold(live.Device, "a", slot: 1);
        var lost = Followed(cabinet.Apply(new Fact(FactKind.WentOffline, 0, live.Now)), live.Now).Apply(new Fact(FactKind.WentOnline, 0, live.Now));

        Assert.Equal(HoldState.Lost, HoldRules.Judge(lost, Request("a", 0), live.Now).Answer.Hold!.State);
        var (answer, steps) = HoldRules.Judge(lost, Request("a", 0) with { AskedAt = live.Now + 1 }, live.Now + 1);
        Assert.True(answer.Hold!.IsActive);
        Assert.Single(Applied(lost, steps).Held);
    }

    [Theory]
    [InlineData(DeviceKind.WaterCooler)]
    [InlineData(DeviceKind.Station)]
    [InlineData(DeviceKind.ParkingArea)]
    [InlineData(DeviceKind.MedicineKit)]
    public void What_cannot_be_held_refuses(DeviceKind kind) =>
        Assert.Equal(HoldVerdict.NotHoldable, HoldRules.Judge(Live.Newborn(kind), Request("a", 0), Live.Start + 1000).Answer.Verdict);

    [Fact]
    public void A_parking_spot_is_held_as_a_whole_and_used_by_who_parks()
    {
        var spot = new Live(DeviceKind.ParkingSpot);
        spot.Hears("""{"occupied":false}""");
        var (answer, steps) = HoldRules.Judge(spot.Device, Request("a", 0) with { AskedAt = spot.Now }, spot.Now);
        Assert.Equal((HoldVerdict.Held, 0), (answer.Verdict, answer.Hold!.Slot));
        Assert.Equal(PublicStatus.Reserved, Applied(spot.Device, steps).Status);

        var held = Applied(spot.Device, steps).Held;
        spot.Hears("""{"occupied":true}""");
        Assert.Equal(HoldState.Used, Followed(spot.Device with { Held = held }, spot.Now).FindHold("a")!.State);
    }

    [Fact]
    public void Holds_survive_a_snapshot_and_a_birth_and_old_ones_are_forgotten()
    {
        live.Hears(Empty);
        var (cabinet, _) = Hold(live.Device, "a", slot: 1);

        var back = DeviceSnapshot.Restore(new Recovered("d"u8.ToArray(), 0, DeviceSnapshot.Write(cabinet), [], Damage: null))!;
        Assert.Equal(cabinet.Held, back.Held);
        Assert.Equal(cabinet.Held, Device.Born(cabinet.Info, cabinet, "boot-2").Held);

        var over = cabinet.Apply(new HoldStep("a", HoldState.Canceled, 1), live.Now);
        Assert.Empty(over.Apply(new HoldStep("none", HoldState.Canceled, 1), live.Now + 61 * Minute).Held);
    }

    [Fact]
    public void Three_no_shows_within_a_day_are_refused_for_two_hours()
    {
        long[] none = [];
        var three = RiderRules.Counted(RiderRules.Counted(RiderRules.Counted(none, 0), 60 * Minute), 120 * Minute);

        Assert.Equal(0, RiderRules.RefusedUntil(three[..2], 120 * Minute));
        Assert.Equal(240 * Minute, RiderRules.RefusedUntil(three, 120 * Minute));
        Assert.Equal(0, RiderRules.RefusedUntil(three, 240 * Minute));
        Assert.Equal(0, RiderRules.RefusedUntil([0, 60 * Minute, 25 * 60 * Minute], 25 * 60 * Minute));
    }

    private HoldState EndOf(string news)
    {
        var (cabinet, _) = Hold(live.Device, "a", slot: 1);
        live.Hears(news);
        return Followed(live.Device with { Held = cabinet.Held }, live.Now).FindHold("a")!.State;
    }

    private HoldRequest Request(string id, int slot) => new(id, $"rider-{id}", $"claim-{id}", slot, live.Now, live.Now + 10 * Minute);

    private (Device Device, HoldAnswer Answer) Hold(Device device, string id, int slot)
    {
        var (answer, steps) = HoldRules.Judge(device, Request(id, slot), live.Now);
        return (Applied(device, steps), answer);
    }

    private Device Applied(Device device, IReadOnlyList<HoldStep> steps) => steps.Aggregate(device, (before, step) => before.Apply(step, live.Now));

    private static Device Followed(Device device, long now) => HoldRules.Follow(device, now).Aggregate(device, (before, step) => before.Apply(step, now));
}
