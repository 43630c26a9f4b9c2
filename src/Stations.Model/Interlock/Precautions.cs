using System.Globalization;
using Stations.Protocol;

namespace Stations.Model;

/// <summary>
/// What the server does by itself about an alarm that is not critical: where its <see cref="Remedies"/> say stop, what is switched on there is told to stop, and where
/// they say disable, the slot is told to be offered no more; once each time the alarm is raised; who starts it again there means it, from here nothing starts while the alarm holds (<see cref="Guard.InRange"/>). Kinds that cannot
/// be told to stop, stop by themselves or not at all.
/// Critical alarms have their <see cref="Interlocks"/>.
/// </summary>
public static class Precautions
{
    public static bool IsWanted(Device device) => device.Watch.Alarms.Length > 0 && Array.Exists(device.Holding, one => WantedBy(device, one).Any());

    public static void Advance(ref CommandTurn turn)
    {
        foreach (var one in turn.Device.Watch.Alarms.Length > 0 ? turn.Device.Holding : [])
        {
            foreach (var (verb, slot) in WantedBy(turn.Device, one))
            {
                Give(ref turn, verb, turn.Device.Kind.AlarmOf(one.Condition)!.Code, one.Since, slot);
            }
        }
    }

    /// <summary>An alarm that holds says that the slot must not charge.</summary>
    internal static bool SaysStop(Device device, in Holding one, int slot) => device.Kind.AlarmOf(one.Condition)?.Remedies is { } remedies
        && (remedies.HasFlag(Remedies.StopAll) || (remedies.HasFlag(Remedies.StopSlot) && one.Slot == slot));

    /// <summary>What is not yet as the alarm says, of what its kind can be told.</summary>
    private static IEnumerable<(string Verb, int Slot)> WantedBy(Device device, Holding holding)
    {
        if (device.Kind.AlarmOf(holding.Condition) is not { Severity: not Severity.Critical } alarm)
        {
            yield break;
        }

        for (var slot = 1; slot <= device.Info.Slots; slot++)
        {
            if (SaysStop(device, holding, slot) && IsOn(device, slot) && device.Kind.CommandOf(CommandVerb.ChargeStop) is not null)
            {
                yield return (CommandVerb.ChargeStop, slot);
            }

            if (alarm.Remedies.HasFlag(Remedies.DisableSlot) && holding.Slot == slot && device.Values.Flag(Field.Enabled, slot) != false)
            {
                yield return (CommandVerb.SlotDisable, slot);
            }
        }
    }

    /// <summary>It charges, or would as soon as something is there.</summary>
    private static bool IsOn(Device device, int slot) => device.Values.Flag(Field.Relay, slot) == true || Slot.HasPower(device.Values, slot);

    private static void Give(ref CommandTurn turn, string verb, string code, long since, int slot)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"precaution-{code}-{since}-{slot}");
        CommandRules.Judge(ref turn, new CommandRequest(verb, slot, code, code, turn.Now, Key: key, Digest: key));
    }
}
