using DeviceSimulators.Devices;
using Stations.Protocol;

namespace Stations.Tests.Simulators;

public sealed class ChargingCabinetTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 5, 11, 0, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void A_battery_only_ever_gains_charge_and_stops_when_full()
    {
        var cabinet = Cabinet(seed: 1);
        var before = new double?[cabinet.Slots.Count];
        var full = 0;
        Live(cabinet, TimeSpan.FromDays(1), _ =>
        {
            for (var i = 0; i < before.Length; i++)
            {
                var slot = cabinet.Slots[i];
                if (before[i] is { } charge && slot.Charge is { } now)
                {
                    Assert.InRange(now, charge, 1);
                    full += now >= 1 && charge < 1 ? 1 : 0;
                }

                Assert.True(slot.Charge is < 1 || slot.PowerWatts == 0);
                before[i] = slot.Charge;
            }
        });

        Assert.InRange(full, 10, 75);
    }

    [Fact]
    public void The_power_is_constant_up_to_the_knee_and_falls_above_it()
    {
        var cabinet = Cabinet(seed: 2);
        var tapering = 0;
        Live(cabinet, TimeSpan.FromDays(1), _ =>
        {
            foreach (var slot in cabinet.Slots.Where(slot => slot.PowerWatts > 0))
            {
                Assert.InRange(slot.PowerWatts, CabinetSlot.RatedWatts * CabinetSlot.StopShare * 0.98, CabinetSlot.RatedWatts);
                if (slot.Charge < CabinetSlot.Knee)
                {
                    Assert.Equal(CabinetSlot.RatedWatts, slot.PowerWatts);
                }
                else if (slot.Charge > CabinetSlot.Knee + 0.01)
                {
                    Assert.True(slot.PowerWatts < CabinetSlot.RatedWatts);
                    tapering++;
                }
            }
        });

        Assert.True(tapering > 0);
    }

    [Fact]
    public void What_goes_into_batteries_comes_out_of_the_charger_and_over_the_meter()
    {
        var cabinet = Cabinet(seed: 3);
        var before = cabinet.Slots.Select(slot => slot.Charge).ToArray();
        var (stored, charged) = (0.0, 0.0);
        var meter = cabinet.EnergyKilowattHours;
        Live(cabinet, TimeSpan.FromDays(1), _ =>
        {
            for (var i = 0; i < before.Length; i++)
            {
                var slot = cabinet.Slots[i];
                stored += before[i] is { } charge && slot.Charge is { } now ? (now - charge) * slot.CapacityWattHours!.Value : 0;
                charged += slot.PowerWatts * Appliance.Tick.TotalHours;
                before[i] = slot.Charge;
            }
        });

        Assert.True(charged > 5000);
        Assert.InRange(stored / charged, CabinetSlot.Efficiency * 0.98, CabinetSlot.Efficiency * 1.02);
        var standing = (cabinet.EnergyKilowattHours - meter) * 1000 - charged;
        Assert.InRange(standing, 24 * 20, 24 * 60);
    }

    [Fact]
    public void Temperatures_follow_the_power_slowly_and_stay_safe()
    {
        var cabinet = Cabinet(seed: 4);
        var halfMinuteAtSpeed60 = TimeSpan.FromMinutes(30) / Appliance.Tick;
        var past = new Queue<double[]>();
        var warmest = 0.0;
        Live(cabinet, TimeSpan.FromDays(1), _ =>
        {
            var now = cabinet.Slots.Select(slot => slot.TemperatureCelsius).ToArray();
            Assert.All(now, temperature => Assert.InRange(temperature, 5, 45));
            past.Enqueue(now);
            if (past.Count > halfMinuteAtSpeed60)
            {
                Assert.All(now.Zip(past.Dequeue()), pair => Assert.InRange(pair.First - pair.Second, -5, 5));
            }

            warmest = Math.Max(warmest, now.Max() - now.Min());
        });

        Assert.True(warmest > 4, "a charging slot is warmer than an empty one");
    }

    [Fact]
    public void Riders_come_go_and_some_are_late()
    {
        var cabinet = Cabinet(seed: 5);
        var (free, charging, finished, open) = (0, 0, 0, 0);
        Live(cabinet, TimeSpan.FromDays(1), truth =>
        {
            free += cabinet.Slots.Count(slot => slot.IsFree);
            charging += cabinet.Slots.Count(slot => slot.PowerWatts > 0);
            finished += cabinet.Slots.Count(slot => slot.Charge >= 1);
            open += truth.Count(sample => sample is { Field: Field.Door, Text: "open" });
        });

        var slotTicks = (double)cabinet.Slots.Count * TimeSpan.FromDays(1).Ticks / Appliance.Tick.Ticks;
        Assert.InRange(free / slotTicks, 0.1, 0.9);
        Assert.InRange(charging / slotTicks, 0.1, 0.8);
        Assert.InRange(finished / slotTicks, 0.01, 0.5);
        Assert.InRange(open / slotTicks, 0.0001, 0.05);
    }

    [Fact]
    public void What_a_slot_tells_does_not_contradict_itself()
    {
        Live(Cabinet(seed: 6), TimeSpan.FromHours(12), truth =>
        {
            foreach (var slot in truth.Where(sample => sample.Slot > 0).GroupBy(sample => sample.Slot))
            {
                var told = slot.ToDictionary(sample => sample.Field);
                var present = told[Field.Present].Flag!.Value;
                Assert.Equal(present, told[Field.BatterySerial].HasValue);
                Assert.Equal(present, told[Field.BatteryChargePct].HasValue);
                Assert.Equal(told[Field.Relay].Flag, told[Field.PowerW].Value > 0);
                Assert.Equal(told[Field.Door].Text == "closed", told[Field.Lock].Flag);
                Assert.True(present || told[Field.Relay].Flag == false);
                Assert.True(told[Field.Relay].Flag == false || told[Field.Session].HasValue);
            }
        });
    }

    [Fact]
    public void One_that_swaps_hands_out_what_is_charged_and_keeps_places_empty()
    {
        var cabinet = Cabinet(seed: 7, swaps: true);
        var serials = new HashSet<string>(StringComparer.Ordinal);
        var before = new double?[cabinet.Slots.Count];
        var handedOut = 0;
        Live(cabinet, TimeSpan.FromDays(1), told =>
        {
            Assert.Equal("swap", told.Single(sample => sample.Field == Field.Mode).Text);
            serials.UnionWith(told.Where(sample => sample is { Field: Field.BatterySerial, HasValue: true }).Select(sample => sample.Text!));
            for (var i = 0; i < before.Length; i++)
            {
                var slot = cabinet.Slots[i];
                if (before[i] is { } charge && slot.Charge is null)
                {
                    Assert.InRange(charge, CabinetSlot.Charged, 1);
                    handedOut++;
                }

                before[i] = slot.Charge;
            }

            Assert.InRange(cabinet.Slots.Count(slot => slot.Charge is null), 2, 4);
        });

        Assert.InRange(handedOut, 10, 200);
        Assert.InRange(serials.Count - cabinet.Slots.Count, handedOut - cabinet.Slots.Count, handedOut);
    }

    private static ChargingCabinet Cabinet(int seed, bool swaps = false) =>
        new(new BirthDevice("cab", DeviceKind.ChargingCabinet.Word(), "s-1", null, 12), new Dice(seed, "cabinet"), Midnight, swaps);

    private static void Live(ChargingCabinet cabinet, TimeSpan time, Action<IReadOnlyList<Sample>> look)
    {
        for (var now = Midnight + Appliance.Tick; now <= Midnight + time; now += Appliance.Tick)
        {
            cabinet.Advance(now);
            look(cabinet.Tells());
        }
    }
}
