using System.Runtime.CompilerServices;
using System.Text.Json;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>What riders hold of the device. This grain alone says who has a slot, so that it is never two; decided by <see cref="HoldRules"/>.</summary>
public sealed partial class DeviceGrain
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<HoldAnswer> Hold(HoldRequest request)
    {
        if (tip is null)
        {
            return new(HoldVerdict.NoSuchDevice);
        }

        var now = clock.NowMilliseconds();
        var (answer, steps) = HoldRules.Judge(tip, request, now);
        await Take(steps, now);
        return answer;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<HoldAnswer> CancelHold(string id, string claim)
    {
        if (tip is null)
        {
            return new(HoldVerdict.NoSuchDevice);
        }

        var answer = HoldRules.Claimed(tip, id, claim);
        await Take(answer.Hold is { } hold ? HoldRules.Cancel(hold) : [], clock.NowMilliseconds());
        return answer;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<HoldAnswer> OpenHeld(string id, string claim, string key)
    {
        if (tip is null)
        {
            return new(HoldVerdict.NoSuchDevice);
        }

        var answer = HoldRules.Claimed(tip, id, claim);
        if (answer is not { Verdict: HoldVerdict.Held, Hold: { IsActive: true } hold })
        {
            await Durable();
            return answer;
        }

        var request = new CommandRequest(CommandVerb.SlotOpen, hold.Slot, HoldRules.Opener, null, clock.NowMilliseconds(), Key: $"{id} {key}", Digest: id);
        return answer with { Command = await Command(request) };
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Hold?> FindHold(string id)
    {
        var found = tip?.FindHold(id);
        await Durable();
        return found;
    }

    private ValueTask FollowHolds(long now) => tip is { Held.Length: > 0 } && HoldRules.Follow(tip, now) is { Count: > 0 } steps ? Write(steps, now) : default;

    private async ValueTask Take(IReadOnlyList<HoldStep> steps, long now)
    {
        if (steps.Count == 0)
        {
            await Durable();
            return;
        }

        var committed = Write(steps, now);
        var next = tip!;
        await committed;
        await Show(next);
    }

    private ValueTask Write(IReadOnlyList<HoldStep> steps, long now)
    {
        var committed = Append(
            DeviceRecord.RecordKind.Hold, now, HoldRules.FactsOf(tip!, steps, now), JsonSerializer.SerializeToUtf8Bytes(steps, GrainsJson.Default.IReadOnlyListHoldStep));
        tip = steps.Aggregate(tip!, (device, step) => device.Apply(step, now)) with { JournalPosition = lastPosition };
        return committed;
    }
}
