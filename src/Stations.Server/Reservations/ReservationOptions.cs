using Stations.Model;
using Stations.Server.Configuration;

namespace Stations.Server.Reservations;

/// <param name="PerAddress">Wishes to hold or to wait from one address (IPv6: from its /64) and minute; 0: unlimited.</param>
public sealed record ReservationOptions(HoldTerms Terms, int PerAddress)
{
    /// <summary>A shop's one address has many riders behind it (our engineering default).</summary>
    public static readonly ReservationOptions Default = new(HoldTerms.Default, PerAddress: 60);

    internal static ReservationOptions Read(Settings settings) => new(
        new HoldTerms(
            TimeSpan.FromMinutes(settings.Whole("Reservations:Minutes", (int)HoldTerms.Default.Lasts.TotalMinutes, 0, 30)),
            TimeSpan.FromMinutes(settings.Whole("Reservations:OfferMinutes", (int)HoldTerms.Default.Offer.TotalMinutes, 1, 10))),
        settings.Whole("Reservations:PerAddress", Default.PerAddress, 0, 1_000_000));
}
