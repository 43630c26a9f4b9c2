using Stations.Protocol;

namespace Stations.Model;

/// <summary>Is the power really off, and is it on again?</summary>
public static partial class Interlocks
{
    /// <summary>Power that flows on after a cut. A whole cabinet that does not tell its power is asked slot by slot.</summary>
    internal static Rule CutNotConfirmed { get; } = new(
        Condition.CutNotConfirmed,
        [Field.PowerW],
        (in look) => !IsToBeOff(look) ? false : look.Number(Field.PowerW) is { } watts ? watts > look.Limits.Raise : null,
        (in look) => look.Number(Field.PowerW) is { } watts ? watts <= look.Limits.Clear : null)
    {
        Scope = Scope.Both,
        LooksAround = true,
        Limits = new(Raise: Slot.ChargingPower, Clear: Slot.ChargingPower),
        BeginsAfter = TimeSpan.FromSeconds(5),
        Alarm = new("CUT_NOT_CONFIRMED", Severity.Critical, Remedies.Escalate | Remedies.Notify, "> {Raise} W after a cut", "≤ {Clear} W", "[eng]"),
    };

    /// <summary>What is known of the power: true for off, null when nothing is told. Of an appliance that does not tell its own, what its slots tell.</summary>
    public static bool? IsOff(Device device, int slot) => device.Values.Number(Field.PowerW, slot) is { } watts ? watts <= Slot.ChargingPower
        : device.Values.Flag(Field.Relay, slot) is { } relay ? !relay
        : slot == 0 && device.Info.Slots > 0 ? AreOff(device) : null;

    /// <summary>It says itself that its power is off. That nothing charges in its slots says so only once it has done a cut.</summary>
    private static bool TellsPower(Device device, int slot) => device.Values.Number(Field.PowerW, slot) is not null || device.Values.Flag(Field.Relay, slot) is not null;

    private static bool? AreOff(Device device)
    {
        bool? answer = true;
        for (var slot = 1; slot <= device.Info.Slots; slot++)
        {
            switch (IsOff(device, slot))
            {
                case false:
                    return false;
                case null:
                    answer = null;
                    break;
            }
        }

        return answer;
    }

    private static bool IsToBeOff(in Look look) =>
        look.Holds(Condition.CutOrdered) || (look.Slot > 0 && look.Device.Holds(Condition.CutOrdered) && look.Device.Values.Number(Field.PowerW) is null);

    /// <summary>
    /// What goes on speaking while its power is cut was switched on there once its power flows: after it was found off, or in another life than that of the cut.
    /// While a person's cut is still waited for, or flows on in vain, nobody has.
    /// </summary>
    private static bool IsSwitchedOn(Device device) =>
        device.Kind.SpeaksWithoutPower && device.Holds(Condition.CutOrdered) && IsOff(device, 0) == false && !Array.Exists(TripsOf(device), one => one.Slot == 0)
        && ((device.Commands ?? DeviceCommands.None).All.LastOrDefault(one => one is { Verb: CommandVerb.PowerCut, Slot: 0 }) is not { } cut
            || (cut.IsSettled && (cut.Boot != device.Boot || cut is { IsInterlock: true, Effect: Effect.Seen })));

    /// <summary>
    /// It may have done what we told it, or have tripped by itself, and nobody has switched it on since: without power it is on offer to nobody, though the danger is
    /// over. A slot that tripped by itself says so itself, by <c>enabled</c>.
    /// </summary>
    private static bool MayBeCut(Device device, Trip trip) => (trip.Slot == 0 && device.Kind.SpeaksWithoutPower && IsOff(device, 0) == true)
        || CutsOf(device, trip).Any(one => (one.Boot == device.Boot || !CommandRules.IsOnAgain(device, trip.Slot)) && one is { Attempts: > 0, State: not (CommandState.Rejected or CommandState.Failed) });
}
