using System.Text.Json.Serialization;
using Stations.Model;
using Stations.Server.Live;

namespace Stations.Server.Reservations;

/// <summary>Something that is kept free for one rider.</summary>
/// <param name="Id">district:node:device:hold</param>
/// <param name="Station">district:station</param>
/// <param name="Device">district:node:device</param>
/// <param name="Name">Of the device.</param>
/// <param name="Slot">The number on its door, hole or port; null where all of it is held.</param>
/// <param name="State">held, until somebody uses it (used), gives it back (canceled), does not come (expired), or it cannot be used any more (lost).</param>
/// <param name="Offer">It was offered to the first who waited, and is held for a short while only.</param>
/// <param name="MovedFrom">The slot that was held before and cannot be used any more.</param>
/// <param name="Instead">It takes the place of what was held there and cannot be used any more: district:node:device.</param>
/// <param name="Claim">Whoever shows it, in the header X-Claim, may give it back. Told to the rider alone.</param>
public sealed record ReservationView(
    string Id,
    string Station,
    string Device,
    string Name,
    int? Slot,
    HoldState State,
    bool Offer,
    DateTimeOffset Since,
    DateTimeOffset Until,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? MovedFrom,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Instead,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Claim)
{
    internal static ReservationView Of(Device device, Hold hold, string? instead = null, string? claim = null) => new(
        $"{device.Info.Id}:{hold.Id}",
        device.Info.Station.ToString(),
        device.Info.Id.ToString(),
        device.Info.Name,
        hold.Slot == 0 ? null : hold.Slot,
        hold.State,
        hold.IsOffer,
        Instants.Of(hold.Since)!.Value,
        Instants.Of(hold.Until)!.Value,
        hold.MovedFrom == 0 ? null : hold.MovedFrom,
        instead,
        claim);
}

/// <summary>A rider's place in a queue.</summary>
/// <param name="Station">district:station</param>
/// <param name="Position">1 for whom the next is held; 0 for who does not wait.</param>
/// <param name="Waiting">How many do.</param>
/// <param name="Offer">What is held for the rider now, after it was his turn.</param>
public sealed record QueueView(
    string Station, string Need, int Position, int Waiting, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ReservationView? Offer)
{
    internal static QueueView Of(QueueId queue, QueueAnswer? answer, ReservationView? offer) =>
        new(queue.Station.ToString(), queue.Need.Word(), answer?.Position ?? 0, answer?.Waiting ?? 0, offer);
}

/// <summary>What a rider has: one of both at most.</summary>
/// <param name="Reservation">Also the last that is over, for a while.</param>
/// <param name="RefusedUntil">Nothing is held for a rider until then who did not come three times.</param>
public sealed record RiderView(ReservationView? Reservation, QueueView? Queue, DateTimeOffset? RefusedUntil);

/// <summary>What is held for riders here.</summary>
/// <param name="HoldSeconds">How long; 0: nothing is held, nobody can wait, and pages do not offer it.</param>
/// <param name="OfferSeconds">How long for the first of those who wait.</param>
public sealed record TermsView(int HoldSeconds, int OfferSeconds)
{
    internal static TermsView Of(HoldTerms terms) => new((int)terms.Lasts.TotalSeconds, (int)terms.Offer.TotalSeconds);
}
