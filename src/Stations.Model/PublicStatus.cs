using System.Text.Json.Serialization;

namespace Stations.Model;

/// <summary>What riders and other systems are told, in OCPI's words.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PublicStatus>))]
public enum PublicStatus
{
    [JsonStringEnumMemberName("UNKNOWN")]
    Unknown,

    [JsonStringEnumMemberName("AVAILABLE")]
    Available,

    [JsonStringEnumMemberName("CHARGING")]
    Charging,

    [JsonStringEnumMemberName("RESERVED")]
    Reserved,

    [JsonStringEnumMemberName("BLOCKED")]
    Blocked,

    [JsonStringEnumMemberName("INOPERATIVE")]
    Inoperative,

    [JsonStringEnumMemberName("OUTOFORDER")]
    OutOfOrder,

    [JsonStringEnumMemberName("PLANNED")]
    Planned,

    [JsonStringEnumMemberName("REMOVED")]
    Removed,
}

public static class PublicStatuses
{
    /// <summary>The one place where four axes become one word. First match wins; what is not known is never available.</summary>
    public static PublicStatus Of(in Axes axes) => axes switch
    {
        { Admin: Admin.Removed } => PublicStatus.Removed,
        { Admin: Admin.Planned } => PublicStatus.Planned,
        { Safety: true } => PublicStatus.OutOfOrder,
        { Admin: Admin.Disabled or Admin.Maintenance } => PublicStatus.Inoperative,
        { Connection: Connection.Offline } => PublicStatus.Unknown,
        { Health: Health.Fault } => PublicStatus.OutOfOrder,
        { Use: Use.Reserved } => PublicStatus.Reserved,
        { Use: Use.Occupied or Use.Charging or Use.Finished or Use.Opening } => PublicStatus.Charging,
        { Use: Use.Blocked } => PublicStatus.Blocked,
        { Use: Use.Free } => PublicStatus.Available,
        _ => PublicStatus.Unknown,
    };

    /// <summary>The word with how far to trust it and the one reason that weighs most: why it is not free, else why it may not be as it says.</summary>
    public static PublicWord Of(in Axes axes, in Grounds grounds)
    {
        var status = Of(axes);
        var why = status switch
        {
            PublicStatus.Removed => StatusReason.Removed,
            PublicStatus.Planned => StatusReason.Planned,
            PublicStatus.OutOfOrder when axes.Safety => StatusReason.Safety,
            PublicStatus.Inoperative => axes.Admin == Admin.Disabled ? StatusReason.Disabled : StatusReason.Maintenance,
            PublicStatus.Unknown => grounds.NeverBorn ? StatusReason.NeverBorn : axes.Connection == Connection.Offline ? StatusReason.Offline : StatusReason.NotTold,
            PublicStatus.OutOfOrder => grounds.FaultByDoubt ? ReasonOf(grounds.Doubt) ?? StatusReason.Reported : StatusReason.Fault,
            PublicStatus.Reserved => StatusReason.Reserved,
            PublicStatus.Charging => StatusReason.InUse,
            PublicStatus.Blocked => StatusReason.DoorOpen,
            _ => StatusReason.Ok,
        };
        return status switch
        {
            PublicStatus.Unknown => new(status, Confidence.None, why),

            // A person's word, or a latch, does not grow old.
            PublicStatus.Removed or PublicStatus.Planned or PublicStatus.Inoperative => new(status, Confidence.High, why),
            PublicStatus.OutOfOrder when axes.Safety => new(status, Confidence.High, why),
            _ when LowOf(axes, grounds) is { } low => new(status, Confidence.Low, status == PublicStatus.OutOfOrder ? why : low),
            _ => new(status, Confidence.High, why),
        };
    }

    private static StatusReason? LowOf(in Axes axes, in Grounds grounds) =>
        axes.Connection == Connection.Stale ? StatusReason.Stale
        : !grounds.FaultByDoubt && ReasonOf(grounds.Doubt) is { } doubt ? doubt
        : grounds.ClockSuspect ? StatusReason.ClockSuspect
        : null;

    private static StatusReason? ReasonOf(DoubtCause? doubt) => doubt switch
    {
        DoubtCause.Reported => StatusReason.Reported,
        DoubtCause.Failed => StatusReason.Failed,
        DoubtCause.Unused => StatusReason.Unused,
        _ => null,
    };
}
