using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class KindTests
{
    [Theory]
    [InlineData(DeviceKind.Unknown, null)]
    [InlineData(DeviceKind.Station, Need.Rest)]
    [InlineData(DeviceKind.ChargingCabinet, Need.Charge)]
    [InlineData(DeviceKind.WaterCooler, Need.Water)]
    [InlineData(DeviceKind.ParkingSpot, Need.Park)]
    [InlineData(DeviceKind.LoveFridge, null)]
    [InlineData(DeviceKind.Microwave, Need.Food)]
    [InlineData(DeviceKind.AirConditioner, null)]
    [InlineData(DeviceKind.PowerBankCabinet, null)]
    [InlineData(DeviceKind.MedicineKit, null)]
    [InlineData(DeviceKind.ParkingArea, Need.Park)]
    [InlineData(DeviceKind.SocketPile, Need.Charge)]
    public void Each_kind_serves_its_need(DeviceKind kind, Need? need) => Assert.Equal(need, Kind.Of(kind).Need);

    [Fact]
    public void Every_word_on_the_wire_has_its_rules() =>
        Assert.All(Enum.GetValues<DeviceKind>(), kind => Assert.Equal(kind == DeviceKind.Unknown, Kind.Of(kind).Rules.All.Length == Kind.OfEvery.Count));

    [Theory]
    [InlineData(DeviceKind.WaterCooler, """{"mode":"standby"}""", Use.Free, Health.Ok)]
    [InlineData(DeviceKind.WaterCooler, """{"mode":"dispensing"}""", Use.Occupied, Health.Ok)]
    [InlineData(DeviceKind.WaterCooler, """{"mode":"heating"}""", Use.Occupied, Health.Ok)]
    [InlineData(DeviceKind.WaterCooler, """{"mode":"purifying"}""", Use.Occupied, Health.Ok)]
    [InlineData(DeviceKind.WaterCooler, """{"mode":"fault"}""", Use.Unknown, Health.Fault)]
    [InlineData(DeviceKind.WaterCooler, """{"mode":"standby","leak":true}""", Use.Free, Health.Fault)]
    [InlineData(DeviceKind.WaterCooler, """{"mode":"standby","tank_low":true}""", Use.Free, Health.Degraded)]
    [InlineData(DeviceKind.WaterCooler, """{"mode":"standby","filter_pct":3}""", Use.Free, Health.Degraded)]
    [InlineData(DeviceKind.ParkingSpot, """{"occupied":true,"battery_pct":10.1}""", Use.Occupied, Health.Ok)]
    [InlineData(DeviceKind.ParkingSpot, """{"occupied":false,"battery_pct":10}""", Use.Free, Health.Degraded)]
    [InlineData(DeviceKind.Station, """{"seats_free":1}""", Use.Free, Health.Ok)]
    [InlineData(DeviceKind.Station, """{"seats_free":0}""", Use.Occupied, Health.Ok)]
    [InlineData(DeviceKind.Station, """{"seats_free":3,"mains_ok":false}""", Use.Free, Health.Degraded)]
    [InlineData(DeviceKind.ChargingCabinet, """{"slot.01.door":"closed","slot.01.present":false,"service_door":"open"}""", Use.Free, Health.Degraded)]
    [InlineData(DeviceKind.ChargingCabinet, """{"slot.01.door":"closed","slot.01.present":false,"mains_ok":false}""", Use.Free, Health.Fault)]
    [InlineData(DeviceKind.ChargingCabinet, """{"slot.01.door":"closed","slot.01.present":false,"flood":true}""", Use.Free, Health.Fault)]
    [InlineData(DeviceKind.ChargingCabinet, """{"slot.01.door":"closed","slot.01.present":false,"leakage_ma":31}""", Use.Free, Health.Fault)]
    [InlineData(DeviceKind.ChargingCabinet, """{"slot.01.present":true,"slot.02.present":true}""", Use.Charging, Health.Ok)]
    [InlineData(DeviceKind.ChargingCabinet, """{"slot.01.present":true}""", Use.Unknown, Health.Ok)]
    public void Use_and_health_follow_from_what_was_said(DeviceKind kind, string d, Use use, Health health)
    {
        var device = new Live(kind, slots: 2);
        device.Hears(d);
        Assert.Equal((use, health), (device.Device.Axes.Use, device.Device.Axes.Health));
    }

    [Theory]
    [InlineData(DeviceKind.Station, """{"seats_free":1}""", "working")]
    [InlineData(DeviceKind.Station, """{"seats_free":1,"mains_ok":false}""", "withIncidence")]
    [InlineData(DeviceKind.Station, """{"seats_free":1,"seats_total":20}""", "withIncidence")]
    [InlineData(DeviceKind.Station, "{}", "unknown")]
    [InlineData(DeviceKind.WaterCooler, """{"mode":"standby"}""", "standby")]
    [InlineData(DeviceKind.WaterCooler, """{"mode":"heating"}""", "heating")]
    [InlineData(DeviceKind.WaterCooler, """{"mode":"dispensing"}""", "dispensing")]
    [InlineData(DeviceKind.WaterCooler, """{"mode":"purifying"}""", "purifying")]
    [InlineData(DeviceKind.WaterCooler, """{"mode":"fault"}""", "fault")]
    [InlineData(DeviceKind.WaterCooler, """{"mode":"off"}""", "unknown")]
    [InlineData(DeviceKind.LoveFridge, """{"stock":30,"stock_full":60}""", "working")]
    [InlineData(DeviceKind.LoveFridge, """{"stock":6,"stock_full":60}""", "low")]
    [InlineData(DeviceKind.LoveFridge, """{"stock":0,"stock_full":60}""", "empty")]
    [InlineData(DeviceKind.LoveFridge, """{"stock":30,"fault":true}""", "fault")]
    [InlineData(DeviceKind.LoveFridge, """{"door":"closed"}""", "unknown")]
    [InlineData(DeviceKind.Microwave, """{"running":false}""", "idle")]
    [InlineData(DeviceKind.Microwave, """{"running":true}""", "running")]
    [InlineData(DeviceKind.Microwave, """{"running":true,"cavity_c":130}""", "fault")]
    [InlineData(DeviceKind.Microwave, """{"door":"closed"}""", "unknown")]
    [InlineData(DeviceKind.AirConditioner, """{"mode":"cooling"}""", "running")]
    [InlineData(DeviceKind.AirConditioner, """{"mode":"off"}""", "off")]
    [InlineData(DeviceKind.AirConditioner, """{"mode":"off","fault":true}""", "fault")]
    [InlineData(DeviceKind.AirConditioner, """{"set_c":24}""", "unknown")]
    [InlineData(DeviceKind.MedicineKit, """{"door":"closed","slot.01.stock":3,"slot.01.expiry_d":90}""", "ready")]
    [InlineData(DeviceKind.MedicineKit, """{"door":"closed","slot.01.stock":1,"slot.01.stock_minimum":2}""", "low")]
    [InlineData(DeviceKind.MedicineKit, """{"door":"closed","battery_pct":9}""", "low")]
    [InlineData(DeviceKind.MedicineKit, """{"door":"closed","slot.01.expiry_d":-1,"battery_pct":9}""", "expired")]
    [InlineData(DeviceKind.MedicineKit, """{"door":"open","slot.01.expiry_d":-1}""", "opened")]
    [InlineData(DeviceKind.MedicineKit, """{"battery_pct":90}""", "unknown")]
    [InlineData(DeviceKind.ParkingSpot, """{"occupied":false}""", "free")]
    [InlineData(DeviceKind.ParkingSpot, """{"occupied":true}""", "occupied")]
    [InlineData(DeviceKind.ParkingSpot, """{"dwell_s":3}""", "unknown")]
    [InlineData(DeviceKind.ParkingArea, """{"places_free":9,"places_total":24}""", "open")]
    [InlineData(DeviceKind.ParkingArea, """{"places_free":2,"places_total":24}""", "almostFull")]
    [InlineData(DeviceKind.ParkingArea, """{"places_free":0,"places_total":24}""", "full")]
    [InlineData(DeviceKind.ParkingArea, """{"places_total":24}""", "unknown")]
    [InlineData(DeviceKind.ChargingCabinet, """{"slot.01.present":true}""", null)]
    [InlineData(DeviceKind.SocketPile, """{"slot.01.present":true}""", null)]
    [InlineData(DeviceKind.PowerBankCabinet, """{"slot.01.present":true}""", null)]
    public void Each_kind_says_how_it_is_in_its_own_words(DeviceKind kind, string d, string? state)
    {
        var device = new Live(kind, slots: 2);
        device.Hears(d);
        Assert.Equal(state, device.Device.State);
        Assert.Equal(state is null ? null : "unknown", (device.Device with { Connection = Connection.Offline }).State);
    }

    [Theory]
    [InlineData(DeviceKind.Station, "outOfService")]
    [InlineData(DeviceKind.ParkingSpot, "closed")]
    [InlineData(DeviceKind.ParkingArea, "closed")]
    public void What_is_out_of_service_says_so(DeviceKind kind, string state)
    {
        var device = new Live(kind);
        device.Hears("""{"seats_free":1,"occupied":false,"places_free":3,"places_total":9}""");

        Assert.Equal(state, (device.Device with { Admin = Admin.Disabled }).State);
    }

    [Fact]
    public void A_hot_slot_is_out_of_order_and_its_neighbour_is_not()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 2);
        cabinet.Hears("""{"slot.01.door":"closed","slot.01.present":false,"slot.01.temperature_c":51,"slot.02.door":"closed","slot.02.present":false}""");

        Assert.Equal(PublicStatus.OutOfOrder, PublicStatuses.Of(cabinet.Device.SlotAxes(1)));
        Assert.Equal(PublicStatus.Available, PublicStatuses.Of(cabinet.Device.SlotAxes(2)));
        Assert.Equal(new Tally(1, 0, 1, 0), cabinet.Device.Kind.TallyOf(cabinet.Device));
    }

    [Fact]
    public void Smoke_takes_every_slot_out_of_order_for_good()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 2);
        cabinet.Hears("""{"slot.01.door":"closed","slot.01.present":false,"smoke":true}""");
        cabinet.Hears("""{"smoke":false}""");
        cabinet.Happens(new Fact(FactKind.WentOffline, 0, cabinet.Now));

        Assert.Equal(PublicStatus.OutOfOrder, cabinet.Device.Status);
        Assert.Equal(new Tally(0, 0, 2, 0), cabinet.Device.Kind.TallyOf(cabinet.Device));
    }

    [Theory]
    [InlineData("""{"mode":"standby","hot_c":95}""", 95.0)]
    [InlineData("""{"mode":"heating","hot_c":60}""", 60.0)]
    [InlineData("""{"mode":"standby","hot_c":95,"leak":true}""", null)]
    [InlineData("""{"mode":"fault","hot_c":95}""", null)]
    [InlineData("""{"hot_c":95}""", null)]
    public void Hot_water_is_told_by_a_cooler_that_has_some_to_give(string d, double? celsius)
    {
        var cooler = new Live(DeviceKind.WaterCooler);
        cooler.Hears(d);
        Assert.Equal(celsius, Contribution.Of(cooler.Device).Celsius);
    }

    [Theory]
    [InlineData("""{"seats_free":4,"seats_total":12}""", 4, 8, 0)]
    [InlineData("""{"seats_free":4}""", 4, 0, 0)]
    [InlineData("""{"seats_free":9,"seats_total":3}""", 9, 0, 0)]
    [InlineData("""{"seats_free":0,"seats_total":12}""", 0, 12, 0)]
    [InlineData("""{"seats_free":0}""", 0, 1, 0)]
    [InlineData("""{"seats_free":-3,"seats_total":12}""", 0, 12, 0)]
    [InlineData("""{"seats_free":1e9}""", 10_000, 0, 0)]
    [InlineData("""{"seats_total":12}""", 0, 0, 1)]
    public void A_room_counts_its_seats(string d, int free, int busy, int unknown)
    {
        var room = new Live(DeviceKind.Station);
        room.Hears(d);
        Assert.Equal(new Tally(free, busy, 0, unknown), room.Device.Kind.TallyOf(room.Device));
    }
}
