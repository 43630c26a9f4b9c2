using Stations.Journal;
using Stations.Journal.History;
using Stations.Protocol;
using Stations.Server.Configuration;

namespace Stations.Server.History;

/// <summary>What an answer about the past holds. A server that keeps no journal follows none, and answers with what the others have stored.</summary>
public sealed class HistoryReach(HistoryFollower follower, IHistoryStore store, ServerOptions options, TimeProvider clock)
{
    /// <summary>False until the store was opened for the first time.</summary>
    public bool IsOpen => follower.IsOpen || !options.Place.RunsGrains;

    /// <summary>
    /// Server time up to which everything that was committed can be asked for, epoch milliseconds. What other servers followed lies in their
    /// memory for a while; one that cannot store it for longer says so itself.
    /// </summary>
    /// <exception cref="JournalException">The store cannot be asked now.</exception>
    public long AsOf => store.HoldsOthers()
        ? follower.AsOf
        : Math.Min(follower.AsOf, clock.NowMilliseconds() - (long)HistoryFollower.LongestInMemory.TotalMilliseconds);
}
