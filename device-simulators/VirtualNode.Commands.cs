using DeviceSimulators.Faults;
using DeviceSimulators.Obeying;
using Stations.Protocol;

namespace DeviceSimulators;

/// <summary>How a node does what it is told: once, in time, and truthfully.</summary>
public sealed partial class VirtualNode
{
    private readonly Dictionary<string, CommandMemory> memories = appliances.ToDictionary(appliance => appliance.Description.Device, _ => new CommandMemory(), StringComparer.Ordinal);

    /// <param name="ts">Wall time, epoch milliseconds; what has expired is told by the node's own clock.</param>
    public Obedience Obey(string device, CommandMessage command, long ts)
    {
        var reporter = Array.Find(reporters, one => one.Description.Device == device);
        if (command is not { Id: { } id, Epoch: not null } || reporter is null || Line != Line.Up)
        {
            return Obedience.None;
        }

        var memory = memories[device];
        var isStop = CommandMemory.IsStop(command);
        if (memory.AnswerTo(id) is var (state, reason) && !isStop)
        {
            return new([Answer(state, reason)], []);
        }

        var received = Answer(AckState.Received, null);
        (state, reason) = ts + skew >= command.Exp ? (AckState.Expired, null)
            : !isStop && memory.IsOvertaken(command) ? (AckState.Rejected, "something newer was done")
            : reporter.Appliance.Obey(command) is { } refusal ? (AckState.Rejected, refusal)
            : (AckState.Done, (string?)null);
        memory.Remember(command, state, reason);
        var messages = new List<Message>();
        Say(messages, reporter, Verb.State, reporter.Step(now, ts), ts);
        Say(messages, reporter, Verb.Tele, reporter.ReadingsDue(ts), ts);
        return new([received, Answer(state, reason)], messages, Restarts: command.Cmd == CommandVerb.Reboot && state == AckState.Done);

        Ack Answer(AckState answered, string? why) => new(id, answered, why, Boot, ++seq, ts + skew);
    }

    /// <summary>What the device says it is set to now; null when it does not answer.</summary>
    /// <param name="ts">Wall time, epoch milliseconds.</param>
    public Reported? Configure(string device, Desired desired, long ts)
    {
        if (Array.Find(reporters, one => one.Description.Device == device) is not { } reporter || Line != Line.Up)
        {
            return null;
        }

        var refusal = reporter.Appliance.Configure(desired);
        return new(desired.Version, reporter.Appliance.Settings, refusal, Boot, ++seq, ts + skew);
    }

    /// <summary>Off and on again.</summary>
    public void Restart()
    {
        PowerUp();
        foreach (var reporter in reporters)
        {
            reporter.Appliance.Restart();
        }
    }
}
