using DeviceSimulators.Faults;
using DeviceSimulators.Truth;
using Stations.Protocol;

namespace DeviceSimulators.Devices;

/// <summary>What is really so of an appliance, and the faults that it suffers. Of the former the service sees nothing.</summary>
public abstract partial class Appliance
{
    /// <summary>When a slot that runs up is 5 °C warmer than it was.</summary>
    private const int CriticalTicks = 3;

    private readonly List<Injection> faults = [];
    private readonly List<Being> beings = [];
    private List<Sample>? frozen;

    public void Suffer(Injection fault) => faults.Add(fault);

    /// <summary>Forgets what is over.</summary>
    public void Recover(DateTimeOffset now) => faults.RemoveAll(fault => now >= fault.Over);

    /// <summary>The appliance itself, then its slots from the first on.</summary>
    public IReadOnlyList<Being> Beings()
    {
        beings.Clear();
        beings.Add(Being.Free);
        Show(beings);
        for (var at = 0; IsCut && at < beings.Count; at++)
        {
            beings[at] = Being.Off;
        }

        foreach (var fault in faults)
        {
            Break(fault);
        }

        Settle(beings);
        if (beings.Count > 1 && IsItsSlots && beings[0] != Being.Broken)
        {
            beings[0] = beings.Skip(1).Min();
        }

        return beings;
    }

    /// <summary>Everything that people should be told of if it lasts.</summary>
    public List<Warrant> Warrants()
    {
        var warrants = new List<Warrant>();
        Warn(warrants);
        foreach (var fault in faults)
        {
            warrants.AddRange(WarrantsOf(fault));
        }

        return warrants;
    }

    /// <summary>It can be used while one of its slots can.</summary>
    protected virtual bool IsItsSlots => false;

    /// <summary>Sets the first to what the appliance is, and adds its slots.</summary>
    protected virtual void Show(List<Being> beings)
    {
    }

    /// <summary>What follows for the others from what is broken.</summary>
    protected virtual void Settle(List<Being> beings)
    {
    }

    protected virtual void Warn(List<Warrant> warrants)
    {
    }

    private void Disguised()
    {
        foreach (var fault in faults)
        {
            Disguise.Put(current, fault, now);
        }

        if (!faults.Exists(fault => fault.Kind.Code == FaultCode.Frozen && fault.IsActive(now)))
        {
            frozen = null;
            return;
        }

        frozen ??= [.. current];
        current.Clear();
        current.AddRange(frozen);
    }

    private void Break(Injection fault)
    {
        switch (fault.Kind.Code)
        {
            case FaultCode.Smoke or FaultCode.Extinguisher or FaultCode.Leakage or FaultCode.Flood or FaultCode.MainsLost or FaultCode.Leak or FaultCode.Breakdown when fault.Holds(now):
            case FaultCode.PlugPull when fault.IsActive(now) && this is ChargingCabinet:
                for (var slot = 0; slot < beings.Count; slot++)
                {
                    beings[slot] = Being.Broken;
                }

                break;
            // It and its neighbours must not be used.
            case FaultCode.ThermalRunup when fault.Holds(now) && fault.TicksSince(now) >= CriticalTicks:
                for (var slot = Math.Max(1, fault.Slot - 1); slot <= fault.Slot + 1 && slot < beings.Count; slot++)
                {
                    beings[slot] = Being.Broken;
                }

                break;
            case FaultCode.WeldedRelay when fault.IsActive(now):
                beings[fault.Slot] = Being.Broken;
                break;
            case FaultCode.StuckDoor when fault.IsActive(now):
                beings[fault.Slot] = Being.Taken;
                break;
        }
    }

    private IEnumerable<Warrant> WarrantsOf(Injection fault) => fault.Kind.Code switch
    {
        FaultCode.ThermalRunup when fault.Holds(now) => RunupWarrants(fault),
        _ when !fault.IsActive(now) => [],
        FaultCode.Smoke => [new("SMOKE")],
        FaultCode.Extinguisher => [new("EXTINGUISHER")],
        FaultCode.Leakage => [new("LEAKAGE")],
        FaultCode.Flood => [new("FLOOD")],
        FaultCode.MainsLost => [new("MAINS_LOST")],
        FaultCode.Leak => [new("LEAK")],
        FaultCode.Breakdown => [new("FAULT")],
        FaultCode.StuckDoor => [new("DOOR_LEFT_OPEN", fault.Slot)],
        FaultCode.WeldedRelay => [new("RELAY_WELDED", fault.Slot)],
        _ => [],
    };

    private IEnumerable<Warrant> RunupWarrants(Injection fault)
    {
        if (fault.IsActive(now) && fault.TicksSince(now) >= CriticalTicks)
        {
            yield return new("SLOT_TEMPERATURE_CRITICAL", fault.Slot);
        }

        Tells();
        if (Is(Field.TemperatureC, 50))
        {
            yield return new("SLOT_TEMPERATURE_HIGH", fault.Slot);
        }

        if (Is(Field.CellMaxC, 45))
        {
            yield return new("CELL_RANGE", fault.Slot);
        }

        bool Is(Field field, double limit) => current.Exists(one => one.Field == field && one.Slot == fault.Slot && one.HasValue && one.Number > limit);
    }
}
