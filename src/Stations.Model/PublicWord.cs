using System.Text.Json.Serialization;

namespace Stations.Model;

/// <summary>How far a public value may be trusted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Confidence>))]
public enum Confidence
{
    /// <summary>There is nothing to trust: the value is not known.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    [JsonStringEnumMemberName("low")]
    Low,

    [JsonStringEnumMemberName("high")]
    High,
}

/// <summary>Why a public value is what it is, or why it is not to be trusted: one word.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StatusReason>))]
public enum StatusReason
{
    [JsonStringEnumMemberName("OK")]
    Ok,

    /// <summary>Latched until a person has looked.</summary>
    [JsonStringEnumMemberName("SAFETY")]
    Safety,

    [JsonStringEnumMemberName("FAULT")]
    Fault,

    /// <summary>Riders report that it does not work.</summary>
    [JsonStringEnumMemberName("REPORTED")]
    Reported,

    /// <summary>It did not do what it was asked to, and nobody has used it since.</summary>
    [JsonStringEnumMemberName("FAILED")]
    Failed,

    [JsonStringEnumMemberName("MAINTENANCE")]
    Maintenance,

    [JsonStringEnumMemberName("DISABLED")]
    Disabled,

    /// <summary>It was lost, or has been silent for too long.</summary>
    [JsonStringEnumMemberName("OFFLINE")]
    Offline,

    /// <summary>It has not reported since it became known.</summary>
    [JsonStringEnumMemberName("NEVER_BORN")]
    NeverBorn,

    /// <summary>It reports, but not what would tell.</summary>
    [JsonStringEnumMemberName("NOT_TOLD")]
    NotTold,

    /// <summary>It has been silent for a while.</summary>
    [JsonStringEnumMemberName("STALE")]
    Stale,

    /// <summary>On offer, and for long nobody has used it.</summary>
    [JsonStringEnumMemberName("UNUSED")]
    Unused,

    /// <summary>Its clock is wrong, so how old its word is, is not known.</summary>
    [JsonStringEnumMemberName("CLOCK_SUSPECT")]
    ClockSuspect,

    [JsonStringEnumMemberName("DOOR_OPEN")]
    DoorOpen,

    [JsonStringEnumMemberName("RESERVED")]
    Reserved,

    [JsonStringEnumMemberName("IN_USE")]
    InUse,

    [JsonStringEnumMemberName("PLANNED")]
    Planned,

    [JsonStringEnumMemberName("REMOVED")]
    Removed,
}

/// <summary>What is known of a device besides its axes that bears on how far to trust them.</summary>
/// <param name="NeverBorn">It has not reported yet.</param>
/// <param name="ClockSuspect">Its clock is wrong.</param>
/// <param name="Doubt">Why it is doubted; null when it is not.</param>
/// <param name="FaultByDoubt">It is out of order for nothing but doubts.</param>
public readonly record struct Grounds(bool NeverBorn = false, bool ClockSuspect = false, DoubtCause? Doubt = null, bool FaultByDoubt = false);

/// <summary>A public word, how far to trust it, and why.</summary>
public readonly record struct PublicWord(PublicStatus Status, Confidence Confidence, StatusReason Reason);
