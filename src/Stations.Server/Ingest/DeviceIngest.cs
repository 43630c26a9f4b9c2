using System.Net;
using System.Text;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;
using Stations.Protocol;
using Stations.Server.Access;

namespace Stations.Server.Ingest;

/// <summary>The door of our own endpoint: who comes in, and what they may say and hear. What is said goes to the <see cref="Intake"/>.</summary>
public sealed class DeviceIngest(Logins logins, SecurityLog security, Intake intake, ILogger<DeviceIngest> log) : IMqttApplication
{
    public ValueTask<ConnectDecision> ConnectAsync(ConnectRequest request, CancellationToken ct) => logins.Decide(request);

    /// <summary>A denied topic has a route too: its messages are wanted in the quarantine.</summary>
    public TopicGrant Resolve(MqttConnection connection, ReadOnlySpan<byte> topic)
    {
        var text = Encoding.UTF8.GetString(topic);
        if (!Topics.TryParse(topic, out var parsed))
        {
            return new(Allowed: false, new Route.Rejected(text, RejectReason.UnknownTopic));
        }

        // Without an identity it is a will from before a restart, which was allowed when its client connected.
        if (connection.Identity is Client client && !client.MayPublish(parsed))
        {
            security.Add(SecurityAct.Publish, SecurityOutcome.Denied, client.Name, connection.RemoteEndPoint, text);
            return new(Allowed: false, new Route.Rejected(text, RejectReason.ForeignPrefix));
        }

        return new(Allowed: true, intake.RouteOf(text, parsed));
    }

    public bool MaySubscribe(MqttConnection connection, string filter)
    {
        var client = (Client)connection.Identity!;
        var may = client.MaySubscribe(filter);
        if (!may)
        {
            security.Add(SecurityAct.Subscribe, SecurityOutcome.Denied, client.Name, connection.RemoteEndPoint, filter);
        }

        return may;
    }

    public ValueTask<ReasonCode> PublishAsync(MqttConnection connection, object? route, in PublishView message)
    {
        var target = (Route)route!;
        var isPromised = message.QoS > QoS.AtMostOnce;
        if (intake.Take(target, isPromised, message.Payload, connection.ClientId, out var refusal) is not { } taken)
        {
            return new(refusal);
        }

        var delivery = intake.Deliver(target, taken, connection.ClientId);
        return isPromised || target is Route.ToNode ? delivery : Unawaited(delivery);
    }

    public void Refused(EndPoint? from, string why) => security.Add(SecurityAct.Open, SecurityOutcome.Refused, "nobody", from, why);

    public void Disconnected(MqttConnection connection, DisconnectCause cause)
    {
        if (cause.Exception is { } error)
        {
            log.LogWarning(error, "The connection of {Client} ended: {Cause}", connection.ClientId, cause.Text);
        }
    }

    /// <summary>
    /// Nobody waits for the outcome of QoS 0: it takes no place among the messages that its connection may have under way, so that what is
    /// not written yet never keeps a later alarm in the socket. The grain bounds it, see <see cref="Grains.OutcomeKind.Shed"/>.
    /// </summary>
    private static ValueTask<ReasonCode> Unawaited(ValueTask<ReasonCode> delivery)
    {
        if (delivery.IsCompletedSuccessfully)
        {
            return new(delivery.Result);
        }

        _ = delivery.AsTask();
        return new(ReasonCode.Success);
    }
}
