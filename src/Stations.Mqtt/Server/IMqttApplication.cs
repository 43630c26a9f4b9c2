using System.Net;
using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

/// <summary>What the user of the endpoint implements: who may come in, who may say and hear what, and where messages go.</summary>
public interface IMqttApplication
{
    /// <summary>
    /// Decides a CONNECT: who this is, whether its will may be said, how often it may come, and whose session it gets. A failure or an
    /// exception refuses it. Must not block: hash passwords on another thread.
    /// </summary>
    ValueTask<ConnectDecision> ConnectAsync(ConnectRequest request, CancellationToken ct);

    /// <summary>
    /// Called on the connection's read loop, once per connection and topic; the answer is cached until <see cref="MqttConnection.ForgetRoutes"/>
    /// or until the connection has used more topics than <see cref="MqttLimits.CachedTopics"/>. Asked for the topic of a will too. A kept will
    /// of a client that was connected before a restart was allowed then; its connection here is one that has ended and has no identity.
    /// </summary>
    TopicGrant Resolve(MqttConnection connection, ReadOnlySpan<byte> topic);

    /// <summary>May the client subscribe to this filter? Of <c>$share/name/filter</c> only the filter is asked for.</summary>
    bool MaySubscribe(MqttConnection connection, string filter);

    /// <summary>
    /// Takes a message whose grant has a route: of any QoS, and wills too (<see cref="PublishView.IsWill"/>). The view is valid during the
    /// call only, which runs on the read loop and should not block: on Linux many connections share one. The task completes when the message
    /// is durable, and only then PUBACK or PUBREC goes out.
    /// Complete many tasks at once inside <see cref="Wire.MqttBatch"/>. A failure reason reaches a 5.0 client as it is; a 3.1.1 client, which
    /// cannot be told, is disconnected without an acknowledgement unless the reason is final (not authorized, topic or payload invalid).
    /// Subscribers and the retained store get a message of QoS 0 or 1 on arrival, whatever becomes of it here; one of QoS 2 when it was
    /// accepted here, in the order of arrival. After a crash a QoS 2 message can come once more: know it by something of your own.
    /// </summary>
    ValueTask<ReasonCode> PublishAsync(MqttConnection connection, object? route, in PublishView message);

    /// <summary>
    /// A connection was refused before <see cref="ConnectAsync"/> could be asked: for a limit, a bad PROXY header, a handshake that failed,
    /// something that is no CONNECT, or because that came too late. Any thread, and as often as strangers like.
    /// </summary>
    /// <param name="from">As far as it is known; of one behind a proxy that has not said whose it is, the proxy.</param>
    void Refused(EndPoint? from, string why);

    /// <summary>The connection has ended; its own messages, an immediate will among them, have all been handed over before.</summary>
    void Disconnected(MqttConnection connection, DisconnectCause cause);
}
