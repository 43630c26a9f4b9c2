using Stations.Mqtt.Packets;

namespace DeviceSimulators;

/// <summary>What happened so far, counted over all nodes. Safe from any thread.</summary>
public sealed class Tally
{
    private int connected;
    private long connects;
    private long sent;
    private long acknowledged;
    private long refused;
    private long lost;
    private long births;
    private long rebirths;

    public int Connected => Volatile.Read(ref connected);

    public long Connects => Interlocked.Read(ref connects);

    /// <summary>Messages handed to a connection; one that is sent again counts again.</summary>
    public long Sent => Interlocked.Read(ref sent);

    public long Acknowledged => Interlocked.Read(ref acknowledged);

    /// <summary>Messages that the server answered with a failure.</summary>
    public long Refused => Interlocked.Read(ref refused);

    /// <summary>Messages that were never acknowledged and are not kept any more.</summary>
    public long Lost => Interlocked.Read(ref lost);

    public long Births => Interlocked.Read(ref births);

    /// <summary>Births that the server asked for.</summary>
    public long Rebirths => Interlocked.Read(ref rebirths);

    /// <summary>The last thing that went wrong, in words; null as long as nothing did.</summary>
    public string? LastProblem { get; private set; }

    public void Connect()
    {
        Interlocked.Increment(ref connected);
        Interlocked.Increment(ref connects);
    }

    public void Disconnect() => Interlocked.Decrement(ref connected);

    public void Problem(string text) => LastProblem = text;

    public void Send() => Interlocked.Increment(ref sent);

    public void Answer(string topic, ReasonCode reason)
    {
        if (!reason.IsFailure())
        {
            Interlocked.Increment(ref acknowledged);
            return;
        }

        Interlocked.Increment(ref refused);
        Problem($"{topic} was refused: {reason}");
    }

    public void Birth() => Interlocked.Increment(ref births);

    public void Rebirth() => Interlocked.Increment(ref rebirths);

    public void Lose(int count) => Interlocked.Add(ref lost, count);
}
