using System.Globalization;
using Stations.Protocol;

namespace Stations.Model;

/// <summary>
/// What the server does by itself about an alarm that is not critical: where its <see cref="Remedies"/> say stop, what is switched on there is told to stop,
/// once each time the alarm is raised. Who starts it again while the alarm holds means it. Kinds that cannot be told to stop, stop by themselves or not at all.
/// Critical alarms have their <see cref="Interlocks"/>.
/// </summary>
public static class Precautions
{
    public static bool IsWanted(Device device) => device.Watch.Alarms.Length > 0 && Array.Exists(device.Holding, one => SlotsOf(device, one).Any(slot => IsOn(device, slot)));

    public static void Advance(ref CommandTurn turn)
    {
        foreach (var one in turn.Device.Watch.Alarms.Length > 0 ? turn.Device.Holding : [])
        {
            foreach (var slot in SlotsOf(turn.Device, one))
            {
                if (IsOn(turn.Device, slot))
                {
                    Stop(ref turn, turn.Device.Kind.AlarmOf(one.Condition)!.Code, one, slot);
                }
            }
        }
    }

    /// <summary>It charges, or would as soon as something is there.</summary>
    private static bool IsOn(Device device, int slot) => device.Values.Flag(Field.Relay, slot) == true || Slot.HasPower(device.Values, slot);

    private static IEnumerable<int> SlotsOf(Device device, Holding holding) => device.Kind.AlarmOf(holding.Condition) switch
    {
        null or { Severity: Severity.Critical } => [],
        _ when device.Kind.CommandOf(CommandVerb.ChargeStop) is null => [],
        { Remedies: var remedies } when remedies.HasFlag(Remedies.StopAll) => Enumerable.Range(1, device.Info.Slots),
        { Remedies: var remedies } when remedies.HasFlag(Remedies.StopSlot) && holding.Slot > 0 => [holding.Slot],
        _ => [],
    };

    private static void Stop(ref CommandTurn turn, string code, in Holding holding, int slot)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"precaution-{code}-{holding.Since}-{slot}");
        CommandRules.Judge(ref turn, new CommandRequest(CommandVerb.ChargeStop, slot, code, code, turn.Now, Key: key, Digest: key));
    }
}
