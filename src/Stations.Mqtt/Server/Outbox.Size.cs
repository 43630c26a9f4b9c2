namespace Stations.Mqtt.Server;

/// <summary>What the messages take up, and how long at most.</summary>
internal sealed partial class Outbox
{
    private long bytes;

    /// <summary>The earliest that something that waits may expire. Read without the lock.</summary>
    private long expiresAt = long.MaxValue;

    /// <summary>It may be worth looking for messages that have expired.</summary>
    public bool MayHaveExpired(long now) => Volatile.Read(ref expiresAt) <= now;

    /// <summary>Takes away what waits and was never sent and has expired; how many that were.</summary>
    public int DropExpired(long now)
    {
        int before = waiting.Count;
        expiresAt = long.MaxValue;
        for (int left = before; left > 0; left--)
        {
            var next = waiting.Dequeue();
            if (!next.MaybeSent && next.Message.ExpiresAt <= now)
            {
                Leave(next);
                continue;
            }

            expiresAt = next.MaybeSent ? expiresAt : Math.Min(expiresAt, next.Message.ExpiresAt);
            waiting.Enqueue(next);
        }

        return before - waiting.Count;
    }

    /// <summary>Nothing of it waits any more; it must not be used again.</summary>
    public void LetAllGo()
    {
        foreach (var delivery in waiting.Concat(inFlight.Select(sent => sent.Delivery)))
        {
            LetGo(delivery.Message);
        }
    }

    private void Hold(Message message)
    {
        total.AddHolders(bytes == 0 ? 1 : 0);
        bytes += message.Size;
        total.Add(message);
        expiresAt = Math.Min(expiresAt, message.ExpiresAt);
    }

    private void LetGo(Message message)
    {
        bytes -= message.Size;
        total.Remove(message);
        total.AddHolders(bytes == 0 ? -1 : 0);
    }
}
