using Stations.Model;

namespace Stations.Tests.Simulation;

/// <summary>What must be true of holds after every record of the journal, and of what riders were told.</summary>
internal sealed partial class Witness
{
    /// <summary>Rider to his hold: of all devices.</summary>
    private readonly Dictionary<string, string> holders = new(StringComparer.Ordinal);

    /// <summary>Wish to the moment, counted in riders' doings, at which it was first asked for; and at which its rider was told that he waits.</summary>
    private readonly Dictionary<string, int> asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int At, string Rider, long Time)> waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> leaving = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> left = new(StringComparer.Ordinal);
    private int doings;

    public void Asks(string wish) => asked.TryAdd(wish, ++doings);

    /// <summary>From the moment on at which he asks for it, his place may be gone, until he is told.</summary>
    public void Leaves(string rider)
    {
        leaving[rider] = leaving.GetValueOrDefault(rider) + 1;
        Forget(rider);
    }

    public void HasLeft(string rider)
    {
        leaving[rider]--;
        Forget(rider);
    }

    /// <summary>The process is gone that would have told.</summary>
    public void NobodyLeaves()
    {
        foreach (var rider in leaving.Keys.ToList())
        {
            leaving[rider] = 0;
            Forget(rider);
        }
    }

    private void Forget(string rider)
    {
        left[rider] = ++doings;
        foreach (var (wish, _) in waiting.Where(one => one.Value.Rider == rider).ToList())
        {
            waiting.Remove(wish);
        }
    }

    public void Told(string rider, RiderAnswer answer, long now)
    {
        Tell($"{rider} is told {answer.Verdict} {answer.Hold?.Id} {answer.Hold?.State} {answer.Queue?.Position}");
        if (answer is { Hold: { } hold, Stake.Device: { } device })
        {
            Expect(Of(device).Latest?.FindHold(hold.Id) is not null, $"{rider} was told of {hold.Id}, which is not on the disk");
        }

        if (answer is { Queue.Position: > 0, Stake: { } stake } && leaving.GetValueOrDefault(rider) == 0 && asked.TryGetValue(stake.Id, out var since) && since > left.GetValueOrDefault(rider))
        {
            waiting.TryAdd(stake.Id, (++doings, rider, now));
        }
    }

    /// <summary>Everything under way has come to its end.</summary>
    public void Queued(Server at, int length, long now)
    {
        foreach (var (key, device) in at.Board)
        {
            foreach (var hold in device.Held.Where(one => one.IsActive))
            {
                Expect(now < hold.Until + World.SweepPeriod.TotalMilliseconds, $"{hold} of {key} should be over");
            }

            Expect(length == 0 || !HoldRules.FreeSlots(device).Any(), $"{length} wait while {key} has something free");
        }
    }

    private void Follow(Device? before, Device? after)
    {
        var (was, isNow) = (before?.Held ?? [], after?.Held ?? []);
        foreach (var hold in was.Where(one => one.IsActive && !isNow.Any(other => other.Id == one.Id && other.IsActive)))
        {
            Expect(holders.Remove(hold.Rider, out var id) && id == hold.Id, $"{hold} ends, its rider held {id}");
        }

        foreach (var hold in isNow.Where(one => one.IsActive && !was.Any(other => other.Id == one.Id && other.IsActive)))
        {
            Expect(holders.TryAdd(hold.Rider, hold.Id), $"{hold} begins while its rider has {holders[hold.Rider]}");
            Expect(before is not null && IsFree(before, hold.Slot), $"{hold} begins where nothing is free: {Describe(before)}");
            if (hold.IsOffer)
            {
                Offered(hold);
            }
        }

        var slots = isNow.Where(one => one.IsActive).Select(one => one.Slot).ToList();
        Expect(slots.Distinct().Count() == slots.Count, $"a slot has two holders: {string.Join(", ", isNow.AsEnumerable())}");
    }

    /// <summary>Nobody is overtaken who knew that he waits before the other one even asked.</summary>
    private void Offered(Hold hold)
    {
        waiting.Remove(hold.Id);
        if (asked.TryGetValue(hold.Id, out var since))
        {
            var overtaken = waiting.FirstOrDefault(one => one.Value.At < since && hold.Since - one.Value.Time < TimeSpan.FromHours(2).TotalMilliseconds);
            Expect(overtaken.Key is null, $"{hold} overtakes {overtaken.Key}");
        }
    }
}
