namespace Stations.Model;

/// <summary>The one thing that a rider has: a hold, or a place in a queue that becomes one. Written before the device or the queue hears of it.</summary>
/// <param name="Id">Of the hold, and of the place.</param>
/// <param name="Key">The rider's own number for it, so that asking twice is asking once.</param>
/// <param name="Claim">Hash of the secret that belongs to it.</param>
/// <param name="At">When it was asked for, or from another device; server time in epoch milliseconds.</param>
/// <param name="Until">When the hold ends by itself; the same.</param>
/// <param name="Slot">What was asked for of the device; 0: any.</param>
/// <param name="Device">That was asked; null while it is a place.</param>
/// <param name="Queue">That was asked, and now the text of its <see cref="QueueId"/>; null for a hold.</param>
public sealed record Stake(string Id, string Key, string Claim, long At, long Until = 0, int Slot = 0, string? Device = null, string? Queue = null)
{
    /// <summary>Made for the first in a queue.</summary>
    public bool IsOffer { get; init; }

    /// <summary>It is over, and if that was a no-show it has been counted.</summary>
    public bool IsOver { get; init; }

    /// <summary>Where it was lost last; null: nowhere.</summary>
    public string? LostAt { get; init; }
}

/// <summary>A queue: those who wait at one station for one need.</summary>
public readonly record struct QueueId(Protocol.StationId Station, Need Need)
{
    public static bool TryParse(string text, out QueueId id)
    {
        var last = text.LastIndexOf(':');
        id = default;
        if (last < 0 || !Protocol.StationId.TryParse(text[..last], out var station) || Needs.Parse(text[(last + 1)..]) is not { } need)
        {
            return false;
        }

        id = new(station, need);
        return true;
    }

    public override string ToString() => $"{Station}:{Need.Word()}";
}

/// <summary>Somebody's place in a queue.</summary>
/// <param name="Since">Server time, epoch milliseconds.</param>
public sealed record QueuePlace(string Id, string Rider, string Claim, long Since)
{
    /// <summary>The device of which a slot is offered, written before it is asked; null while nothing is.</summary>
    public string? Device { get; init; }

    /// <summary>Server time, epoch milliseconds.</summary>
    public long OfferedAt { get; init; }
}

/// <param name="Position">1 for the first; 0 for who does not wait.</param>
/// <param name="Waiting">How many do.</param>
/// <param name="Device">Of which a slot is held for the asker.</param>
/// <param name="Hold">That hold.</param>
public sealed record QueueAnswer(int Position, int Waiting, bool IsFull = false, string? Device = null, Hold? Hold = null);
