namespace Stations.Model;

/// <summary>The commands that a device remembers; most devices have none. Immutable, changed by steps only.</summary>
public sealed record Orders
{
    /// <summary>What is over; as many ids as a device remembers.</summary>
    public const int MaxFinished = Protocol.Command.Remembered;

    /// <summary>Commands that are not over; beyond it nothing but stops is taken (our engineering default).</summary>
    public const int MaxOpen = 16;

    /// <summary>Stops that are not over: two for each slot and the appliance itself.</summary>
    public const int MaxStops = 2 * (Protocol.Reading.MaxSlots + 1);

    public static readonly Orders None = new();

    /// <summary>In the order in which they were given.</summary>
    public Order[] Open { get; init; } = [];

    /// <summary>The oldest first.</summary>
    public Order[] Finished { get; init; } = [];

    /// <summary>The interlocks that are at work.</summary>
    public Trip[] Trips { get; init; } = [];

    /// <summary>Of the last command.</summary>
    public long Epoch { get; init; }

    public IEnumerable<Order> All => Finished.Concat(Open);

    public Order? Find(string id) => Array.Find(Open, one => one.Id == id) ?? Array.Find(Finished, one => one.Id == id);

    public Order? WithKey(string key) => Array.Find(Open, one => one.Key == key) ?? Array.Find(Finished, one => one.Key == key);

    /// <summary>When time alone changes something next, server time in epoch milliseconds; null when it never does.</summary>
    public long? DueAt
    {
        get
        {
            long? due = null;
            foreach (var order in Open)
            {
                due = Math.Min(due ?? long.MaxValue, OrderTimes.DueAt(order));
            }

            return due;
        }
    }

    /// <param name="at">Server time, epoch milliseconds.</param>
    internal Orders Apply(OrderStep step, long at)
    {
        if (step.Move == OrderMove.Ordered)
        {
            var order = step.Order!;
            return this with { Open = [.. Open, Mark(order, step, OrderState.Queued, at)], Epoch = Math.Max(Epoch, order.Epoch) };
        }

        if (step.IsOfInterlock)
        {
            return this with { Trips = Changed(Trips, step, at) };
        }

        return Find(step.Id) is { } known ? With(Changed(known, step, at)) : this;
    }

    private static Trip[] Changed(Trip[] trips, OrderStep step, long at) => step.Move switch
    {
        OrderMove.InterlockBegan => [.. trips, new Trip(step.Slot, step.By ?? "", [new TripStep(step.Move, at)])],
        OrderMove.InterlockEnded => Array.FindAll(trips, one => one.Slot != step.Slot),
        _ => Array.ConvertAll(trips, one => one.Slot == step.Slot ? one with { Steps = [.. one.Steps, new TripStep(step.Move, at)] } : one),
    };

    private static Order Changed(Order order, OrderStep step, long at) => step switch
    {
        { Move: OrderMove.HandedOut } => order with { Attempts = order.Attempts + 1, HandedOutAt = at, Effect = order is { IsStop: true, EffectWithin: > 0, Effect: Effect.None } ? Effect.Awaited : order.Effect },
        { Move: OrderMove.EffectSeen } => order with { Effect = Effect.Seen },
        { Move: OrderMove.EffectMissed } => order with { Effect = Effect.Missed },
        { Move: OrderMove.Done } when order.EffectWithin > 0 && order.Effect == Effect.None => Mark(order, step, OrderState.Done, at) with { Effect = Effect.Awaited },
        _ => step.Leads is { } state ? Mark(order, step, state, at) : order,
    };

    private static Order Mark(Order order, OrderStep step, OrderState state, long at) =>
        order with { State = state, Marks = [.. order.Marks, new OrderMark(state, at, step.By, step.Why)] };

    private Orders With(Order order) => this with
    {
        Open = order.IsSettled ? [.. Open.Where(one => one.Id != order.Id)] : Array.Exists(Open, one => one.Id == order.Id) ? [.. Open.Select(one => one.Id == order.Id ? order : one)] : [.. Open, order],
        Finished = !order.IsSettled ? [.. Finished.Where(one => one.Id != order.Id)]
            : Array.Exists(Finished, one => one.Id == order.Id) ? [.. Finished.Select(one => one.Id == order.Id ? order : one)]
            : [.. Finished.TakeLast(MaxFinished - 1), order],
    };
}
