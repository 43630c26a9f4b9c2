using System.Text.Json.Serialization;

namespace Stations.Model;

/// <summary>What a rider says is wrong.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReportReason>))]
public enum ReportReason
{
    [JsonStringEnumMemberName("other")]
    Other,

    [JsonStringEnumMemberName("broken")]
    Broken,

    [JsonStringEnumMemberName("door_stuck")]
    DoorStuck,

    [JsonStringEnumMemberName("no_power")]
    NoPower,

    [JsonStringEnumMemberName("no_water")]
    NoWater,

    [JsonStringEnumMemberName("dirty")]
    Dirty,

    [JsonStringEnumMemberName("occupied_by_other")]
    OccupiedByOther,

    /// <summary>People may come to harm: operators are told at once.</summary>
    [JsonStringEnumMemberName("unsafe")]
    Unsafe,
}

public static class ReportReasons
{
    /// <summary>It says that the thing does not do what it is there for.</summary>
    public static bool SaysBroken(this ReportReason reason) =>
        reason is ReportReason.Broken or ReportReason.DoorStuck or ReportReason.NoPower or ReportReason.NoWater or ReportReason.Unsafe;
}
