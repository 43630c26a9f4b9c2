using Stations.Protocol;

namespace Stations.Model;

/// <summary>What may be asked of a device, what its answers mean, and what happens to commands as time passes: pure, decided once and journalled.</summary>
public static class OrderRules
{
    /// <summary>Takes a request, or says why not.</summary>
    public static OrderAnswer Judge(ref OrderTurn turn, OrderRequest request)
    {
        var device = turn.Device;
        var orders = device.Orders ?? Orders.None;
        if (request.Key is { } key && orders.WithKey(key) is { } known)
        {
            return known.Digest == request.Digest ? new(OrderVerdict.Taken, known) : new(OrderVerdict.KeyTaken, known);
        }

        if (device.Kind.CommandOf(request.Verb) is not { } kind)
        {
            return new(OrderVerdict.NoSuchCommand, Detail: string.Join(", ", device.Kind.Commands.Select(one => one.Verb)));
        }

        var expiresAt = request.ExpiresAt ?? request.AskedAt + (long)kind.Usual.TotalMilliseconds;
        OrderAnswer? refusal = (kind.Slot, request.Slot) switch
        {
            (SlotNeed.Never, > 0) or (SlotNeed.Always, 0) => new(OrderVerdict.NoSuchSlot, Detail: kind.Slot == SlotNeed.Never ? $"{kind.Verb} is for the whole device" : $"{kind.Verb} needs a slot"),
            (_, var slot) when slot < 0 || slot > device.Info.Slots => new(OrderVerdict.NoSuchSlot, Detail: $"the device has the slots 1 to {device.Info.Slots}"),
            _ when Mistake(kind, request.Arguments) is { } mistake => new(OrderVerdict.BadArgument, Detail: mistake),
            _ when expiresAt - request.AskedAt > kind.Longest.TotalMilliseconds => new(OrderVerdict.TooLong, Detail: $"{kind.Verb} lasts at most {kind.Longest.TotalSeconds} s"),
            _ when turn.Now >= expiresAt => new(OrderVerdict.Expired),
            _ when Guards.Refusing(device, kind, request.Slot, request.Reason) is { } guard => new(OrderVerdict.Refused, Guard: guard),
            _ when orders.Open.Count(one => one.IsStop == kind.IsStop) >= (kind.IsStop ? Orders.MaxStops : Orders.MaxOpen) => new(OrderVerdict.Full),
            _ => null,
        };
        if (refusal is not null)
        {
            return refusal;
        }

        var epoch = Math.Max(orders.Epoch + 1, turn.Now);
        var id = epoch.ToString("x", provider: null);
        turn.Give(new Order(id, epoch, kind.Verb, request.Slot, request.By, request.Reason, turn.Now, expiresAt)
        {
            Key = request.Key,
            Digest = request.Digest,
            Arguments = request.Arguments,
            Boot = device.Boot,
            IsStop = kind.IsStop,
            IsInterlock = request.IsInterlock,
            EffectWithin = (long)(kind.Shows?.Within.TotalMilliseconds ?? 0),
        });
        Overtake(ref turn, id);
        HandOut(ref turn);
        return new(OrderVerdict.Taken, turn.Device.Orders!.Find(id));
    }

    /// <summary>The device's word. One that says nothing new, or is of a command that nobody remembers, changes nothing.</summary>
    public static void Hear(ref OrderTurn turn, Ack ack)
    {
        if (turn.Device.Orders?.Find(ack.Id) is not { Attempts: > 0 } order)
        {
            return;
        }

        var move = ack.State switch
        {
            AckState.Received => OrderMove.Received,
            AckState.Done => OrderMove.Done,
            AckState.Rejected => OrderMove.Rejected,
            AckState.Failed => OrderMove.Failed,
            _ => OrderMove.Expired,
        };

        // Its late word still tells more than our silence did.
        var isNews = ack.State == AckState.Received ? order.State < OrderState.Received
            : order.State < OrderState.Done || (order.State >= OrderState.TimedOut && ack.State != AckState.Expired);
        if (isNews)
        {
            turn.Step(order, move, why: ack.Reason);
            if (order.Verb is Command.ChargeStart or Command.SlotEnable && move == OrderMove.Done)
            {
                turn.End(Condition.CutOrdered, order.Slot);
            }
        }

        Advance(ref turn);
    }

    /// <summary>It left for the device.</summary>
    public static void Send(ref OrderTurn turn, string id)
    {
        if (turn.Device.Orders?.Find(id) is { State: OrderState.Queued, Attempts: > 0 } order)
        {
            turn.Step(order, OrderMove.Sent);
        }
    }

    /// <summary>After a restart: what was handed out may have left, and whoever sent it could not say so any more.</summary>
    public static void Recover(ref OrderTurn turn)
    {
        foreach (var order in turn.Device.Orders?.Open ?? [])
        {
            Send(ref turn, order.Id);
        }
    }

    /// <summary>Taken back, if it has not left yet.</summary>
    public static OrderAnswer Cancel(ref OrderTurn turn, string id, string by, string? why)
    {
        if (turn.Device.Orders?.Find(id) is not { } order)
        {
            return new(OrderVerdict.NoSuchOrder);
        }

        if (order.State == OrderState.Canceled)
        {
            return new(OrderVerdict.Taken, order);
        }

        if (order is not { State: OrderState.Queued, Attempts: 0 })
        {
            return new(OrderVerdict.TooLate, order);
        }

        turn.Step(order, OrderMove.Canceled, by, why);
        Advance(ref turn);
        return new(OrderVerdict.Taken, turn.Device.Orders!.Find(id));
    }

    /// <summary>What follows now from what telemetry shows, from alarms, from the interlocks and from time.</summary>
    public static void Advance(ref OrderTurn turn)
    {
        Interlocks.Advance(ref turn);
        foreach (var order in turn.Device.Orders?.Open ?? [])
        {
            AdvanceOne(ref turn, order);
        }

        HandOut(ref turn);
    }

    /// <summary>After a birth: whoever switched the device on again meant it, unless an alarm keeps the power off.</summary>
    public static void PowerUp(ref OrderTurn turn)
    {
        foreach (var one in turn.Device.Holding)
        {
            if (one.Condition == Condition.CutOrdered && !Array.Exists(turn.Device.Orders?.Trips ?? [], trip => trip.Slot == one.Slot))
            {
                turn.End(Condition.CutOrdered, one.Slot);
            }
        }
    }

    private static void HandOut(ref OrderTurn turn)
    {
        while (Next(turn.Device.Orders?.Open ?? []) is { } order)
        {
            turn.Step(order, OrderMove.HandedOut);
        }
    }

    /// <summary>May it be sent now? Asked by whoever sends it, of the last picture that is durable.</summary>
    public static bool MayLeave(Device device, Order order, long now) =>
        order is { Attempts: > 0 } && now < order.ExpiresAt
        && (order.IsStop ? order.Effect == Effect.Awaited || !order.IsFinal : !order.IsFinal && Refuses(device, order) is null);

    private static void AdvanceOne(ref OrderTurn turn, Order order)
    {
        if (order.Effect == Effect.Awaited && IsSeen(turn.Device, order))
        {
            turn.Step(order, OrderMove.EffectSeen);
        }
        else if (order.Effect == Effect.Awaited && order.IsFinal && turn.Now >= OrderTimes.SeenBy(order))
        {
            turn.Step(order, OrderMove.EffectMissed);
        }

        if (order.State == OrderState.Queued && turn.Now >= order.ExpiresAt)
        {
            turn.Step(order, OrderMove.Expired, why: "it was not sent in time");
        }
        else if (!order.IsFinal && turn.Now >= OrderTimes.AnsweredBy(order))
        {
            turn.Step(order, OrderMove.TimedOut, why: "the device did not say what became of it");
        }
        else if (order is { State: OrderState.Queued, Attempts: 0 } && Refuses(turn.Device, order) is { } guard)
        {
            turn.Step(order, OrderMove.Canceled, "interlock", guard.ToString());
        }
        else if (OrderTimes.RepeatAt(turn.Device.Orders!.Find(order.Id)!) <= turn.Now && MayLeave(turn.Device, order, turn.Now))
        {
            turn.Step(order, OrderMove.HandedOut);
        }
    }

    /// <summary>The one whose turn it is: a stop at once, anything else when nothing else is on its way.</summary>
    private static Order? Next(Order[] open) =>
        Array.Find(open, one => one is { IsStop: true, State: OrderState.Queued, Attempts: 0 })
        ?? (Array.Exists(open, one => one is { IsStop: false, IsFinal: false, Attempts: > 0 }) ? null : Array.Find(open, one => one is { IsStop: false, State: OrderState.Queued, Attempts: 0 }));

    /// <summary>What was ordered before a stop must not be done after it.</summary>
    private static void Overtake(ref OrderTurn turn, string id)
    {
        var orders = turn.Device.Orders!;
        var stop = orders.Find(id)!;
        foreach (var order in stop.IsStop ? orders.Open : [])
        {
            if (order is { IsStop: false, State: OrderState.Queued, Attempts: 0 } && (stop.Slot == 0 || order.Slot == stop.Slot))
            {
                turn.Step(order, OrderMove.Canceled, stop.By, $"{stop.Verb} came after it");
            }
        }
    }

    /// <summary>A value counts when the device has spoken since, or said that it did it: what it does not tell again is unchanged.</summary>
    private static bool IsSeen(Device device, Order order) =>
        device.Kind.CommandOf(order.Verb)?.Shows is { } shows && (device.ReportedAt > order.HandedOutAt || order.State == OrderState.Done) && shows.IsSeen(device, order);

    private static Guard? Refuses(Device device, Order order) =>
        device.Kind.CommandOf(order.Verb) is { } kind ? Guards.Refusing(device, kind, order.Slot, order.Reason) : null;

    private static string? Mistake(CommandKind kind, Dictionary<string, double>? arguments)
    {
        foreach (var (name, value) in arguments ?? [])
        {
            if (Array.Find(kind.Arguments, one => one.Name == name) is not { } known)
            {
                return $"{kind.Verb} takes no {name}{(kind.Arguments.Length > 0 ? $", but {string.Join(", ", kind.Arguments.Select(one => one.Name))}" : "")}";
            }

            if (!(value >= known.Least && value <= known.Most))
            {
                return $"{name} must be {known.Least} to {known.Most}";
            }
        }

        return null;
    }
}
