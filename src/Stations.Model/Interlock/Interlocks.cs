using System.Globalization;
using Stations.Protocol;

namespace Stations.Model;

/// <summary>
/// What the server does by itself about a critical alarm, as its <see cref="Remedies"/> say: power off, and is it really? neighbours stopped, doors kept shut,
/// people told, a work order asked for. Pure, and by what is so rather than by what happened: whatever was lost is done at the next look. A device that
/// trips by itself is believed and not told again.
/// </summary>
public static partial class Interlocks
{
    private const Remedies Off = Remedies.CutMains | Remedies.StopAll | Remedies.StopSlot;
    private const Remedies Ours = Off | Remedies.StopNeighbours | Remedies.KeepDoorsShut | Remedies.Siren;

    /// <summary>A cut or stop after which power flows all the same is ordered again after so long (our engineering default).</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    /// <summary>How long a siren sounds, seconds.</summary>
    private const double SirenSeconds = 600;

    /// <summary>Something may be to be done: an alarm holds, an interlock is at work, or what was cut may be switched on there.</summary>
    public static bool IsWanted(Device device) =>
        device.Commands is { } commands && (commands.Trips.Length > 0 || device.Holds(Condition.CutOrdered))
        || (device.Watch.Alarms.Length > 0 && Array.Exists(device.Holding, one => RemediesOf(device, one) != Remedies.None));

    public static void Advance(ref CommandTurn turn)
    {
        foreach (var holding in turn.Device.Holding)
        {
            if (RemediesOf(turn.Device, holding) != Remedies.None && !Array.Exists(TripsOf(turn.Device), one => one.Slot == holding.Slot))
            {
                turn.Trip(holding.Slot, CommandMove.InterlockBegan, turn.Device.Kind.AlarmOf(holding.Condition)!.Code);
            }
        }

        foreach (var trip in TripsOf(turn.Device))
        {
            var remedies = RemediesAt(turn.Device, trip.Slot);
            if (remedies == Remedies.None)
            {
                turn.Trip(trip.Slot, CommandMove.InterlockEnded, trip.Code);
                GiveUp(ref turn, trip);
                if (!MayBeCut(turn.Device, trip))
                {
                    turn.End(Condition.CutOrdered, trip.Slot);
                }
            }
            else
            {
                Advance(ref turn, trip, remedies);
            }
        }

        if (IsSwitchedOn(turn.Device))
        {
            turn.End(Condition.CutOrdered, slot: 0);
        }
    }

    /// <summary>What it still says to the device is said no more: whoever switches it on now means it.</summary>
    private static void GiveUp(ref CommandTurn turn, Trip trip)
    {
        foreach (var command in turn.Device.Commands?.Open ?? [])
        {
            if (command.Key?.StartsWith(KeyOf(trip), StringComparison.Ordinal) == true)
            {
                turn.Step(command, command.IsFinal ? CommandMove.EffectMissed : CommandMove.TimedOut, trip.Code, "the danger was over before");
            }
        }
    }

    private static string KeyOf(Trip trip) => string.Create(CultureInfo.InvariantCulture, $"interlock-{trip.Slot}-{trip.BeganAt}-");

    private static IEnumerable<Command> CutsOf(Device device, Trip trip) => OrdersOf(device, trip, CommandVerb.PowerCut, trip.Slot);

    private static IEnumerable<Command> OrdersOf(Device device, Trip trip, string verb, int slot) =>
        (device.Commands?.All ?? []).Where(one => one.Verb == verb && one.Slot == slot && one.IssuedAt >= trip.BeganAt);

    private static void Advance(ref CommandTurn turn, Trip trip, Remedies remedies)
    {
        if ((remedies & Off) != Remedies.None)
        {
            SwitchOff(ref turn, trip);
        }

        if (remedies.HasFlag(Remedies.StopNeighbours))
        {
            StopNeighbours(ref turn, trip);
        }

        if (remedies.HasFlag(Remedies.KeepDoorsShut) && !IsOpen(turn.Device))
        {
            Take(ref turn, trip, CommandMove.DoorsKeptShut);
        }

        if (remedies.HasFlag(Remedies.Siren))
        {
            Give(ref turn, trip, CommandVerb.Siren, slot: 0, "", new() { [CommandMessage.DurationS] = SirenSeconds });
        }

        Take(ref turn, trip, CommandMove.PeopleNotified);
        Take(ref turn, trip, CommandMove.WorkOrderRequested);
    }

    private static void SwitchOff(ref CommandTurn turn, Trip trip)
    {
        // From here on power that flows is an alarm of its own, whoever switched it off.
        turn.Begin(Condition.CutOrdered, trip.Slot);
        if (IsOff(turn.Device, trip.Slot) == true && (TellsPower(turn.Device, trip.Slot) || CutsOf(turn.Device, trip).Any(one => one.State == CommandState.Done)))
        {
            Take(ref turn, trip, CommandMove.PowerFoundOff);
            return;
        }

        GiveUntilOff(ref turn, trip, CommandVerb.PowerCut, trip.Slot);
    }

    /// <summary>For the first time, or anew where it ended in vain or somebody has switched on again since.</summary>
    private static void GiveUntilOff(ref CommandTurn turn, Trip trip, string verb, int slot)
    {
        var orders = OrdersOf(turn.Device, trip, verb, slot).ToList();
        if (orders is [] || (orders[^1] is { IsSettled: true } last && turn.Now >= last.ChangedAt + (long)Again.TotalMilliseconds))
        {
            Give(ref turn, trip, verb, slot, orders.Count.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void StopNeighbours(ref CommandTurn turn, Trip trip)
    {
        var areOff = true;
        for (var slot = Math.Max(1, trip.Slot - 1); slot <= Math.Min(turn.Device.Info.Slots, trip.Slot + 1); slot++)
        {
            if (slot != trip.Slot && IsOff(turn.Device, slot) != true)
            {
                areOff = false;
                GiveUntilOff(ref turn, trip, CommandVerb.ChargeStop, slot);
            }
        }

        if (areOff)
        {
            Take(ref turn, trip, CommandMove.NeighboursStopped);
        }
    }

    /// <summary>From here no door is opened; one that stands open has yet to be shut by somebody.</summary>
    private static bool IsOpen(Device device) => Enumerable.Range(0, device.Info.Slots + 1).Any(slot => device.Values.Text(Field.Door, slot) == "open");

    private static void Take(ref CommandTurn turn, Trip trip, CommandMove step)
    {
        if (!trip.Took(step))
        {
            turn.Trip(trip.Slot, step, trip.Code);
        }
    }

    /// <summary>Once for each trip and number. What is refused, as a siren of a device that is away, is left.</summary>
    private static void Give(ref CommandTurn turn, Trip trip, string verb, int slot, string number, Dictionary<string, double>? arguments = null)
    {
        var longest = turn.Device.Kind.CommandOf(verb)?.Longest ?? TimeSpan.Zero;
        var key = string.Create(CultureInfo.InvariantCulture, $"{KeyOf(trip)}{verb}-{slot}-{number}");
        CommandRules.Judge(ref turn, new CommandRequest(verb, slot, trip.Code, trip.Code, turn.Now, turn.Now + (long)longest.TotalMilliseconds, key, key, arguments) { IsInterlock = true });
    }

    private static Remedies RemediesAt(Device device, int slot) =>
        device.Holding.Where(one => one.Slot == slot).Aggregate(Remedies.None, (all, one) => all | RemediesOf(device, one));

    private static Trip[] TripsOf(Device device) => device.Commands?.Trips ?? [];

    /// <summary>What of a critical alarm's remedies is for the server to do.</summary>
    private static Remedies RemediesOf(Device device, in Holding one) =>
        device.Kind.AlarmOf(one.Condition) is { Severity: Severity.Critical } alarm && (alarm.Remedies & Ours) != Remedies.None ? alarm.Remedies : Remedies.None;
}
