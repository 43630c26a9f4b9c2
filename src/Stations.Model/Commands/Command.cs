using System.Text.Json.Serialization;
using Stations.Protocol;

namespace Stations.Model;

/// <summary>How far a command has come. Only the device's word moves it past <see cref="Sent"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommandState>))]
public enum CommandState
{
    /// <summary>Written, and not gone yet.</summary>
    [JsonStringEnumMemberName("QUEUED")]
    Queued,

    /// <summary>It left for the device, or may have.</summary>
    [JsonStringEnumMemberName("SENT")]
    Sent,

    [JsonStringEnumMemberName("RECEIVED")]
    Received,

    /// <summary>The device says that it did it.</summary>
    [JsonStringEnumMemberName("DONE")]
    Done,

    /// <summary>The device says that it did not, and why.</summary>
    [JsonStringEnumMemberName("REJECTED")]
    Rejected,

    /// <summary>The device says that it tried in vain.</summary>
    [JsonStringEnumMemberName("FAILED")]
    Failed,

    /// <summary>It was sent, and the device never said what became of it: nobody knows.</summary>
    [JsonStringEnumMemberName("TIMEOUT")]
    TimedOut,

    /// <summary>Its time was over before it was sent, or before the device got it.</summary>
    [JsonStringEnumMemberName("EXPIRED")]
    Expired,

    /// <summary>Taken back before it was sent, by a person or an interlock.</summary>
    [JsonStringEnumMemberName("CANCELED")]
    Canceled,
}

/// <summary>Does telemetry show what the device says it did? A fact of its own.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Effect>))]
public enum Effect
{
    /// <summary>There is nothing to be seen, or nothing was done yet.</summary>
    [JsonStringEnumMemberName("NONE")]
    None,

    [JsonStringEnumMemberName("AWAITED")]
    Awaited,

    [JsonStringEnumMemberName("SEEN")]
    Seen,

    /// <summary>Not within its time.</summary>
    [JsonStringEnumMemberName("NOT_SEEN")]
    Missed,
}

/// <summary>One step of a command's life.</summary>
/// <param name="At">Server time, epoch milliseconds.</param>
/// <param name="By">Who took it; null for the device and for time.</param>
public readonly record struct CommandMark(CommandState State, long At, string? By, string? Why);

/// <summary>A command to a device: a lease with an end, from the moment it is written until everything about it is known. Immutable.</summary>
/// <param name="Id">Unique for its device, for ever.</param>
/// <param name="Epoch">Greater than that of every command to the device before it.</param>
/// <param name="Verb">As it is on the wire, see <see cref="CommandKind"/>.</param>
/// <param name="Slot">From 1, or 0 for the appliance itself.</param>
/// <param name="By">Who wants it; for an interlock the alarm's code.</param>
/// <param name="Reason">Why.</param>
/// <param name="IssuedAt">Server time, epoch milliseconds.</param>
/// <param name="ExpiresAt">From then on it is not sent and must not be done, server time in epoch milliseconds.</param>
public sealed record Command(string Id, long Epoch, string Verb, int Slot, string By, string? Reason, long IssuedAt, long ExpiresAt)
{
    /// <summary>With the same key the same command is the same command; what else comes with it is refused.</summary>
    public string? Key { get; init; }

    /// <summary>Of what was asked for with the key.</summary>
    public string? Digest { get; init; }

    public Dictionary<string, double>? Arguments { get; init; }

    /// <summary>The device's life when it was written.</summary>
    public string Boot { get; init; } = "";

    /// <summary>It takes power away: it jumps the queue, and goes on being sent until nothing flows.</summary>
    public bool IsStop { get; init; }

    /// <summary>The server itself wants it, because of an alarm. A stop of this kind leaves with the warning, before it is written.</summary>
    public bool IsInterlock { get; init; }

    /// <summary>How long after it was done telemetry may take to show it, milliseconds; 0 where nothing shows.</summary>
    public long EffectWithin { get; init; }

    public CommandState State { get; init; }

    public Effect Effect { get; init; }

    /// <summary>How often it was handed out to be sent; 0 while it waits for its turn.</summary>
    public int Attempts { get; init; }

    /// <summary>When that was last, server time in epoch milliseconds.</summary>
    public long HandedOutAt { get; init; }

    /// <summary>Every change of its state.</summary>
    public CommandMark[] Marks { get; init; } = [];

    [JsonIgnore]
    public bool IsFinal => State >= CommandState.Done;

    /// <summary>Nothing about it can change any more but by a late word of the device.</summary>
    [JsonIgnore]
    public bool IsSettled => IsFinal && Effect != Effect.Awaited;

    [JsonIgnore]
    public long ChangedAt => Marks.Length == 0 ? IssuedAt : Marks[^1].At;

    /// <summary>The command as the device's own clock has to read it: a lease that ends on the safe side of what is known of that clock.</summary>
    public CommandMessage ToMessage(Device device) => new(
        Verb, Id, Slot == 0 ? null : Slot, Epoch, ExpiresAt + device.ClockAhead - (long)CommandTimes.ClockSlack.TotalMilliseconds)
    {
        Arguments = Arguments?.ToDictionary(one => one.Key, one => CommandMessage.Value(one.Value), StringComparer.Ordinal),
    };
}
