using System.Text.Json.Serialization;

namespace Stations.Model;

/// <summary>What became of a hold. The words stand in the journal and never change.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HoldState>))]
public enum HoldState
{
    [JsonStringEnumMemberName("held")]
    Held,

    /// <summary>Something was put in, parked, or taken out within its time, by whoever.</summary>
    [JsonStringEnumMemberName("used")]
    Used,

    [JsonStringEnumMemberName("canceled")]
    Canceled,

    /// <summary>Its time ran out and nobody had come.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,

    /// <summary>What was held cannot be used any more: a fault, silence, maintenance.</summary>
    [JsonStringEnumMemberName("lost")]
    Lost,
}

/// <summary>A slot, or the whole appliance, kept free for one rider for a while.</summary>
/// <param name="Id">16 hexadecimal digits; a rider's hold keeps it when it goes on elsewhere.</param>
/// <param name="Rider">Hash of the rider's own number.</param>
/// <param name="Claim">Hash of the secret that lets its owner cancel it or open the door.</param>
/// <param name="Slot">From 1, or 0 for the appliance itself.</param>
/// <param name="Since">Server time, epoch milliseconds.</param>
/// <param name="Until">The same.</param>
/// <param name="IsOffer">Made for the first in a queue, who may not have seen it: it is no fault not to come.</param>
public sealed record Hold(string Id, string Rider, string Claim, int Slot, long Since, long Until, bool IsOffer = false)
{
    public HoldState State { get; init; }

    /// <summary>Server time, epoch milliseconds; 0 while it is held.</summary>
    public long EndedAt { get; init; }

    /// <summary>The slot that it was moved away from last, because that could not be used any more; 0: none.</summary>
    public int MovedFrom { get; init; }

    [JsonIgnore]
    public bool IsActive => State == HoldState.Held;

    /// <summary>The rider had it for himself, and did not come.</summary>
    [JsonIgnore]
    public bool IsNoShow => State == HoldState.Expired && !IsOffer;

    /// <summary>What is over and nobody asks about any more.</summary>
    internal bool IsForgotten(long now) => !IsActive && now - EndedAt > (IsNoShow ? HoldRules.NoShowMemory : HoldRules.Memory).TotalMilliseconds;
}

/// <summary>One change of a hold, as the journal has it.</summary>
/// <param name="State">Held, with <paramref name="Begun"/>, for a new one; held without it: it goes on in <paramref name="Slot"/>.</param>
public sealed record HoldStep(string Id, HoldState State, int Slot, Hold? Begun = null);
