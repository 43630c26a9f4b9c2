using System.Text.Json.Serialization;

namespace Stations.Model;

/// <summary>How much a device needs a person, the most urgent first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Urgency>))]
public enum Urgency
{
    [JsonStringEnumMemberName("safety")]
    Safety,

    [JsonStringEnumMemberName("fault")]
    Fault,

    [JsonStringEnumMemberName("offline")]
    Offline,

    [JsonStringEnumMemberName("stale")]
    Stale,

    [JsonStringEnumMemberName("attention")]
    Attention,

    [JsonStringEnumMemberName("ok")]
    Ok,

    [JsonStringEnumMemberName("aside")]
    Aside,
}

public static class Urgencies
{
    public static readonly int Count = Enum.GetValues<Urgency>().Length;

    /// <summary>A safety lock outranks all; what somebody took out of service on purpose is no exception, whatever else is wrong with it.</summary>
    public static Urgency Of(in Axes axes, bool clockSuspect) => axes switch
    {
        { Safety: true } => Urgency.Safety,
        { Admin: not Admin.InService } => Urgency.Aside,
        { Health: Health.Fault } => Urgency.Fault,
        { Connection: Connection.Offline } => Urgency.Offline,
        { Connection: Connection.Stale } => Urgency.Stale,
        { Health: not Health.Ok } or { Use: Use.Blocked } => Urgency.Attention,
        _ => clockSuspect ? Urgency.Attention : Urgency.Ok,
    };
}
