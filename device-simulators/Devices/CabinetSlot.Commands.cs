using Stations.Protocol;

namespace DeviceSimulators.Devices;

/// <summary>What a slot can be told to do.</summary>
public sealed partial class CabinetSlot
{
    private bool isEnabled = true;
    private double full = 1;

    /// <summary>Its power is off until it is told otherwise, or somebody switches it on; to start anew is not enough.</summary>
    public bool IsCut { get; private set; }

    /// <returns>Null when it was done; otherwise why not.</returns>
    public string? Obey(CommandMessage command, bool hasPower, DateTimeOffset now)
    {
        switch (command.Cmd)
        {
            case CommandVerb.SlotOpen:
                doorCloses ??= now + DoorTime();
                SwitchOff();
                return null;
            case CommandVerb.SlotEnable:
                (isEnabled, IsCut) = (true, false);
                return null;
            case CommandVerb.SlotDisable:
                isEnabled = false;
                return null;
            case CommandVerb.ChargeStop:
                SwitchOff();
                leaves ??= isLent ? null : now + lateness;
                return null;
            case CommandVerb.PowerCut:
                IsCut = true;
                SwitchOff();
                return null;
            case CommandVerb.ChargeStart:
                return Start(command.Number(CommandMessage.TargetPct) / 100 ?? 1, hasPower);
            default:
                return "a slot cannot do that";
        }
    }

    public void SwitchOn() => IsCut = false;

    public void SwitchOff() => (relay, PowerWatts) = (false, 0);

    private string? Start(double target, bool hasPower)
    {
        if (!hasPower || battery is null || doorCloses is not null || battery.Charge >= target)
        {
            return !hasPower ? "the power is off" : battery is null ? "there is no battery" : doorCloses is not null ? "the door is open" : "it is charged";
        }

        (IsCut, relay, full) = (false, true, target);
        PowerWatts = Watts(battery);
        return null;
    }
}
