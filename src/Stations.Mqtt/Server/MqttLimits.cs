namespace Stations.Mqtt.Server;

/// <summary>Everything has a maximum; what goes over it is counted in <see cref="MqttCounters"/> by the name of the limit.</summary>
public sealed record MqttLimits
{
    /// <summary>Whole packet from a client, bytes.</summary>
    public int PacketSize { get; init; } = 64 * 1024;

    /// <summary>Topic or filter, bytes of UTF-8.</summary>
    public int TopicLength { get; init; } = 256;

    public int TopicLevels { get; init; } = 16;

    /// <summary>Characters.</summary>
    public int ClientIdLength { get; init; } = 256;

    public int Connections { get; init; } = 100_000;

    /// <summary>Open sockets of one address; a gateway or a provider's shared address has many clients behind it.</summary>
    public int ConnectionsPerAddress { get; init; } = 20_000;

    /// <summary>Sockets of one address that have not got through CONNECT yet.</summary>
    public int UnauthenticatedPerAddress { get; init; } = 64;

    /// <summary>The same of all addresses together: a handshake of TLS or a header that does not come holds some 30 KB.</summary>
    public int Unauthenticated { get; init; } = 2_048;

    /// <summary>From the socket to CONNACK; closed no later.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From the first byte of a packet to its last.</summary>
    public TimeSpan PacketTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest keep-alive; a 5.0 client that asks for more, or for none, is told. 1 to 65,535 s.</summary>
    public int KeepAliveSeconds { get; init; } = 300;

    /// <summary>Largest session expiry; a 3.1.1 session without the clean flag gets it. Seconds.</summary>
    public uint SessionExpirySeconds { get; init; } = 24 * 3600;

    public int Sessions { get; init; } = 200_000;

    /// <summary>Topic, payload and properties of a will, bytes; it stays in memory as long as the client.</summary>
    public int WillSize { get; init; } = 16 * 1024;

    /// <summary>5.0: unacknowledged QoS 1 and 2 messages that a client may have under way; more is answered with 0x93.</summary>
    public ushort ReceiveMaximum { get; init; } = 20;

    /// <summary>3.1.1, which has no Receive Maximum: QoS 2 messages for which PUBREL has not come.</summary>
    public int Unreleased { get; init; } = 1000;

    /// <summary>Messages of one connection that the application has not completed; reading pauses there.</summary>
    public int PendingPerConnection { get; init; } = 256;

    /// <summary>
    /// Messages of all connections that the application has not completed. Beyond it each connection has <see cref="ReceiveMaximum"/>: a 5.0
    /// client that keeps to its window is read at any time, so that an alarm gets in while a store is away.
    /// </summary>
    public int PendingTotal { get; init; } = 100_000;

    public ushort TopicAliases { get; init; } = 16;

    /// <summary>Topics whose grant is remembered, per connection.</summary>
    public int CachedTopics { get; init; } = 1024;

    public int FiltersPerClient { get; init; } = 50;

    /// <summary>Of one SUBSCRIBE or UNSUBSCRIBE; each is answered.</summary>
    public int FiltersPerPacket { get; init; } = 256;

    /// <summary>Of all sessions together.</summary>
    public int Subscriptions { get; init; } = 500_000;

    /// <summary>In one packet.</summary>
    public int UserProperties { get; init; } = 64;

    /// <summary>QoS 1 and 2 messages sent to a client and not acknowledged; the client's Receive Maximum may lower it.</summary>
    public int InFlight { get; init; } = 20;

    /// <summary>QoS 1 and 2 messages that wait for one client, offline or slow.</summary>
    public int QueuedMessages { get; init; } = 1000;

    /// <summary>
    /// Bytes of topic, payload and properties, both of these and of those sent and not acknowledged. With it a kept session, whose filters and
    /// will come on top, has to fit a snapshot of the store.
    /// </summary>
    public int QueuedBytes { get; init; } = 768 * 1024;

    /// <summary>
    /// Bytes that wait for all clients, with what it takes to hold them. Beyond, each who has anything waiting may have as much as the others, so
    /// that those who never come for theirs leave room for the rest.
    /// </summary>
    public long QueuedTotal { get; init; } = 128 * 1024 * 1024;

    /// <summary>Unsent bytes of one connection from which on QoS 0 is dropped, QoS 1 and 2 waits, and reading from it pauses.</summary>
    public int OutputBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes that all connections whose clients do not read share, each as much as the others, up to <see cref="OutputBytes"/>.</summary>
    public long OutputTotal { get; init; } = 128 * 1024 * 1024;

    public int RetainedMessages { get; init; } = 100_000;

    /// <summary>Topics whose retained message one client has set first since the start, so that one cannot take all the room.</summary>
    public int RetainedPerClient { get; init; } = 10_000;

    /// <summary>Of retained messages, with what it takes to find them.</summary>
    public long RetainedBytes { get; init; } = 64 * 1024 * 1024;
}
