using System.Runtime.CompilerServices;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>
/// Writes down what it asks for before it asks, and asks a device or queue what became of that before it does anything else. So a rider has one thing at
/// most, whatever dies in between.
/// </summary>
public sealed partial class RiderGrain(
    [PersistentState(RiderState.Name, StorageNames.Journal)] IPersistentState<RiderState> state, ILiveFeed feed, HoldTerms terms, TimeProvider clock) : Grain, IRiderGrain
{
    /// <summary>Devices that are asked for one wish; what is shown of them is true but for a moment.</summary>
    private const int MostAsked = 8;

    private string Rider => this.GetPrimaryKeyString();

    public ValueTask<RiderAnswer> Look() => Settle();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<RiderAnswer> Hold(HoldWish wish)
    {
        var has = await Settle();
        if (has.Stake?.Key == wish.Key)
        {
            return has;
        }

        if (Refuse(has) is { } refusal)
        {
            return refusal;
        }

        if (wish.Queue is { } queue && await Queue(queue).Length() > 0)
        {
            return has with { Verdict = RiderVerdict.OthersWait };
        }

        var verdict = RiderVerdict.NotFree;
        var now = clock.NowMilliseconds();
        foreach (var device in wish.Devices.Take(MostAsked))
        {
            var answer = await Ask(new Stake(wish.Id, wish.Key, wish.Claim, now, now + (long)terms.Lasts.TotalMilliseconds, wish.Slot, device));
            if (answer.Hold is { } hold)
            {
                return new(RiderVerdict.Done, state.State.Stake, hold);
            }

            verdict = answer.Verdict switch
            {
                HoldVerdict.NotHoldable => RiderVerdict.NotHoldable,
                HoldVerdict.NoSuchSlot => RiderVerdict.NoSuchSlot,
                _ => RiderVerdict.NotFree,
            };
        }

        await Keep(stake: null);
        return new(verdict);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<RiderAnswer> Wait(string queue, string id, string key, string claim)
    {
        var has = await Settle();
        if (has.Stake?.Key == key)
        {
            return has;
        }

        if (Refuse(has) is { } refusal)
        {
            return refusal;
        }

        await Keep(new Stake(id, key, claim, clock.NowMilliseconds(), Queue: queue));
        var answer = await Settle();
        if (answer.Queue is { IsFull: true })
        {
            await Keep(stake: null);
            return new(RiderVerdict.QueueFull, Queue: answer.Queue);
        }

        return answer;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<RiderAnswer> Leave(string queue)
    {
        if (state.State.Stake is { IsOver: false } stake && stake.Queue == queue)
        {
            await Queue(queue).Leave(stake.Id);
            if (stake.Device is { } device)
            {
                await Device(device).CancelHold(stake.Id, stake.Claim);
            }

            await Keep(stake: null);
        }

        return await Settle();
    }

    /// <summary>Null when he may have something new.</summary>
    private RiderAnswer? Refuse(RiderAnswer has) => has switch
    {
        _ when terms.Lasts == TimeSpan.Zero => has with { Verdict = RiderVerdict.Off },
        { Hold.IsActive: true } or { Queue: not null } => has with { Verdict = RiderVerdict.HasAnother },
        { RefusedUntil: > 0 } => has with { Verdict = RiderVerdict.NoShows },
        _ => null,
    };

    /// <summary>Written first, then asked.</summary>
    private async ValueTask<HoldAnswer> Ask(Stake stake)
    {
        await Keep(stake);
        return await Request(stake);
    }

    private ValueTask<HoldAnswer> Request(Stake stake) =>
        Device(stake.Device!).Hold(new HoldRequest(stake.Id, Rider, stake.Claim, stake.Slot, stake.At, stake.Until, stake.IsOffer));

    private async ValueTask Keep(Stake? stake)
    {
        if (state.State.Stake != stake)
        {
            state.State.Stake = stake;
            await state.WriteStateAsync();
        }
    }

    private IDeviceGrain Device(string id) => GrainFactory.GetGrain<IDeviceGrain>(id);

    private IQueueGrain Queue(string id) => GrainFactory.GetGrain<IQueueGrain>(id);
}
