using System.Text.Json.Serialization;

namespace Stations.Model;

/// <summary>A command as somebody asks for it.</summary>
/// <param name="Slot">From 1, or 0 for the appliance itself.</param>
/// <param name="By">Who; 1 to 64 characters.</param>
/// <param name="Reason">Why; at most 500 characters.</param>
/// <param name="AskedAt">Server time, epoch milliseconds.</param>
/// <param name="ExpiresAt">The same; null for what is usual.</param>
/// <param name="Key">The asker's own number for it, so that asking twice is asking once.</param>
/// <param name="Digest">Of all that was asked for with the key.</param>
public sealed record CommandRequest(
    string Verb, int Slot, string By, string? Reason, long AskedAt, long? ExpiresAt = null, string? Key = null, string? Digest = null, Dictionary<string, double>? Arguments = null)
{
    /// <summary>The server itself wants it, because of an alarm.</summary>
    public bool IsInterlock { get; init; }
}

/// <summary>What became of the request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommandVerdict>))]
public enum CommandVerdict
{
    /// <summary>It is on its way, or was already: the same key and the same request.</summary>
    Taken,
    NoSuchDevice,

    /// <summary>The appliance is of a kind that takes no such command.</summary>
    NoSuchCommand,
    NoSuchSlot,

    /// <summary>An argument that is not known, missing or out of range.</summary>
    BadArgument,

    /// <summary>It would last longer than such a command may.</summary>
    TooLong,

    /// <summary>Its time is over already.</summary>
    Expired,

    /// <summary>The key stands for another request.</summary>
    KeyTaken,

    /// <summary>An interlock refuses.</summary>
    Refused,

    /// <summary>As many are open as may be.</summary>
    Full,

    /// <summary>There is no such command of this device.</summary>
    Unknown,

    /// <summary>It is on its way already; only the device can say what becomes of it.</summary>
    TooLate,
}

/// <param name="Command">The command as it is now, where there is one.</param>
/// <param name="Guard">Which interlock refuses.</param>
/// <param name="Detail">What is wrong, for people.</param>
public sealed record CommandAnswer(CommandVerdict Verdict, [property: JsonPropertyName("Order")] Command? Command = null, Guard? Guard = null, string? Detail = null);
