using System.Text.Json.Serialization;

namespace Stations.Server.Api;

/// <summary>Why a row of an import could not be done. Pages have a sentence for each.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RowFault>))]
public enum RowFault
{
    /// <summary>It has more or fewer cells than the header.</summary>
    [JsonStringEnumMemberName("wrong_cells")]
    WrongCells,

    /// <summary>An element of a JSON array that has another form.</summary>
    [JsonStringEnumMemberName("wrong_form")]
    WrongForm,

    /// <summary>A district or node that cannot be called so.</summary>
    [JsonStringEnumMemberName("bad_name")]
    BadName,

    [JsonStringEnumMemberName("same_as_line")]
    SameAsLine,

    [JsonStringEnumMemberName("foreign_district")]
    ForeignDistrict,

    [JsonStringEnumMemberName("name_needed")]
    NameNeeded,

    [JsonStringEnumMemberName("no_such_device")]
    NoSuchDevice,

    [JsonStringEnumMemberName("no_such_setting")]
    NoSuchSetting,

    [JsonStringEnumMemberName("bad_value")]
    BadValue,

    /// <summary>Others change it at the same time.</summary>
    [JsonStringEnumMemberName("changed_meanwhile")]
    ChangedMeanwhile,

    [JsonStringEnumMemberName("not_durable")]
    NotDurable,
}

/// <param name="Reason">For who reads English: why, and what to do.</param>
/// <param name="Detail">What a page's own sentence has to name: a line, a district, what would be taken.</param>
internal sealed record RowMistake(RowFault Code, string Reason, string? Detail = null);
