using System.Net;
using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Access;
using Stations.Server.Api;
using Stations.Server.Configuration;
using Stations.Server.Live;

namespace Stations.Server.Reservations;

/// <summary>Where riders ask for something to be held, or to be told when something is free. What it answers is durable.</summary>
internal sealed class HoldDesk(StationBoard board, IGrainFactory grains, ServerOptions options, TimeProvider clock)
{
    private readonly RateWindow addresses = new(options.Reservations.PerAddress, clock);

    /// <summary>False for who asks for too much.</summary>
    public bool MayAsk(IPAddress? from) => addresses.TryTake(from is null ? "" : Attempt.Network(from));

    public Task<RiderAnswer> Look(RiderId rider, CancellationToken cancellation) => Insist.On(() => Grain(rider).Look(), clock, cancellation);

    /// <param name="devices">Of these, the first that has something free.</param>
    public Task<RiderAnswer> Hold(RiderId rider, string key, IEnumerable<Device> devices, int slot, QueueId? queue, CancellationToken cancellation)
    {
        var id = rider.HoldOf(key);
        string[] asked = [.. devices.Select(device => device.Info.Id.ToString())];
        var wish = new HoldWish(id, key, RiderId.HashOf(rider.ClaimOf(id)), asked, slot, queue?.ToString());
        return Insist.On(() => Grain(rider).Hold(wish), clock, cancellation);
    }

    public Task<RiderAnswer> Wait(RiderId rider, QueueId queue, string key, CancellationToken cancellation)
    {
        var id = rider.HoldOf(key);
        return Insist.On(() => Grain(rider).Wait(queue.ToString(), id, key, RiderId.HashOf(rider.ClaimOf(id))), clock, cancellation);
    }

    public Task<RiderAnswer> Leave(RiderId rider, QueueId queue, CancellationToken cancellation) =>
        Insist.On(() => Grain(rider).Leave(queue.ToString()), clock, cancellation);

    public Task<HoldAnswer> Cancel(DeviceId device, string hold, string claim, CancellationToken cancellation) =>
        Insist.On(() => grains.GetGrain<IDeviceGrain>(device.ToString()).CancelHold(hold, RiderId.HashOf(claim)), clock, cancellation);

    /// <summary>Opens its own door; the answer of the command is null when the hold is over.</summary>
    public async Task<(HoldVerdict Verdict, Hold? Hold, CommandAnswer? Command)> Open(DeviceId device, string hold, string claim, string key, CancellationToken cancellation)
    {
        var opened = await Insist.On(() => grains.GetGrain<IDeviceGrain>(device.ToString()).OpenHeld(hold, RiderId.HashOf(claim), key), clock, cancellation);
        return (opened.Verdict, opened.Hold, opened.Command);
    }

    public Task<int> Length(QueueId queue, CancellationToken cancellation) =>
        Insist.On(() => grains.GetGrain<IQueueGrain>(queue.ToString()).Length(), clock, cancellation);

    /// <summary>What at a station can be held for a need; empty where nothing can.</summary>
    public IReadOnlyList<Device> HoldableAt(StationId station, Need need) =>
    [
        .. board.At(station).Where(device => device.Kind.NeedOf(device) == need && device.Kind.Holdable is not null).OrderBy(device => device.Info.Id.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>What the rider has, with the secret that is his.</summary>
    public RiderView ViewOf(RiderId rider, RiderAnswer answer) => new(
        ReservationOf(rider, answer),
        answer is { Queue: { } place, Stake.Queue: { } text } && QueueId.TryParse(text, out var queue) ? QueueView.Of(queue, place, offer: null) : null,
        Instants.Of(answer.RefusedUntil));

    /// <summary>Null where there is none.</summary>
    public ReservationView? ReservationOf(RiderId rider, RiderAnswer answer) =>
        answer is { Hold: { } hold, Stake.Device: { } id } && board.Shown(id) is { } device
            ? ReservationView.Of(device, hold, answer.Stake.LostAt, rider.ClaimOf(hold.Id))
            : null;

    private IRiderGrain Grain(RiderId rider) => grains.GetGrain<IRiderGrain>(rider.Hash);
}
