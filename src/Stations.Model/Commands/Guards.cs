using Stations.Protocol;

namespace Stations.Model;

/// <summary>The interlocks: pure, and the same when a command is given and when it is sent.</summary>
public static class Guards
{
    /// <summary>The first that does not let it pass; null when all do.</summary>
    /// <param name="reason">Why it is done; whoever says that may work on what is out of service.</param>
    public static Guard? Refusing(Device device, CommandKind kind, int slot, string? reason)
    {
        foreach (var guard in kind.Guards)
        {
            if (!Lets(guard, device, slot, reason))
            {
                return guard;
            }
        }

        return null;
    }

    private static bool Lets(Guard guard, Device device, int slot, string? reason) => guard switch
    {
        Guard.Fresh => device.Connection == Connection.Online,
        Guard.Safe => !IsLatched(device, slot),
        Guard.Sound => device.SlotAxes(slot).Health != Health.Fault || (reason is { Length: > 0 } && IsOnlyReported(device, slot)),
        Guard.DoorShut => device.Values.Text(Field.Door, slot) == "closed",
        Guard.NotCut => !device.Holds(Condition.CutOrdered),
        Guard.InRange => !Array.Exists(device.Holding, one => Precautions.SaysStop(device, one, slot)),
        _ => reason is { Length: > 0 } || device.SlotAxes(slot).Admin == Admin.InService,
    };

    /// <summary>The device itself knows of no fault: whoever is to mend what riders report has to try it.</summary>
    private static bool IsOnlyReported(Device device, int slot) => device.Kind.HealthOf(device) != Health.Fault && device.Kind.SlotHealthOf(device, slot) != Health.Fault;

    /// <summary>A battery that burns warms its neighbours: nobody reaches in beside it.</summary>
    private static bool IsLatched(Device device, int slot)
    {
        foreach (var one in device.Holding)
        {
            if (one.Condition.IsLatched() && (one.Slot == 0 || (slot > 0 && Math.Abs(one.Slot - slot) <= 1)))
            {
                return true;
            }
        }

        return false;
    }
}
