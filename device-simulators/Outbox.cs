using System.Diagnostics.CodeAnalysis;

namespace DeviceSimulators;

/// <summary>Messages that wait for a connection, oldest first. When it is full the oldest goes and is counted as lost. Safe from any thread.</summary>
public sealed class Outbox(int capacity, Tally tally)
{
    private readonly Queue<Message> waiting = [];
    private readonly Lock gate = new();

    public void Add(Message message)
    {
        lock (gate)
        {
            if (waiting.Count == capacity)
            {
                waiting.Dequeue();
                tally.Lose(1);
            }

            waiting.Enqueue(message);
        }
    }

    public bool TryTake([NotNullWhen(true)] out Message? message)
    {
        lock (gate)
        {
            return waiting.TryDequeue(out message);
        }
    }

    /// <summary>The power is gone, and with it what was in memory: nobody's loss but the fault's.</summary>
    public void Forget()
    {
        lock (gate)
        {
            waiting.Clear();
        }
    }

    /// <summary>Gives up what is left.</summary>
    public void Abandon()
    {
        lock (gate)
        {
            tally.Lose(waiting.Count);
            waiting.Clear();
        }
    }
}
