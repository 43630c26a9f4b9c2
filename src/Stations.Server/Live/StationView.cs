using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Stations.Model;

namespace Stations.Server.Live;

/// <summary>One station as riders see it.</summary>
/// <param name="Id">district:station</param>
/// <param name="Name">By language tag, zh-CN and en.</param>
/// <param name="Hours">24/7, or opening and closing time such as 07:00-01:00.</param>
/// <param name="Zone">Its time zone by IANA name.</param>
/// <param name="Position">WGS-84.</param>
/// <param name="DistanceMetres">Great-circle distance, where the question named a place.</param>
/// <param name="Sequence">+1 with every change of this station since the server started.</param>
/// <param name="Devices">How many appliances it has.</param>
/// <param name="DeviceList">The appliances themselves, where the question named one station.</param>
public sealed record StationView(
    string Id,
    string District,
    IReadOnlyDictionary<string, string> Name,
    IReadOnlyDictionary<string, string>? DistrictName,
    IReadOnlyDictionary<string, string>? Address,
    string? Hours,
    string Zone,
    Position? Position,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? DistanceMetres,
    long Sequence,
    int Devices,
    NeedsView Needs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<DeviceView>? DeviceList = null)
{
    public static StationView Of(StationPicture picture, double? distanceMetres = null) => new(
        picture.Info.Id.ToString(),
        picture.Info.Id.District,
        picture.Info.Name,
        picture.Info.DistrictName,
        picture.Info.Address,
        picture.Info.Hours,
        picture.Info.Zone ?? Model.History.Zone.DefaultName,
        picture.Info.Position,
        distanceMetres is { } metres ? (int)Math.Round(metres) : null,
        picture.Summary.Sequence,
        picture.Summary.Devices,
        NeedsView.Of(picture));
}

/// <summary>What a rider may come for; a need is absent where no appliance serves it.</summary>
public sealed record NeedsView(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] NeedView? Charge,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] NeedView? Water,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] NeedView? Rest,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] NeedView? Park,
    [property: JsonPropertyName("heat_food"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] NeedView? Food)
{
    internal static NeedsView Of(StationPicture picture) => new(
        NeedView.Of(picture.Summary.Charge) is { } charge ? charge with { NextFull = FullTimeView.Of(picture.NextFull) } : null,
        NeedView.Of(picture.Summary.Water),
        NeedView.Of(picture.Summary.Rest),
        NeedView.Of(picture.Summary.Park),
        NeedView.Of(picture.Summary.Food));
}

/// <summary>Can I do this here now? When the station is open is told beside it, and changes nothing of it.</summary>
/// <param name="Answer">yes, no, or unknown when neither can be proven.</param>
/// <param name="Reason">Why the answer is what it is; where it is not to be trusted fully, why not.</param>
/// <param name="Since">When the answer became what it is; no earlier than this server knows the station.</param>
/// <param name="Unknown">How many might be free or not: never counted as free.</param>
/// <param name="Confidence">"low" while one of the devices is stale or doubted, or every free slot is; "none" while the answer is unknown.</param>
/// <param name="ReportedAt">When one of the devices last reported.</param>
/// <param name="Celsius">How hot the water is, where a cooler tells it.</param>
/// <param name="NextFull">When the next battery is expected to be full, where its pace has been measured; the slot is free once it has been taken out.</param>
public sealed record NeedView(
    [property: AllowedValues("yes", "no", "unknown")] string Answer,
    StatusReason Reason,
    DateTimeOffset? Since,
    int Free,
    int Busy,
    int OutOfOrder,
    int Unknown,
    int Total,
    Confidence Confidence,
    DateTimeOffset? ReportedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Celsius,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FullTimeView? NextFull)
{
    internal static NeedView? Of(NeedSummary summary) => summary.Devices == 0 ? null : new(
        summary.Answer switch { Model.Answer.Yes => "yes", Model.Answer.No => "no", _ => "unknown" },
        summary.Reason,
        Instants.Of(summary.Since),
        summary.Tally.Free,
        summary.Tally.Busy,
        summary.Tally.OutOfOrder,
        summary.Tally.Unknown,
        summary.Tally.Total,
        summary.Confidence,
        Instants.Of(summary.ReportedAt),
        summary.Celsius,
        NextFull: null);
}

/// <summary>When a battery is expected to be full, by the paces at which it has been charging.</summary>
public sealed record FullTimeView(DateTimeOffset Earliest, DateTimeOffset Latest)
{
    internal static FullTimeView? Of(FullTime? time) =>
        time is null ? null : new(DateTimeOffset.FromUnixTimeMilliseconds(time.Earliest), DateTimeOffset.FromUnixTimeMilliseconds(time.Latest));
}
