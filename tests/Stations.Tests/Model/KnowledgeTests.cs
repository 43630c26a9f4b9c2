using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class KnowledgeTests
{
    private const string FreeSlot = """{"slot.01.door":"closed","slot.01.present":false}""";

    public static TheoryData<DeviceKind, string, string> Free() => new()
    {
        { DeviceKind.ChargingCabinet, FreeSlot, "slot.01.door" },
        { DeviceKind.ChargingCabinet, FreeSlot, "slot.01.present" },
        { DeviceKind.WaterCooler, """{"mode":"standby"}""", "mode" },
        { DeviceKind.ParkingSpot, """{"occupied":false}""", "occupied" },
        { DeviceKind.LoveFridge, """{"stock":12,"stock_full":60}""", "stock" },
        { DeviceKind.Microwave, """{"running":false,"door":"closed"}""", "running" },
        { DeviceKind.Microwave, """{"running":false,"door":"closed"}""", "door" },
        { DeviceKind.AirConditioner, """{"mode":"off"}""", "mode" },
        { DeviceKind.PowerBankCabinet, """{"slot.01.rentable":true}""", "slot.01.rentable" },
        { DeviceKind.MedicineKit, """{"door":"closed"}""", "door" },
        { DeviceKind.ParkingArea, """{"places_free":3,"places_total":24}""", "places_free" },
        { DeviceKind.SocketPile, """{"slot.01.present":false,"slot.01.relay":false}""", "slot.01.present" },
        { DeviceKind.SocketPile, """{"slot.01.present":false,"slot.01.relay":false}""", "slot.01.relay" },
        { DeviceKind.Station, """{"seats_free":4,"seats_total":12}""", "seats_free" },
    };

    [Theory]
    [MemberData(nameof(Free))]
    public void Every_way_of_not_knowing_is_unknown_and_not_free(DeviceKind kind, string free, string field)
    {
        AssertUnknown(new Live(kind, slots: 1));

        (string, bool Full)[] ways = [($"{{\"{field}\":null}}", false), ($"{{\"{field}\":{{\"q\":\"bad\"}}}}", false), ("{}", true)];
        foreach (var (d, full) in ways)
        {
            var device = new Live(kind, slots: 1);
            device.Hears(free);
            Assert.Equal((Use.Free, PublicStatus.Available), (device.Device.Axes.Use, device.Device.Status));

            device.Hears(d, full);
            AssertUnknown(device);
        }
    }

    [Theory]
    [InlineData(DeviceKind.ChargingCabinet, FreeSlot, """{"slot.01.present":{"v":false,"q":"uncertain"}}""")]
    [InlineData(DeviceKind.ChargingCabinet, FreeSlot, """{"slot.01.door":"locked"}""")]
    [InlineData(DeviceKind.WaterCooler, """{"mode":"standby"}""", """{"mode":"STANDBY"}""")]
    [InlineData(DeviceKind.ParkingSpot, """{"occupied":false}""", """{"occupied":{"v":false}}""", PublicStatus.Available)]
    [InlineData(DeviceKind.ParkingSpot, """{"occupied":false}""", """{"occupied":{"v":false,"q":"bad"}}""")]
    public void Bad_quality_and_foreign_words_are_no_value(DeviceKind kind, string free, string then, PublicStatus expected = PublicStatus.Unknown)
    {
        var device = new Live(kind, slots: 1);
        device.Hears(free);
        device.Hears(then);
        Assert.Equal(expected, device.Device.Status);
    }

    [Theory]
    [MemberData(nameof(Free))]
    public void What_a_message_does_not_mention_stays_as_it_was(DeviceKind kind, string free, string field)
    {
        var device = new Live(kind, slots: 1);
        device.Hears(free);
        var before = device.Device.Values;

        Assert.Empty(device.Hears("""{"signal_dbm":-70}"""));
        Assert.Contains(device.Device.Values.Samples(), sample => field.EndsWith(Fields.Name(sample.Field), StringComparison.Ordinal));
        Assert.Equal(PublicStatus.Available, device.Device.Status);
        Assert.Equal(before.Count + 1, device.Device.Values.Count);
    }

    [Fact]
    public void An_appliance_of_an_unknown_kind_is_unknown_whatever_it_says()
    {
        var device = new Live(DeviceKind.Unknown, slots: 1);
        Assert.Empty(device.Hears("""{"mode":"standby","occupied":false,"seats_free":9,"slot.01.door":"closed","slot.01.present":false}"""));
        AssertUnknown(device);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(-120_000, false), InlineData(120_000, false)]
    [InlineData(-120_001, true), InlineData(120_001, true)]
    public void A_clock_more_than_120_seconds_off_is_suspect_and_ours_is_used(long offMilliseconds, bool suspect)
    {
        var now = Live.Start + 5000;
        var device = Live.Newborn(DeviceKind.WaterCooler).Apply(Live.Read(1, "{}", ts: now + offMilliseconds), now);
        Assert.Equal((suspect, now), (device.ClockSuspect, device.ReportedAt));

        Assert.False(device.Apply(Live.Read(2, "{}", ts: now), now).ClockSuspect);
    }

    private static void AssertUnknown(Live device)
    {
        Assert.Equal((Use.Unknown, PublicStatus.Unknown), (device.Device.Axes.Use, device.Device.Status));
        Assert.Equal(0, device.Device.Kind.TallyOf(device.Device).Free);
    }
}
