using System.Text.Json.Serialization;

namespace Stations.Model;

/// <summary>A hold as it is asked of a device.</summary>
/// <param name="Slot">From 1, or 0: any that is free, or the appliance itself where it has none.</param>
/// <param name="AskedAt">Server time, epoch milliseconds. What arrives later than <see cref="HoldRules.Patience"/> is not done any more.</param>
/// <param name="Until">The same: when the hold ends by itself.</param>
public sealed record HoldRequest(string Id, string Rider, string Claim, int Slot, long AskedAt, long Until, bool IsOffer = false);

[JsonConverter(typeof(JsonStringEnumConverter<HoldVerdict>))]
public enum HoldVerdict
{
    /// <summary>It is held, or was: the same id was asked for before.</summary>
    Held,
    NoSuchDevice,

    /// <summary>Nothing of this kind can be held.</summary>
    NotHoldable,
    NoSuchSlot,

    /// <summary>The slot, or everything, is taken or does not work.</summary>
    NotFree,

    /// <summary>It was asked for too long ago.</summary>
    TooLate,

    /// <summary>There is no such hold here, or it is forgotten.</summary>
    NoSuchHold,

    /// <summary>It belongs to somebody else.</summary>
    NotYours,
}

/// <param name="Hold">As it is now, where there is one.</param>
/// <param name="Command">What came of opening its door; null where it is over.</param>
public sealed record HoldAnswer(HoldVerdict Verdict, Hold? Hold = null, [property: JsonPropertyName("Order")] CommandAnswer? Command = null);
