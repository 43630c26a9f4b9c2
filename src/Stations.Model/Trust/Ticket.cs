using System.Text.Json.Serialization;

namespace Stations.Model;

[JsonConverter(typeof(JsonStringEnumConverter<TicketState>))]
public enum TicketState
{
    [JsonStringEnumMemberName("OPEN")]
    Open,

    /// <summary>Somebody has used it since, so it works.</summary>
    [JsonStringEnumMemberName("USED_SINCE")]
    UsedSince,

    [JsonStringEnumMemberName("RESOLVED")]
    Resolved,

    [JsonStringEnumMemberName("REJECTED")]
    Rejected,
}

/// <summary>Who reported it, unrecognizable; each keeps credit.</summary>
/// <param name="Key">Of the sending: what is sent twice is one report.</param>
/// <param name="At">Server time, epoch milliseconds.</param>
public sealed record Credit(string Reporter, string Key, long At);

/// <summary>What riders reported of one thing, and what became of it.</summary>
/// <param name="Number">As people say it: eight letters and digits.</param>
/// <param name="Slot">0 for the appliance itself, or the station.</param>
/// <param name="Credits">The first who reported it, then those whose report is the same; at most <see cref="Tickets.MaxCredits"/>.</param>
public sealed record Ticket(string Number, int Slot, ReportReason Reason, string? Text, Credit[] Credits)
{
    public TicketState State { get; init; }

    /// <summary>Who closed it, and when; null while it is open.</summary>
    public Signature? Closed { get; init; }

    /// <summary>What whoever closed it says.</summary>
    public string? Answer { get; init; }

    /// <summary>0 without a photo.</summary>
    public int PhotoBytes { get; init; }

    /// <summary>When it was reported first, server time in epoch milliseconds.</summary>
    [JsonIgnore]
    public long At => Credits[0].At;

    [JsonIgnore]
    public bool IsOpen => State == TicketState.Open;
}
