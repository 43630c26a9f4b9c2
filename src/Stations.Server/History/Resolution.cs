using System.Text.Json.Serialization;

namespace Stations.Server.History;

/// <summary>How fine an answer is, the finest first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Resolution>))]
public enum Resolution
{
    [JsonStringEnumMemberName("raw")]
    Raw,

    [JsonStringEnumMemberName("minute")]
    Minute,

    [JsonStringEnumMemberName("hour")]
    Hour,

    /// <summary>Days of the station's time zone.</summary>
    [JsonStringEnumMemberName("day")]
    Day,
}
