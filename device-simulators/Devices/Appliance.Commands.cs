using Stations.Protocol;

namespace DeviceSimulators.Devices;

/// <summary>What an appliance can be told to do.</summary>
public abstract partial class Appliance
{
    private const string Cannot = "it cannot do that";

    /// <summary>So often the time until somebody comes grows fourfold: to a day and a half.</summary>
    private const int MostInVain = 5;

    private static readonly TimeSpan UntilSomebodyCame = TimeSpan.FromMinutes(2);

    private DateTimeOffset cutAt;
    private int cutInVain;

    /// <summary>Its power is off until somebody switches it on or, unless <see cref="KeepsCut"/>, it starts anew.</summary>
    protected bool IsCut { get; private set; }

    /// <summary>Null when it was done; otherwise why not.</summary>
    public string? Obey(CommandMessage command)
    {
        if (command.Cmd == CommandVerb.PowerCut)
        {
            // Whoever finds it cut again with nothing wrong comes less and less often: an operator has yet to reset it.
            cutInVain = IsCut || HasCutSlot ? cutInVain : faults.Count > 0 ? 0 : Math.Min(cutInVain + 1, MostInVain);
            cutAt = now;
        }

        switch (command.Cmd, command.Slot)
        {
            case (CommandVerb.PowerCut, null):
                IsCut = true;
                Switch(now);
                return null;
            case (CommandVerb.Siren or CommandVerb.Light or CommandVerb.Rebirth or CommandVerb.Reboot, null):
                return null;
            case (_, { } slot) when slot >= 1 && slot <= Description.Slots:
                return ObeyAt(slot, command, now);
            default:
                return Cannot;
        }
    }

    /// <summary>Comes up again, with power; but not of a slot that was cut, nor of what has a controller that goes on without it.</summary>
    public void Restart()
    {
        IsCut &= KeepsCut;
        Switch(now);
    }

    /// <summary>Whoever was called has come, found nothing wrong any more, and switches all of it on.</summary>
    /// <returns>False while there is nothing to switch on, or nobody there.</returns>
    public bool IsSwitchedOn(DateTimeOffset at)
    {
        if (!(IsCut || HasCutSlot) || faults.Count > 0 || at - cutAt < UntilSomebodyCame * Math.Pow(4, cutInVain))
        {
            return false;
        }

        IsCut = false;
        SwitchSlotsOn();
        return true;
    }

    /// <summary>Its controller has power of its own.</summary>
    protected virtual bool KeepsCut => false;

    protected virtual bool HasCutSlot => false;

    protected virtual void SwitchSlotsOn()
    {
    }

    protected virtual string? ObeyAt(int slot, CommandMessage command, DateTimeOffset now) => Cannot;

    /// <summary><see cref="IsCut"/> has changed.</summary>
    protected virtual void Switch(DateTimeOffset now)
    {
    }

    private void Unpowered()
    {
        for (var at = 0; IsCut && at < current.Count; at++)
        {
            if (current[at] is { Field: Field.PowerW or Field.CurrentA or Field.Fan or Field.Compressor or Field.Running, HasValue: true })
            {
                current[at] = current[at] with { Number = 0 };
            }
        }
    }
}
