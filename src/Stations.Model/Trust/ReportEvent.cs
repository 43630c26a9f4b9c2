using System.Text.Json.Serialization;

namespace Stations.Model;

[JsonConverter(typeof(JsonStringEnumConverter<ReportEventKind>))]
public enum ReportEventKind
{
    /// <summary>A rider says that something is wrong.</summary>
    Filed,

    /// <summary>A photo was kept for a ticket, or dropped.</summary>
    Photographed,

    /// <summary>An operator says that it was so, and is over.</summary>
    Resolved,

    /// <summary>An operator says that it was not so.</summary>
    Rejected,

    /// <summary>The server finds that nobody has used it for long.</summary>
    Unused,

    /// <summary>What was said is so long ago that it counts no more.</summary>
    Faded,
}

/// <summary>What is said about how far to trust an appliance, a slot of it, or what riders reported of a station. Stands in the journal.</summary>
/// <param name="Ticket">The number that a new ticket would get, or that of the one it is about; empty where it is about none.</param>
/// <param name="Text">The rider's words, or the operator's; at most <see cref="Act.MaxText"/> characters.</param>
/// <param name="Reporter">Of what is filed: who, unrecognizable.</param>
/// <param name="Key">Of what is filed: the same for what is sent again.</param>
/// <param name="From">Of what is filed: where from, see <see cref="Doubt"/>.</param>
/// <param name="By">The operator.</param>
public sealed record ReportEvent(
    ReportEventKind Kind, string Ticket = "", int Slot = 0, ReportReason Reason = default, string? Text = null, string? Reporter = null, string? Key = null, string? By = null,
    ushort From = 0, int PhotoBytes = 0);

/// <summary>What became of it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReportAnswer>))]
public enum ReportAnswer
{
    Done,

    /// <summary>No such appliance, slot or ticket.</summary>
    NoSuchThing,

    /// <summary>As many tickets are open as there may be.</summary>
    Full,
}

/// <param name="Ticket">Where it stands.</param>
public readonly record struct ReportReply(ReportAnswer Answer, string Ticket);
