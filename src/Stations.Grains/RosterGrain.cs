using Stations.Model;

namespace Stations.Grains;

/// <summary>Who may work here, for all servers. There is one, <see cref="Key"/>. It never sees a password: whoever calls makes and compares the hashes.</summary>
[Alias("roster")]
public interface IRosterGrain : IGrainWithStringKey
{
    const string Key = "all";

    /// <summary>All of it; null if it is this version yet.</summary>
    [Alias("since")]
    ValueTask<Roster?> Since(long version);

    /// <summary>Completes when it is durable.</summary>
    [Alias("do")]
    ValueTask<RosterAnswer> Do([Immutable] RosterChange change);
}

public sealed class RosterState
{
    public Roster Roster { get; set; } = Roster.Empty;
}

[KeepAlive]
public sealed class RosterGrain([PersistentState("roster", StorageNames.Journal)] IPersistentState<RosterState> state, TimeProvider clock) : Grain, IRosterGrain
{
    public ValueTask<Roster?> Since(long version) => new(state.State.Roster.Version == version ? null : state.State.Roster);

    public async ValueTask<RosterAnswer> Do(RosterChange change)
    {
        var before = state.State.Roster;
        var (after, answer) = before.After(change, clock.GetUtcNow().ToUnixTimeMilliseconds());
        if (after.Version != before.Version)
        {
            state.State.Roster = after;
            await Written(before);
        }

        return answer;
    }

    private async Task Written(Roster before)
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            state.State.Roster = before;
            throw;
        }
    }
}
