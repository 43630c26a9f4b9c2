using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>One look at the queue and at what is free.</summary>
public sealed partial class QueueGrain
{
    private async ValueTask Serve()
    {
        if (state.State.Places.Length == 0)
        {
            return;
        }

        await SettleOffers();
        var now = clock.NowMilliseconds();
        await Keep([.. state.State.Places.Where(place => !IsOver(place, now))]);
        foreach (var device in feed.At(id.Station).Where(device => device.Kind.NeedOf(device) == id.Need).OrderBy(device => device.Info.Id.ToString(), StringComparer.Ordinal).ToList())
        {
            for (var free = HoldRules.FreeSlots(device).Count(); free > 0 && Array.Find(state.State.Places, one => one.Device is null) is { } first; free--)
            {
                if (!await Offer(first with { Device = device.Info.Id.ToString(), OfferedAt = clock.NowMilliseconds() }))
                {
                    // What is shown was free a moment ago.
                    await Keep(first);
                    break;
                }
            }
        }
    }

    /// <summary>What was offered when this grain was elsewhere: the device knows whether it ever was.</summary>
    private async ValueTask SettleOffers()
    {
        foreach (var place in state.State.Places)
        {
            if (place.Device is not { } device || settled.Contains(place.Id))
            {
                continue;
            }

            var isRecent = clock.NowMilliseconds() - place.OfferedAt <= HoldRules.Patience.TotalMilliseconds;
            if (await Device(device).FindHold(place.Id) is not null || (isRecent && await Request(place)))
            {
                settled.Add(place.Id);
            }
            else
            {
                await Keep(place with { Device = null, OfferedAt = 0 });
            }
        }

        settled.IntersectWith(state.State.Places.Select(place => place.Id));
    }

    private async ValueTask<bool> Offer(QueuePlace place)
    {
        await Keep(place);
        if (!await Request(place))
        {
            return false;
        }

        settled.Add(place.Id);
        return true;
    }

    private async ValueTask<bool> Request(QueuePlace place)
    {
        var answer = await Device(place.Device!).Hold(
            new HoldRequest(place.Id, place.Rider, place.Claim, Slot: 0, place.OfferedAt, place.OfferedAt + (long)terms.Offer.TotalMilliseconds, IsOffer: true));
        return answer.Hold is not null;
    }

    private bool IsOver(QueuePlace place, long now) => place.Device is null
        ? now - place.Since > LongestWait.TotalMilliseconds
        : now - place.OfferedAt > (terms.Offer + HoldRules.Patience).TotalMilliseconds;
}
