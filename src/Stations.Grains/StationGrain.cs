using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

public sealed class StationState
{
    /// <summary>Of the state itself, in its store.</summary>
    public const string Name = "station";

    /// <summary>Null until somebody describes the station; it exists from its first device on.</summary>
    public StationInfo? Info { get; set; }

    /// <summary>What riders reported of none of its appliances.</summary>
    public Ticket[] Tickets { get; set; } = [];
}

/// <summary>Keeps the sum of its devices in memory; each device tells it again within seconds.</summary>
[KeepAlive]
public sealed class StationGrain([PersistentState(StationState.Name, StorageNames.Journal)] IPersistentState<StationState> state, ILiveFeed feed, TimeProvider clock) : Grain, IStationGrain
{
    private readonly Dictionary<string, Contribution> contributions = new(StringComparer.Ordinal);
    private StationInfo info = null!;
    private StationSummary summary = StationSummary.Empty;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        info = state.State.Info
            ?? StationInfo.Unnamed(StationId.TryParse(this.GetPrimaryKeyString(), out var id) ? id : throw new InvalidOperationException("A station's key is district:station."));
        if (state.State.Tickets.Length > 0)
        {
            feed.Show(info.Id, state.State.Tickets);
        }

        return Task.CompletedTask;
    }

    public async ValueTask<ReportReply> Report(ReportEvent said)
    {
        var (before, now) = (state.State.Tickets, clock.NowMilliseconds());
        var ticket = said.Kind == ReportEventKind.Filed ? Tickets.NumberOf(before, said, now) : Array.Find(before, one => one.Number == said.Ticket)?.Number;
        if (ticket is null || said.Slot != 0)
        {
            return new(said.Kind == ReportEventKind.Filed && said.Slot == 0 ? ReportAnswer.Full : ReportAnswer.NoSuchThing, said.Ticket);
        }

        var after = Tickets.Apply(before, said, now);
        if (!ReferenceEquals(before, after))
        {
            state.State.Tickets = after;
            await state.WriteStateAsync();
            feed.Show(info.Id, after);
        }

        return new(ReportAnswer.Done, ticket);
    }

    public async ValueTask Describe(StationInfo info)
    {
        state.State.Info = info;
        await state.WriteStateAsync();
        this.info = info;
        summary = summary with { Sequence = summary.Sequence + 1 };
        feed.Show(info, summary);
    }

    public ValueTask DeviceChanged(string device, Contribution? after)
    {
        Change(device, after);
        feed.Show(info, summary);
        return default;
    }

    public ValueTask Recovered(IReadOnlyList<KeyValuePair<string, Contribution>> devices)
    {
        foreach (var (device, contribution) in devices)
        {
            Change(device, contribution);
        }

        feed.Show(info, summary);
        return default;
    }

    private void Change(string device, Contribution? after)
    {
        summary = summary.Change(contributions.GetValueOrDefault(device), after);
        if (after is null)
        {
            contributions.Remove(device);
        }
        else
        {
            contributions[device] = after;
        }
    }
}
