using System.Globalization;
using System.Text.Json.Serialization;

namespace Stations.Model;

/// <summary>What happened to a command. The words stand in the journal, the numbers in history; neither ever changes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommandMove>))]
public enum CommandMove
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
/// <param name="Command">With <see cref="CommandMove.Ordered"/> only.</param>
public sealed record CommandStep(string Id, CommandMove Move, string? By = null, string? Why = null, [property: JsonPropertyName("order")] Command? Command = null)
{
    /// <summary>It is of an interlock and not of a command.</summary>
    [JsonIgnore]
    public bool IsOfInterlock => Move >= CommandMove.InterlockBegan;

    /// <summary>Of an interlock: its slot, or 0.</summary>
    [JsonIgnore]
    public int Slot => IsOfInterlock ? int.Parse(Id, CultureInfo.InvariantCulture) : Command?.Slot ?? 0;

    /// <summary>The state that it leads to; null for what changes none.</summary>
    internal CommandState? Leads => Move switch
    {
        CommandMove.Ordered => CommandState.Queued,
        CommandMove.Sent => CommandState.Sent,
        CommandMove.Received => CommandState.Received,
        CommandMove.Done => CommandState.Done,
        CommandMove.Rejected => CommandState.Rejected,
        CommandMove.Failed => CommandState.Failed,
        CommandMove.TimedOut => CommandState.TimedOut,
        CommandMove.Expired => CommandState.Expired,
        CommandMove.Canceled => CommandState.Canceled,
        _ => null,
    };
}
