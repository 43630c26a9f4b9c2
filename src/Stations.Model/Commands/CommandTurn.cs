using System.Globalization;
using Stations.Protocol;

namespace Stations.Model;

/// <summary>
/// One look at a device's commands: pure. Each step and fact is concluded on top of those before it; all of them become one record of the journal.
/// </summary>
public struct CommandTurn(Device device, RuleBook book, long now)
{
    private List<CommandStep>? steps;
    private List<Fact>? facts;

    /// <summary>The device after all that was concluded.</summary>
    public Device Device { get; private set; } = device;

    public readonly bool IsEmpty => steps is null && facts is null;

    public readonly IReadOnlyList<CommandStep> Steps => steps ?? [];

    public readonly IReadOnlyList<Fact> Facts => facts ?? [];

    /// <summary>Server time, epoch milliseconds.</summary>
    public readonly long Now => now;

    /// <summary>A new command.</summary>
    internal void Give(Command command)
    {
        Step(new CommandStep(command.Id, CommandMove.Ordered, command.By, command.Reason, command));
        if (command.Verb == CommandVerb.PowerCut)
        {
            Begin(Condition.CutOrdered, command.Slot);
        }
    }

    internal void Step(Command command, CommandMove move, string? by = null, string? why = null)
    {
        Step(new CommandStep(command.Id, move, by, why));
        switch (command.Verb, move)
        {
            case (CommandVerb.SlotOpen, CommandMove.Done):
                Begin(Condition.OpenAccepted, command.Slot);
                break;
            case (CommandVerb.SlotOpen, CommandMove.EffectSeen or CommandMove.EffectMissed):
                End(Condition.OpenAccepted, command.Slot);
                break;
        }
    }

    internal void Trip(int slot, CommandMove move, string code) => Step(new CommandStep(slot.ToString(CultureInfo.InvariantCulture), move, code));

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

    private void Step(CommandStep step)
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
