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
}
