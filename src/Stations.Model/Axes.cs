using System.Text.Json.Serialization;

namespace Stations.Model;

/// <summary>Does it still speak to us?</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Connection>))]
public enum Connection
{
    [JsonStringEnumMemberName("OFFLINE")]
    Offline,

    [JsonStringEnumMemberName("STALE")]
    Stale,

    [JsonStringEnumMemberName("ONLINE")]
    Online,
}

/// <summary>Does it work?</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Health>))]
public enum Health
{
    [JsonStringEnumMemberName("OK")]
    Ok,

    [JsonStringEnumMemberName("DEGRADED")]
    Degraded,

    [JsonStringEnumMemberName("FAULT")]
    Fault,
}

/// <summary>Do we offer it?</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Admin>))]
public enum Admin
{
    [JsonStringEnumMemberName("IN_SERVICE")]
    InService,

    [JsonStringEnumMemberName("MAINTENANCE")]
    Maintenance,

    [JsonStringEnumMemberName("DISABLED")]
    Disabled,

    [JsonStringEnumMemberName("PLANNED")]
    Planned,

    [JsonStringEnumMemberName("REMOVED")]
    Removed,
}

/// <summary>Does somebody use it?</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Use>))]
public enum Use
{
    [JsonStringEnumMemberName("UNKNOWN")]
    Unknown,

    [JsonStringEnumMemberName("FREE")]
    Free,

    [JsonStringEnumMemberName("RESERVED")]
    Reserved,

    [JsonStringEnumMemberName("OPENING")]
    Opening,

    [JsonStringEnumMemberName("OCCUPIED")]
    Occupied,

    [JsonStringEnumMemberName("CHARGING")]
    Charging,

    [JsonStringEnumMemberName("FINISHED")]
    Finished,

    [JsonStringEnumMemberName("BLOCKED")]
    Blocked,
}

/// <summary>The four axes, kept apart, and the latch that only a person opens again.</summary>
public readonly record struct Axes(Connection Connection, Health Health, Admin Admin, Use Use, bool Safety);
