using System.Runtime.CompilerServices;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>What became of what a rider asked for: the device's word, or the queue's.</summary>
public sealed partial class RiderGrain
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<RiderAnswer> Settle()
    {
        if (state.State.Stake is { Device: null, Queue: not null } waiting && await SettlePlace(waiting) is { } place)
        {
            return Answer(null, place);
        }

        if (state.State.Stake is not { Device: { } device } stake)
        {
            return Answer(null);
        }

        var hold = await Device(device).FindHold(stake.Id);
        if (stake.IsOver)
        {
            return Answer(hold);
        }

        if (hold is null && IsRecent(stake))
        {
            // It may never have been asked for, and it may be under way: asked again it is once.
            hold = (await Request(stake)).Hold;
        }

        if (hold is null)
        {
            await Keep(stake: null);
            return Answer(null);
        }

        if (hold.State == HoldState.Lost && hold.Until > clock.NowMilliseconds())
        {
            return Answer(await Elsewhere(stake, hold) ?? hold);
        }

        if (!hold.IsActive)
        {
            state.State.NoShows = hold.IsNoShow ? RiderRules.Counted(state.State.NoShows, hold.EndedAt) : state.State.NoShows;
            await Keep(stake with { IsOver = true });
        }

        return Answer(hold);
    }

    /// <summary>Null when it is a place no longer: it became a hold, or nothing.</summary>
    private async ValueTask<QueueAnswer?> SettlePlace(Stake stake)
    {
        var place = await Queue(stake.Queue!).Look(stake.Id);
        if (place is { Position: 0, Hold: null } && IsRecent(stake))
        {
            place = await Queue(stake.Queue!).Enter(new QueuePlace(stake.Id, Rider, stake.Claim, stake.At));
        }

        if (place.Hold is { } hold)
        {
            await Keep(stake with { Device = place.Device, Until = hold.Until, IsOffer = true });
            return null;
        }

        if (place.Position > 0 || place.IsFull)
        {
            return place;
        }

        await Keep(stake: null);
        return null;
    }

    /// <summary>Another of the same kind at the same station for the rest of the time; null when none is free.</summary>
    private async ValueTask<Hold?> Elsewhere(Stake stake, Hold lost)
    {
        if (feed.Shown(stake.Device!) is not { } before)
        {
            return null;
        }

        var others = feed.At(before.Info.Station)
            .Where(device => device.Info.Kind == before.Info.Kind && HoldRules.FreeSlots(device).Any())
            .OrderBy(device => device.Info.Id != before.Info.Id).ThenBy(device => device.Info.Id.ToString(), StringComparer.Ordinal);
        foreach (var device in others.Take(MostAsked).ToList())
        {
            var answer = await Ask(stake with { Device = device.Info.Id.ToString(), Slot = 0, At = clock.NowMilliseconds(), Until = lost.Until, LostAt = stake.Device });
            if (answer.Hold is { IsActive: true } hold)
            {
                return hold;
            }

            await Keep(stake);
        }

        return null;
    }

    private bool IsRecent(Stake stake) => clock.NowMilliseconds() - stake.At <= HoldRules.Patience.TotalMilliseconds;

    private RiderAnswer Answer(Hold? hold, QueueAnswer? queue = null) =>
        new(RiderVerdict.Done, state.State.Stake, hold, queue, RiderRules.RefusedUntil(state.State.NoShows, clock.NowMilliseconds()));
}
