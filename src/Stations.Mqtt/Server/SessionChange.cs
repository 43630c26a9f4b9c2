using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

/// <summary>
/// One step in the life of a kept session, as the store gets it. Steps are self-delimiting: a record holds one, a snapshot the shortest list
/// of them that leads to the same session. Times are those of <see cref="MqttEndpoint.Now"/>, which goes on across a restart.
/// </summary>
internal abstract partial record SessionChange
{
    /// <summary>Of the format; the first byte of a record or snapshot.</summary>
    private const byte Version = 1;

    private enum Kind : byte
    {
        Connected = 1,
        Left,
        Subscribed,
        Unsubscribed,
        RetainedQueued,
        Queued,
        Exchanged,
        Ended,
    }

    /// <summary>A client has the session; with <see cref="IsNew"/> nothing is left of what was there before.</summary>
    /// <param name="Will">Only if the client may publish there.</param>
    public sealed record Connected(bool IsNew, uint ExpirySeconds, ushort KeepAliveSeconds, Will? Will) : SessionChange;

    /// <param name="At">From here on its expiry counts.</param>
    /// <param name="WillDueAt">0: there is no will to be published.</param>
    public sealed record Left(long At, uint ExpirySeconds, long WillDueAt) : SessionChange;

    /// <param name="SubscriptionId">0: none.</param>
    /// <param name="WantsRetained">The retained messages that match are not in the queue yet.</param>
    public sealed record Subscribed(Subscription Subscription, uint SubscriptionId, bool WantsRetained) : SessionChange;

    public sealed record Unsubscribed(string Filter) : SessionChange;

    /// <summary>No subscription waits for retained messages any more.</summary>
    public sealed record RetainedQueued : SessionChange;

    /// <summary>A message waits for the client, under its packet id.</summary>
    public sealed record Queued(Delivery Delivery) : SessionChange;

    /// <summary>
    /// The client has sent this packet. PUBACK and PUBCOMP end a queued message, PUBREC leaves its packet id alone; PUBLISH (QoS 2) makes the
    /// packet id one whose message was taken, until PUBREL.
    /// </summary>
    public sealed record Exchanged(PacketType Type, ushort PacketId) : SessionChange;

    public sealed record Ended : SessionChange;
}
