using System.Text.Json.Serialization;

namespace Stations.Model;

/// <param name="Lasts">How long a rider holds what he asked for; zero: nobody holds anything.</param>
/// <param name="Offer">How long something is held for the first in a queue.</param>
public sealed record HoldTerms(TimeSpan Lasts, TimeSpan Offer)
{
    /// <summary>A rider's way, and a glance at the phone (our engineering defaults).</summary>
    public static readonly HoldTerms Default = new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(3));
}

/// <summary>A rider asks for something to be held.</summary>
/// <param name="Devices">Of these, the first that has something free.</param>
/// <param name="Slot">Of the one device; 0: any.</param>
/// <param name="Queue">Of those who wait for the same; null where nobody can.</param>
public sealed record HoldWish(string Id, string Key, string Claim, string[] Devices, int Slot, string? Queue);

[JsonConverter(typeof(JsonStringEnumConverter<RiderVerdict>))]
public enum RiderVerdict
{
    Done,

    /// <summary>The rider has another hold, or waits elsewhere.</summary>
    HasAnother,

    /// <summary>Did not come too often.</summary>
    NoShows,

    /// <summary>Others wait for the same.</summary>
    OthersWait,
    NotFree,
    NotHoldable,
    NoSuchSlot,
    QueueFull,

    /// <summary>Holding is switched off.</summary>
    Off,
}

/// <summary>What a rider has now.</summary>
/// <param name="Stake">What was asked for last, also when it is over; null for nothing.</param>
/// <param name="Hold">As the device has it; null where it never came to be, or is forgotten.</param>
/// <param name="Queue">Where he stands in the queue; null unless he waits.</param>
/// <param name="RefusedUntil">Server time in epoch milliseconds; 0 unless he did not come too often.</param>
public sealed record RiderAnswer(RiderVerdict Verdict, Stake? Stake = null, Hold? Hold = null, QueueAnswer? Queue = null, long RefusedUntil = 0);

/// <summary>What not coming means.</summary>
public static class RiderRules
{
    /// <summary>So many within <see cref="HoldRules.NoShowMemory"/> (our engineering default).</summary>
    public const int MostNoShows = 3;

    /// <summary>Then nothing is held for so long (our engineering default).</summary>
    public static readonly TimeSpan Refusal = TimeSpan.FromHours(2);

    /// <param name="noShows">Server times in epoch milliseconds, the oldest first.</param>
    /// <returns>Until when nothing is held for this rider; 0 when something may be.</returns>
    public static long RefusedUntil(long[] noShows, long now)
    {
        var until = noShows.Length < MostNoShows || noShows[^1] - noShows[^MostNoShows] > HoldRules.NoShowMemory.TotalMilliseconds
            ? 0
            : noShows[^1] + (long)Refusal.TotalMilliseconds;
        return until > now ? until : 0;
    }

    public static long[] Counted(long[] noShows, long at) => [.. noShows.TakeLast(MostNoShows - 1), at];
}
