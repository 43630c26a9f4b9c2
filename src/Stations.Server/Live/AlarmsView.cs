using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Stations.Model;

namespace Stations.Server.Live;

/// <param name="Alarms">The server's own first, then the gravest, then the newest; at most 100 on the stream.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="StationNames">Of the stations of these alarms, by id and language tag.</param>
/// <param name="Next">The cursor of the next page, where there is one.</param>
public sealed record AlarmsView(
    IReadOnlyList<AlarmView> Alarms,
    int Total,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> StationNames,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next = null)
{
    /// <param name="rights">Whose districts alone are told; null: all.</param>
    internal static AlarmsView Of(StationBoard board, Rights? rights = null)
    {
        var (asOf, shown, total) = rights is { IsEverywhere: false } ? board.Alarms.PresentFor(rights) : board.Alarms.Present;
        return new([.. shown.Select(alarm => AlarmView.Of(alarm, asOf, withDetail: false))], total, board.NamesOf(shown.Select(alarm => alarm.Station)));
    }
}

/// <summary>Something that somebody should see to. Who works on it is told to operators alone.</summary>
/// <param name="Id">district:node:device:slot:CODE, district:node:NODE_OFFLINE, district:station:SITE_OFFLINE or server:part; the same each time.</param>
/// <param name="Code">What it is, such as SMOKE; or the part of the server that is in trouble, such as journal.</param>
/// <param name="Remedies">What is to be done.</param>
/// <param name="Device">district:node:device; null for a node, a station, or the server itself.</param>
/// <param name="Station">district:station</param>
/// <param name="Slot">The door of a charging cabinet; 0 for the appliance itself.</param>
/// <param name="Since">When it was raised first.</param>
/// <param name="Raises">How often it was raised since then.</param>
/// <param name="Flapping">It was raised three times within ten minutes: it comes and goes, and is not told of each time.</param>
/// <param name="Escalation">How many steps it was carried up because nobody acknowledged it.</param>
/// <param name="Quiet">Why nobody is called; null when they are.</param>
/// <param name="Devices">How many devices' alarms this one stands for.</param>
/// <param name="Written">In the journal. Until then it is shown all the same, and would be lost with the server.</param>
/// <param name="Interlock">What the server does by itself about it, step by step, as it stands now.</param>
/// <param name="Detail">What the part of the server said.</param>
public sealed record AlarmView(
    string Id,
    string Code,
    Severity Severity,
    [property: AllowedValues("ACTIVE", "CLEARED")] string Status,
    bool Acknowledged,
    IReadOnlyList<string> Remedies,
    string? Device,
    string? Station,
    string? Name,
    int Slot,
    DateTimeOffset? Since,
    DateTimeOffset? ClearedAt,
    int Raises,
    bool Flapping,
    int Escalation,
    [property: AllowedValues("shelved", "maintenance")] string? Quiet,
    int Devices,
    bool Written,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<InterlockStepView>? Interlock,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AcknowledgedBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? AcknowledgedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Assignee,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Comment,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ShelvedUntil,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail)
{
    private static readonly Dictionary<Remedies, IReadOnlyList<string>> Words = [];

    /// <param name="now">Server time, epoch milliseconds.</param>
    internal static AlarmView Of(ShownAlarm alarm, long now, bool withDetail)
    {
        var state = alarm.State;
        return new(
            alarm.Id,
            alarm.Kind.Code,
            alarm.Kind.Severity,
            state.IsActive ? "ACTIVE" : "CLEARED",
            state.Acknowledged is not null,
            WordsOf(alarm.Kind.Remedies),
            alarm.Device?.Id.ToString(),
            alarm.Station?.ToString(),
            alarm.Device?.Name,
            state.Slot,
            Instants.Of(state.RaisedAt),
            Instants.Of(state.ClearedAt ?? 0),
            state.Raises,
            state.IsFlapping(now),
            alarm.Quiet(now) is null ? Model.Escalation.StepOf(state, alarm.Kind, now) : 0,
            alarm.Quiet(now),
            alarm.Members?.Count ?? (alarm.Device is null ? 0 : 1),
            alarm.IsWritten,
            alarm.Interlock?.Where(step => step.Slot == state.Slot).ToList() is { Count: > 0 } steps ? steps : null,
            withDetail ? state.Acknowledged?.By : null,
            withDetail ? Instants.Of(state.Acknowledged?.At ?? 0) : null,
            withDetail ? state.Assignee : null,
            withDetail ? state.Comment : null,
            withDetail && state.IsShelved(now) ? Instants.Of(state.ShelvedUntil) : null,
            withDetail ? alarm.Detail : null);
    }

    /// <summary>The same list for the same remedies, so that views can be compared.</summary>
    private static IReadOnlyList<string> WordsOf(Remedies remedies)
    {
        lock (Words)
        {
            return Words.TryGetValue(remedies, out var known) ? known
                : Words[remedies] = [.. Enum.GetValues<Remedies>().Where(one => one != Model.Remedies.None && remedies.HasFlag(one)).Select(one => one.ToString())];
        }
    }
}
