namespace Stations.Mqtt.Packets;

public enum ParseStatus : byte
{
    /// <summary>The buffer ends inside the packet.</summary>
    NeedMore,

    Parsed,

    /// <summary>The peer broke the protocol or a limit: the connection cannot go on.</summary>
    Failed,
}

/// <summary>What stands at the beginning of a buffer. It borrows the buffer.</summary>
public readonly ref struct ParseResult
{
    public ParseStatus Status { get; init; }

    public PacketType Type { get; init; }

    /// <summary>Length of the whole packet, bytes; 0 while its header is incomplete.</summary>
    public int Length { get; init; }

    /// <summary>Set for <see cref="PacketType.Publish"/>.</summary>
    public PublishView Publish { get; init; }

    /// <summary>Set for the four acknowledgements.</summary>
    public AckView Ack { get; init; }

    /// <summary>Set for every other type.</summary>
    public Packet? Packet { get; init; }

    /// <summary>Of a CONNECT that failed: the version to say so in, if it came that far.</summary>
    public MqttVersion? ConnectVersion { get; init; }

    /// <summary>Why it failed, in words of MQTT 5.0.</summary>
    public ReasonCode Reason { get; init; }

    /// <summary>Why it failed, for people.</summary>
    public string? Problem { get; init; }
}
