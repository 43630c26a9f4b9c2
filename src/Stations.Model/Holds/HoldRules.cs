namespace Stations.Model;

/// <summary>Who may hold what, and what ends it: pure, decided once by the device's grain and journalled.</summary>
public static class HoldRules
{
    /// <summary>Holds that are over and remembered by one device.</summary>
    public const int MaxEnded = 64;

    /// <summary>Who opens the door of his hold, as the device's commands tell it.</summary>
    public const string Opener = "rider";

    /// <summary>How old a request may be; one that was given up may still be under way for so long (our engineering default).</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How long one can ask what became of a hold (our engineering default).</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <summary>How long not coming counts against a rider.</summary>
    public static readonly TimeSpan NoShowMemory = TimeSpan.FromHours(24);

    /// <summary>Steps are empty where nothing changes.</summary>
    /// <param name="now">Server time, epoch milliseconds.</param>
    public static (HoldAnswer Answer, IReadOnlyList<HoldStep> Steps) Judge(Device device, HoldRequest request, long now)
    {
        // What was lost here may go on here once something is free again; the first request for it, come late, is no such wish.
        if (device.FindHold(request.Id) is { } known && !(known.State == HoldState.Lost && request.AskedAt > known.EndedAt))
        {
            return (new(HoldVerdict.Held, known), []);
        }

        var verdict = device.Kind.Holdable switch
        {
            _ when now - request.AskedAt > Patience.TotalMilliseconds => HoldVerdict.TooLate,
            Scope.Appliance when request.Slot != 0 => HoldVerdict.NoSuchSlot,
            Scope.Slots when request.Slot < 0 || request.Slot > device.Info.Slots => HoldVerdict.NoSuchSlot,
            Scope.Appliance or Scope.Slots => HoldVerdict.Held,
            _ => HoldVerdict.NotHoldable,
        };
        if (verdict != HoldVerdict.Held)
        {
            return (new(verdict), []);
        }

        var slot = device.Kind.Holdable == Scope.Slots && request.Slot == 0 ? FreeSlots(device).FirstOrDefault(-1) : request.Slot;
        if (slot < 0 || !IsFree(device, slot) || request.Until <= now)
        {
            return (new(HoldVerdict.NotFree), []);
        }

        var hold = new Hold(request.Id, request.Rider, request.Claim, slot, now, request.Until, request.IsOffer);
        return (new(HoldVerdict.Held, hold), [new HoldStep(hold.Id, HoldState.Held, slot, hold)]);
    }

    /// <summary>A hold for whoever knows its secret, also one that is over.</summary>
    /// <param name="claim">Hash of that secret.</param>
    public static HoldAnswer Claimed(Device device, string id, string claim) => device.FindHold(id) switch
    {
        null => new(HoldVerdict.NoSuchHold),
        var hold when hold.Claim != claim => new(HoldVerdict.NotYours),
        var hold => new(HoldVerdict.Held, hold),
    };

    /// <summary>What gives it back; nothing for one that is over already.</summary>
    public static IReadOnlyList<HoldStep> Cancel(Hold hold) => hold.IsActive ? [new HoldStep(hold.Id, HoldState.Canceled, hold.Slot)] : [];

    /// <summary>What the state of the device, and time, mean for what is held. Who loses a slot goes on in another one of the same cabinet, if one is free.</summary>
    /// <param name="now">Server time, epoch milliseconds.</param>
    public static IReadOnlyList<HoldStep> Follow(Device device, long now)
    {
        List<HoldStep>? steps = null;
        foreach (var hold in device.Held)
        {
            if (hold.IsActive && StepOf(device, hold, now) is { } step)
            {
                (steps ??= []).Add(step);
                device = device.Apply(step, now);
            }
        }

        return steps ?? (IReadOnlyList<HoldStep>)[];
    }

    /// <summary>Slots, or 0 for the appliance itself, that can be held now.</summary>
    public static IEnumerable<int> FreeSlots(Device device) => device.Kind.Holdable switch
    {
        Scope.Appliance => IsFree(device, 0) ? [0] : [],
        Scope.Slots => Enumerable.Range(1, device.Info.Slots).Where(slot => IsFree(device, slot)),
        _ => [],
    };

    /// <summary>What people read in the device's history.</summary>
    public static IReadOnlyList<Fact> FactsOf(Device before, IReadOnlyList<HoldStep> steps, long now)
    {
        var facts = new List<Fact>(steps.Count);
        foreach (var step in steps)
        {
            if (step.Begun is null && before.FindHold(step.Id) is { } hold)
            {
                facts.Add(new Fact(FactKind.HoldEnded, hold.Slot, now));
            }

            if (step.State == HoldState.Held)
            {
                facts.Add(new Fact(FactKind.HoldBegan, step.Slot, now));
            }
        }

        return facts;
    }

    internal static Hold[] Apply(Hold[] held, HoldStep step, long at)
    {
        Hold[] kept = [.. held.Where(one => !one.IsForgotten(at) && one.Id != step.Begun?.Id).Select(one => one.Id == step.Id ? Changed(one, step, at) : one)];
        var over = kept.Count(one => !one.IsActive) - MaxEnded;
        return [.. kept.Where(one => one.IsActive || over-- <= 0), .. step.Begun is { } begun ? [begun] : Array.Empty<Hold>()];
    }

    private static Hold Changed(Hold hold, HoldStep step, long at) =>
        step.State == HoldState.Held ? hold with { Slot = step.Slot, MovedFrom = hold.Slot } : hold with { State = step.State, EndedAt = at };

    private static bool IsFree(Device device, int slot) => device.StatusOf(slot) == PublicStatus.Available;

    private static HoldStep? StepOf(Device device, Hold hold, long now)
    {
        var use = hold.Slot == 0 ? device.Kind.UseOf(device) : device.Kind.SlotUseOf(device, hold.Slot);
        var isThere = hold.Slot <= device.Info.Slots && PublicStatuses.Of(device.AxesOf(hold.Slot) with { Use = Use.Free }) == PublicStatus.Available;
        if (isThere && device.Kind.IsUsed(use))
        {
            return new(hold.Id, HoldState.Used, hold.Slot);
        }

        if (now >= hold.Until)
        {
            // Who stands before an open door has come.
            return new(hold.Id, isThere && use == Use.Opening ? HoldState.Used : isThere && use == Use.Free ? HoldState.Expired : HoldState.Lost, hold.Slot);
        }

        return isThere && use is Use.Free or Use.Opening ? null
            : FreeSlots(device).FirstOrDefault(-1) is var other && other > 0 ? new(hold.Id, HoldState.Held, other)
            : new(hold.Id, HoldState.Lost, hold.Slot);
    }
}
