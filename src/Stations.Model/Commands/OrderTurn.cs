using System.Globalization;
using Stations.Protocol;

namespace Stations.Model;

/// <summary>
/// One look at a device's commands: pure. Each step and fact is concluded on top of those before it; all of them become one record of the journal.
/// </summary>
public struct OrderTurn(Device device, RuleBook book, long now)
{
    private List<OrderStep>? steps;
    private List<Fact>? facts;

    /// <summary>The device after all that was concluded.</summary>
    public Device Device { get; private set; } = device;

    public readonly bool IsEmpty => steps is null && facts is null;

    public readonly IReadOnlyList<OrderStep> Steps => steps ?? [];

    public readonly IReadOnlyList<Fact> Facts => facts ?? [];

    /// <summary>Server time, epoch milliseconds.</summary>
    public readonly long Now => now;

    /// <summary>A new command.</summary>
    internal void Give(Order order)
    {
        Step(new OrderStep(order.Id, OrderMove.Ordered, order.By, order.Reason, order));
        if (order.Verb == Command.PowerCut)
        {
            Begin(Condition.CutOrdered, order.Slot);
        }
    }

    internal void Step(Order order, OrderMove move, string? by = null, string? why = null)
    {
        Step(new OrderStep(order.Id, move, by, why));
        switch (order.Verb, move)
        {
            case (Command.SlotOpen, OrderMove.Done):
                Begin(Condition.OpenAccepted, order.Slot);
                break;
            case (Command.SlotOpen, OrderMove.EffectSeen or OrderMove.EffectMissed):
                End(Condition.OpenAccepted, order.Slot);
                break;
        }
    }

    internal void Trip(int slot, OrderMove move, string code) => Step(new OrderStep(slot.ToString(CultureInfo.InvariantCulture), move, code));

    internal void Begin(Condition condition, int slot)
    {
        if (!Device.Holds(condition, slot))
        {
            Conclude(new Fact(condition.Begins(), slot, now));
        }
    }

    internal void End(Condition condition, int slot)
    {
        if (Device.Holds(condition, slot))
        {
            Conclude(new Fact(condition.Ends(), slot, now));
        }
    }

    private void Step(OrderStep step)
    {
        (steps ??= []).Add(step);
        Device = Device.Apply(step, now);
    }

    private void Conclude(in Fact fact)
    {
        foreach (var one in Observation.After(Device, fact, book))
        {
            (facts ??= []).Add(one);
            Device = Device.Apply(one);
        }
    }
}
