using System.Text;

namespace Stations.Mqtt.Server;

/// <summary>Those that expire, in the order in which they do.</summary>
internal sealed partial class RetainedMessages
{
    private readonly SortedSet<Message> expiring = new(Comparer<Message>.Create(
        (one, other) => one.ExpiresAt != other.ExpiresAt ? one.ExpiresAt.CompareTo(other.ExpiresAt) : one.Topic.AsSpan().SequenceCompareTo(other.Topic)));

    /// <summary>Forgets what has expired, so many at most, and hands it back.</summary>
    public List<Message> Expire(long now, int most)
    {
        var expired = new List<Message>();
        lock (gate)
        {
            while (expired.Count < most && expiring.Min is { } next && next.ExpiresAt <= now)
            {
                Forget(next, Encoding.UTF8.GetString(next.Topic).Split('/'));
                expired.Add(next);
            }
        }

        return expired;
    }

    /// <summary>Is there anything to <see cref="Expire"/>?</summary>
    public bool HasExpired(long now)
    {
        lock (gate)
        {
            return expiring.Min?.ExpiresAt <= now;
        }
    }

    private void NoteExpiry(Message message)
    {
        if (message.ExpiresAt != long.MaxValue)
        {
            expiring.Add(message);
        }
    }

    private void ForgetExpiry(Message message)
    {
        if (message.ExpiresAt != long.MaxValue)
        {
            expiring.Remove(message);
        }
    }
}
