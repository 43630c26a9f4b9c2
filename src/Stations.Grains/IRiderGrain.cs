using Stations.Model;

namespace Stations.Grains;

/// <summary>
/// One rider: what is held for him, or where he waits; one thing at a time. Its key is the hash of the number that his browser made. It asks queues and
/// devices, and is asked by neither.
/// </summary>
[Alias("rider")]
public interface IRiderGrain : IGrainWithStringKey
{
    /// <summary>Asks for something to be held; the same key again is answered the same.</summary>
    [Alias("hold")]
    ValueTask<RiderAnswer> Hold([Immutable] HoldWish wish);

    /// <summary>Takes the last place in a queue; the same key again is answered the same.</summary>
    [Alias("wait")]
    ValueTask<RiderAnswer> Wait(string queue, string id, string key, string claim);

    /// <summary>Gives up the place in a queue, and what is offered for it.</summary>
    [Alias("leave")]
    ValueTask<RiderAnswer> Leave(string queue);

    /// <summary>What he has now. Who lost what he held gets another here, if there is one.</summary>
    [Alias("look")]
    ValueTask<RiderAnswer> Look();
}

public sealed class RiderState
{
    /// <summary>Of the state itself, in its store.</summary>
    public const string Name = "rider";

    public Stake? Stake { get; set; }

    /// <summary>When he did not come, server times in epoch milliseconds, the oldest first; at most <see cref="RiderRules.MostNoShows"/>.</summary>
    public long[] NoShows { get; set; } = [];
}
