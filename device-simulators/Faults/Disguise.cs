using Stations.Protocol;

namespace DeviceSimulators.Faults;

/// <summary>What an appliance tells under a fault, from what it would tell without: pure, from the fault and the time.</summary>
public static class Disguise
{
    private const double DegreesPerTick = 2;
    private const double MaxDegrees = 45;
    private const double WeldedWatts = 180;

    /// <summary>How far a slot has warmed, °C; it cools as fast once what warms it is over.</summary>
    public static double WarmthOf(Injection fault, DateTimeOffset now)
    {
        var risen = Math.Min(MaxDegrees, DegreesPerTick * fault.TicksSince(now < fault.Until ? now : fault.Until));
        return now < fault.Until ? risen : Math.Max(0, risen - DegreesPerTick * ((now - fault.Until) / Devices.Appliance.Tick));
    }

    public static void Put(List<Sample> told, Injection fault, DateTimeOffset now)
    {
        var slot = fault.Slot;
        switch (fault.Kind.Code)
        {
            case FaultCode.ThermalRunup when fault.Holds(now):
                foreach (var field in new[] { Field.TemperatureC, Field.CellMaxC, Field.CellMinC, Field.ChargerTemperatureC })
                {
                    Change(told, field, slot, one => Sample.Of(field, one.Value + WarmthOf(fault, now), slot));
                }

                break;
            case FaultCode.OtherWords when NodeTrouble.HasOtherFirmware(fault, now):
                ChangeAll(told, Field.Door, one => Sample.Of(one.Field, one.Text == "open" ? "ajar" : "shut", one.Slot));
                ChangeAll(told, Field.Mode, one => Sample.Of(one.Field, one.Text == "standby" ? "ready" : "working", one.Slot));
                break;
            case FaultCode.OtherPolarity when NodeTrouble.HasOtherFirmware(fault, now):
                ChangeAll(told, Field.Present, one => Sample.Of(one.Field, one.Flag is { } flag ? !flag : null, one.Slot));
                ChangeAll(told, Field.Occupied, one => Sample.Of(one.Field, one.Flag is { } flag ? !flag : null, one.Slot));
                break;
            case var _ when fault.IsActive(now):
                PutWhileActive(told, fault);
                break;
        }
    }

    private static void PutWhileActive(List<Sample> told, Injection fault)
    {
        var slot = fault.Slot;
        Sample[] instead = fault.Kind.Code switch
        {
            FaultCode.Smoke => [Sample.Of(Field.Smoke, true), Sample.Of(Field.SmokeDbM, 1.4)],
            FaultCode.Extinguisher => [Sample.Of(Field.ExtinguisherFired, true)],
            FaultCode.Leakage => [Sample.Of(Field.LeakageMa, 42)],
            FaultCode.Flood => [Sample.Of(Field.Flood, true)],
            FaultCode.MainsLost => [Sample.Of(Field.MainsOk, false), Sample.Of(Field.VoltageV, 0), Sample.Of(Field.CurrentA, 0), Sample.Of(Field.PowerW, 0)],
            FaultCode.Leak => [Sample.Of(Field.Leak, true)],
            FaultCode.Breakdown => [Sample.Of(Field.Fault, true), Sample.Of(Field.Mode, "fault")],
            FaultCode.StuckDoor => [Sample.Of(Field.Door, "open", slot), Sample.Of(Field.Lock, false, slot)],
            FaultCode.WeldedRelay => [Sample.Of(Field.Relay, false, slot), Sample.Of(Field.PowerW, WeldedWatts, slot)],
            FaultCode.BlindSensor when IsUsed(told, slot) => [Sample.Of(Field.Present, false, slot)],
            FaultCode.LyingSensor => [Sample.Of(Field.Occupied, false), Sample.Of(Field.DwellS, 0)],
            _ => [],
        };
        foreach (var one in instead)
        {
            // An air conditioner has a mode too, and it says by another field that it is broken.
            Change(told, one.Field, one.Slot, known => one.Field == Field.Mode && known.Text is not ("standby" or "heating" or "dispensing" or "purifying") ? known : one);
        }
    }

    /// <summary>Other values than its presence say that something is in the slot.</summary>
    private static bool IsUsed(List<Sample> told, int slot) =>
        told.Exists(one => one.Slot == slot && ((one.Field == Field.PowerW && one.Number > 5) || (one.Field == Field.BatterySerial && one.HasValue)));

    private static void Change(List<Sample> told, Field field, int slot, Func<Sample, Sample> change)
    {
        var at = told.FindIndex(one => one.Field == field && one.Slot == slot);
        if (at >= 0)
        {
            told[at] = change(told[at]);
        }
    }

    private static void ChangeAll(List<Sample> told, Field field, Func<Sample, Sample> change)
    {
        for (var at = 0; at < told.Count; at++)
        {
            told[at] = told[at].Field == field ? change(told[at]) : told[at];
        }
    }
}
