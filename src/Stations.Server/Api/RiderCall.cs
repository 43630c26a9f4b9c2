using Stations.Server.Reservations;

namespace Stations.Server.Api;

/// <summary>Who calls for himself without signing in, and with what.</summary>
internal static class RiderCall
{
    /// <summary>The 22 characters that a rider's browser made.</summary>
    public const string RiderHeader = "X-Rider";

    /// <summary>The secret that belongs to a reservation.</summary>
    public const string ClaimHeader = "X-Claim";

    /// <summary>A wish is somebody's, numbered by him, and one of few from his address. Null for one that can be looked at.</summary>
    public static Problem? Mistake(RiderId? rider, string? key, HttpContext context, HoldDesk desk) =>
        rider is null ? HoldProblems.NoRider()
        : IdempotencyKey.Mistake(key) is { } mistake ? mistake
        : desk.MayAsk(context.Connection.RemoteIpAddress) ? null
        : HoldProblems.TooMany();
}
