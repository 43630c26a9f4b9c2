using System.ComponentModel.DataAnnotations;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Server.Live;

/// <summary>What the server does by itself about a critical alarm, step by step.</summary>
/// <param name="Slot">Where it does it; 0 for the device itself.</param>
/// <param name="Alarm">The code of the alarm that began it.</param>
/// <param name="Step">In this order: the alarm; the power is cut; it is really off; the neighbours are stopped; doors are kept shut; people are told; a work order is asked for.</param>
/// <param name="At">When it was taken; null until it is.</param>
/// <param name="State">NOT_NEEDED: the device did it by itself. FAILED is for people to see to.</param>
public sealed record InterlockStepView(
    int Slot,
    string Alarm,
    [property: AllowedValues("BEGAN", "CUT", "POWER_OFF", "NEIGHBOURS_STOPPED", "DOORS_KEPT_SHUT", "PEOPLE_NOTIFIED", "WORK_ORDER_REQUESTED")] string Step,
    DateTimeOffset? At,
    [property: AllowedValues("DONE", "AWAITED", "FAILED", "NOT_NEEDED")] string State)
{
    private const Remedies Off = Remedies.CutMains | Remedies.StopAll | Remedies.StopSlot;

    /// <summary>Null while no interlock is at work.</summary>
    internal static IReadOnlyList<InterlockStepView>? Of(Device device) =>
        device.Commands is { Trips: { Length: > 0 } trips } ? [.. trips.SelectMany(trip => Of(device, trip))] : null;

    private static IEnumerable<InterlockStepView> Of(Device device, Trip trip)
    {
        var remedies = device.Kind.Rules.Of(trip.Code)?.Alarm?.Remedies ?? Remedies.None;
        yield return Step("BEGAN", trip.BeganAt, "DONE");
        if ((remedies & Off) != Remedies.None)
        {
            var cut = device.Commands!.All.LastOrDefault(one => one.Verb == CommandVerb.PowerCut && one.Slot == trip.Slot && one.IssuedAt >= trip.BeganAt);
            var isOff = trip.Took(CommandMove.PowerFoundOff) && Interlocks.IsOff(device, trip.Slot) == true;
            yield return Step("CUT", cut?.IssuedAt, cut is null ? isOff ? "NOT_NEEDED" : "AWAITED" : cut.State == CommandState.Done ? "DONE" : cut.IsFinal ? "FAILED" : "AWAITED");
            yield return Step(
                "POWER_OFF", isOff ? trip.AtOf(CommandMove.PowerFoundOff) : null, isOff ? "DONE" : device.Holds(Condition.CutNotConfirmed, trip.Slot) ? "FAILED" : "AWAITED");
        }

        if (remedies.HasFlag(Remedies.StopNeighbours))
        {
            yield return Taken("NEIGHBOURS_STOPPED", CommandMove.NeighboursStopped);
        }

        if (remedies.HasFlag(Remedies.KeepDoorsShut))
        {
            yield return Taken("DOORS_KEPT_SHUT", CommandMove.DoorsKeptShut);
        }

        yield return Taken("PEOPLE_NOTIFIED", CommandMove.PeopleNotified);
        yield return Taken("WORK_ORDER_REQUESTED", CommandMove.WorkOrderRequested);

        InterlockStepView Taken(string word, CommandMove step) => Step(word, trip.AtOf(step), trip.AtOf(step) is null ? "AWAITED" : "DONE");

        InterlockStepView Step(string word, long? at, string state) => new(trip.Slot, trip.Code, word, Instants.Of(at ?? 0), state);
    }
}
