using System.Globalization;
using System.Text.Json.Serialization;

namespace Stations.Model;

/// <summary>What happened to a command. The words stand in the journal, the numbers in history; neither ever changes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderMove>))]
public enum OrderMove
{
    Ordered = 0,

    /// <summary>It is to be sent now, for the first time or again.</summary>
    HandedOut = 1,
    Sent = 2,
    Received = 3,
    Done = 4,
    Rejected = 5,
    Failed = 6,
    TimedOut = 7,
    Expired = 8,
    Canceled = 9,
    EffectSeen = 10,
    EffectMissed = 11,

    // What an interlock does; there the step's id is the slot, and the alarm's code has done it.
    InterlockBegan = 20,

    /// <summary>The power is known to be off, by whomever.</summary>
    PowerFoundOff = 21,
    NeighboursStopped = 22,
    DoorsKeptShut = 23,
    PeopleNotified = 24,
    WorkOrderRequested = 25,
    InterlockEnded = 26,
}

/// <summary>One change of a command, as the journal has it.</summary>
/// <param name="By">Who did it; null for the device and for time.</param>
/// <param name="Order">With <see cref="OrderMove.Ordered"/> only.</param>
public sealed record OrderStep(string Id, OrderMove Move, string? By = null, string? Why = null, Order? Order = null)
{
    /// <summary>It is of an interlock and not of a command.</summary>
    [JsonIgnore]
    public bool IsOfInterlock => Move >= OrderMove.InterlockBegan;

    /// <summary>Of an interlock: its slot, or 0.</summary>
    [JsonIgnore]
    public int Slot => IsOfInterlock ? int.Parse(Id, CultureInfo.InvariantCulture) : Order?.Slot ?? 0;

    /// <summary>The state that it leads to; null for what changes none.</summary>
    internal OrderState? Leads => Move switch
    {
        OrderMove.Ordered => OrderState.Queued,
        OrderMove.Sent => OrderState.Sent,
        OrderMove.Received => OrderState.Received,
        OrderMove.Done => OrderState.Done,
        OrderMove.Rejected => OrderState.Rejected,
        OrderMove.Failed => OrderState.Failed,
        OrderMove.TimedOut => OrderState.TimedOut,
        OrderMove.Expired => OrderState.Expired,
        OrderMove.Canceled => OrderState.Canceled,
        _ => null,
    };
}
