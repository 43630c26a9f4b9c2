namespace Stations.Model;

/// <summary>Who did something, and when.</summary>
/// <param name="At">Server time, epoch milliseconds.</param>
public sealed record Signature(string By, long At);

/// <summary>
/// What people work with over a condition. The same one raised again is the same alarm, until it is both cleared and acknowledged.
/// Active or cleared, acknowledged or not: the four are independent.
/// </summary>
/// <param name="RaisedAt">The first time, server time in epoch milliseconds.</param>
public sealed record Alarm(Condition Condition, int Slot, long RaisedAt)
{
    /// <summary>So many raises within <see cref="FlappingWindow"/> are one that flaps, not so many alarms (our engineering default).</summary>
    public const int FlappingRaises = 3;
    public static readonly TimeSpan FlappingWindow = TimeSpan.FromMinutes(10);

    /// <summary>Null while it is active.</summary>
    public long? ClearedAt { get; init; }

    /// <summary>Null until a person has seen it.</summary>
    public Signature? Acknowledged { get; init; }

    public string? Assignee { get; init; }

    /// <summary>What was said last.</summary>
    public string? Comment { get; init; }

    /// <summary>Quiet until then, epoch milliseconds; 0 for not.</summary>
    public long ShelvedUntil { get; init; }

    public int Raises { get; init; } = 1;

    /// <summary>When it was raised last, the oldest of at most <see cref="FlappingRaises"/> first; also of alarms of the same kind before it.</summary>
    public long[] LastRaises { get; init; } = [RaisedAt];

    public bool IsActive => ClearedAt is null;

    public bool IsFlapping(long now) => LastRaises.Length == FlappingRaises && now - LastRaises[0] <= FlappingWindow.TotalMilliseconds;

    public bool IsShelved(long now) => now < ShelvedUntil;

    /// <summary>Nobody has to do anything about it any more. One that flaps is not over: its next raise would be news again.</summary>
    public bool IsOver(long now) => !IsActive && Acknowledged is not null && !IsFlapping(now);

    /// <summary>It is over and was so long ago that a next one would not be flapping.</summary>
    internal bool IsForgotten(long now) => IsOver(now) && now - LastRaises[^1] > FlappingWindow.TotalMilliseconds;

    internal Alarm RaisedAgain(long at)
    {
        long[] raises = [.. LastRaises.TakeLast(FlappingRaises - 1), at];
        return IsOver(at) ? new Alarm(Condition, Slot, at) { LastRaises = raises } : this with { ClearedAt = null, Raises = Raises + 1, LastRaises = raises };
    }
}
