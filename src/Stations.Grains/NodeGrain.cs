using System.Runtime.CompilerServices;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

/// <param name="Auto">A node that nobody enrolled may enrol itself, and the station it stands in, by its first birth.</param>
public sealed record Enrolment(bool Auto);

/// <summary>Begins and ends a node's lives, and knows what lets it in.</summary>
public sealed partial class NodeGrain([PersistentState(NodeState.Name, StorageNames.Journal)] IPersistentState<NodeState> state, Enrolment enrolment, TimeProvider clock)
    : Grain, INodeGrain
{
    /// <summary>Lives that are remembered, so that an old birth sent again does not end a newer life.</summary>
    public const int MaxBoots = 16;

    private NodeId id;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        id = NodeId.TryParse(this.GetPrimaryKeyString(), out var parsed) ? parsed : throw new InvalidOperationException("A node's key is district:node.");
        return Task.CompletedTask;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome> Born(DeviceMessage message)
    {
        if (!Birth.TryParse(message.Payload, out var birth, out var reason, out var detail))
        {
            return Outcome.Rejected(reason, detail);
        }

        if (State.IsDisabled)
        {
            return Outcome.Rejected(RejectReason.NotEnrolled, $"{id} is disabled: POST /api/v1/nodes/{id}/enable");
        }

        if (State.PasswordHash is null && !MayEnrolItself)
        {
            return Outcome.Rejected(RejectReason.NotEnrolled, $"enrol {id} first: POST /api/v1/nodes");
        }

        if (state.State.Boots.IndexOf(birth.Boot) > 0)
        {
            return new(OutcomeKind.History);
        }

        // A new life is remembered no later than its devices are born: a crash in between would let an older birth, sent again, pass for a
        // newer one. And all devices before the first await: the node's next message may be right behind.
        var remembering = state.State.Boots.FirstOrDefault() == birth.Boot ? default : Remember(birth);
        var bearing = BearDevices(birth);
        if (enrolment.Auto)
        {
            await DescribeStations(birth);
        }

        var outcome = await bearing;
        await remembering;
        if (outcome.Kind != OutcomeKind.Duplicate)
        {
            await Remember(birth);
        }

        return outcome;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome> Connection(DeviceMessage message)
    {
        if (!Conn.TryParse(message.Payload, out var conn, out var reason, out var detail))
        {
            return Outcome.Rejected(reason, detail);
        }

        // Connected is not reporting: a node is online once its birth has told its state.
        if (conn.Online)
        {
            return new(OutcomeKind.Noted);
        }

        // A will carries the boot of its birth: a late one cannot end a newer life.
        if (state.State.Boots.FirstOrDefault() != conn.Boot)
        {
            return new(OutcomeKind.History);
        }

        await Task.WhenAll(state.State.Devices.Select(device => Device(device).LoseNode(conn.Boot).AsTask()));
        return new(OutcomeKind.Applied);
    }

    private async ValueTask DescribeStations(Birth birth)
    {
        foreach (var told in birth.Stations ?? [])
        {
            var station = new StationId(id.District, told.Station);
            var known = StationInfo.Unnamed(station);
            await GrainFactory.GetGrain<IStationGrain>(station.ToString()).Describe(known with
            {
                Name = told.Name ?? known.Name,
                DistrictName = told.DistrictName,
                Address = told.Address,
                Hours = told.Hours,
                Position = told is { Latitude: { } latitude, Longitude: { } longitude } ? new Position(latitude, longitude) : null,
            });
        }
    }

    /// <summary>The first outcome that is not Applied, if there is one: a duplicate for all, or the reason why one state was rejected.</summary>
    private async ValueTask<Outcome> BearDevices(Birth birth)
    {
        var outcomes = await Task.WhenAll(birth.Devices.Select(told =>
        {
            var info = new DeviceInfo(
                new DeviceId(id.District, id.Node, told.Device),
                DeviceKinds.Parse(told.Kind),
                new StationId(id.District, told.Station),
                told.Name ?? told.Device,
                told.Slots,
                birth.Node?.Firmware,
                birth.Node?.Model,
                birth.Node?.Maker);
            return Device(told.Device).Born(new DeviceBirth(info, birth.StateOf(told.Device))).AsTask();
        }));
        var rejected = Array.Find(outcomes, one => one.Kind == OutcomeKind.Rejected);
        return rejected.Kind == OutcomeKind.Rejected ? rejected
            : outcomes.Length > 0 && Array.TrueForAll(outcomes, one => one.Kind == OutcomeKind.Duplicate) ? new(OutcomeKind.Duplicate)
            : new(OutcomeKind.Applied, Unknown: outcomes.Sum(one => one.Unknown));
    }

    private async ValueTask Remember(Birth birth)
    {
        string[] devices = [.. birth.Devices.Select(told => told.Device)];
        if (state.State.Boots.FirstOrDefault() == birth.Boot && state.State.Devices.SequenceEqual(devices, StringComparer.Ordinal))
        {
            return;
        }

        state.State.Boots = [birth.Boot, .. state.State.Boots.Where(boot => boot != birth.Boot).Take(MaxBoots - 1)];
        state.State.Devices = devices;
        await state.WriteStateAsync();
    }

    private IDeviceGrain Device(string device) => GrainFactory.GetGrain<IDeviceGrain>(new DeviceId(id.District, id.Node, device).ToString());
}
