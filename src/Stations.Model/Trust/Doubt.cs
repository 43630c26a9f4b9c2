using System.Text.Json.Serialization;

namespace Stations.Model;

[JsonConverter(typeof(JsonStringEnumConverter<DoubtCause>))]
public enum DoubtCause
{
    /// <summary>A rider says so.</summary>
    Reported,

    /// <summary>It did not do what it was asked to.</summary>
    Failed,

    /// <summary>It is on offer, and for long nobody has used it.</summary>
    Unused,
}

/// <summary>One reason to doubt that an appliance, or one slot of it, does what it says.</summary>
/// <param name="Slot">0 for the appliance itself.</param>
/// <param name="At">Server time, epoch milliseconds.</param>
/// <param name="Reporter">Who says so, unrecognizable; null for the appliance's own doing.</param>
/// <param name="From">Where from, as one of 65,536 neighbourhoods: who invents reporters seldom has several.</param>
/// <param name="Ticket">Where it is told of; null for the appliance's own doing.</param>
public sealed record Doubt(int Slot, long At, DoubtCause Cause, string? Reporter = null, string? Ticket = null, ushort From = 0);
