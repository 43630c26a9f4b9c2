using Stations.Protocol;

namespace DeviceSimulators.Obeying;

/// <summary>What an appliance remembers of its commands, also while its power is off: the last ids with their answers, and how new what it did last was.</summary>
public sealed class CommandMemory
{
    private readonly Queue<string> ids = [];
    private readonly Dictionary<string, (AckState State, string? Reason)> answers = new(StringComparer.Ordinal);
    private readonly Dictionary<int, long> epochs = [];

    public static bool IsStop(CommandMessage command) => command.Cmd is CommandVerb.ChargeStop or CommandVerb.PowerCut;

    /// <summary>What it answered then; null for a command that it does not remember.</summary>
    public (AckState State, string? Reason)? AnswerTo(string id) => answers.TryGetValue(id, out var answer) ? answer : null;

    /// <summary>Something newer was done to the slot, or to the whole appliance.</summary>
    public bool IsOvertaken(CommandMessage command) => command.Epoch < Math.Max(epochs.GetValueOrDefault(command.Slot ?? 0), epochs.GetValueOrDefault(0));

    public void Remember(CommandMessage command, AckState state, string? reason)
    {
        if (answers.TryAdd(command.Id!, (state, reason)))
        {
            ids.Enqueue(command.Id!);
        }

        answers[command.Id!] = (state, reason);
        if (ids.Count > CommandMessage.Remembered)
        {
            answers.Remove(ids.Dequeue());
        }

        if (state == AckState.Done)
        {
            epochs[command.Slot ?? 0] = Math.Max(epochs.GetValueOrDefault(command.Slot ?? 0), command.Epoch ?? 0);
        }
    }
}
