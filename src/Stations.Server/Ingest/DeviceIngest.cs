using System.Text;
using Stations.Grains;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;
using Stations.Protocol;
using Stations.Server.Configuration;
using Stations.Server.Operations;

namespace Stations.Server.Ingest;

/// <summary>The door: MQTT on one side, grains on the other. What is not understood is counted, quarantined and answered, never thrown.</summary>
public sealed partial class DeviceIngest(
    IGrainFactory grains,
    ServerOptions options,
    OperatorToken token,
    Quarantine quarantine,
    Rebirths rebirths,
    IngestMetrics metrics,
    ILogger<DeviceIngest> log) : IMqttApplication
{
    private readonly MessagePool pool = new();

    /// <summary>Sends a command to a device; set by whoever runs the endpoint.</summary>
    public Action<string, byte[]>? Publish { get; set; }

    public async ValueTask<ConnectDecision> ConnectAsync(ConnectRequest request, CancellationToken ct)
    {
        var password = request.Password is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : "";
        switch (request.UserName)
        {
            case null when options.Anonymous:
                return ConnectDecision.Accept(new Client.Anonymous());
            case Client.Operator.UserName when token.Matches($"Bearer {password}"):
                return ConnectDecision.Accept(new Client.Operator());
            case { } name when NodeId.TryParse(name.Replace('/', ':'), out var node) && await grains.GetGrain<INodeGrain>(node.ToString()).Knows(password):
                return ConnectDecision.Accept(new Client.Node(node));
            default:
                return ConnectDecision.Refuse();
        }
    }

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
            return new(Allowed: false, new Route.Rejected(text, RejectReason.ForeignPrefix));
        }

        return parsed.Verb switch
        {
            Verb.Cmd or Verb.Desired => new(Allowed: true),
            Verb.Birth or Verb.Conn => new(Allowed: true, new Route.ToNode(text, parsed, grains.GetGrain<INodeGrain>(parsed.Node.ToString()))),
            _ => new(Allowed: true, new Route.ToDevice(text, parsed, grains.GetGrain<IDeviceGrain>(parsed.DeviceId.ToString()))),
        };
    }

    public bool MaySubscribe(MqttConnection connection, string filter) => ((Client)connection.Identity!).MaySubscribe(filter);

    public ValueTask<ReasonCode> PublishAsync(MqttConnection connection, object? route, in PublishView message)
    {
        var target = (Route)route!;
        if (target is Route.Rejected rejected)
        {
            return new(Reject(rejected.Reason, "", target, connection, message.Payload));
        }

        if (message.Payload.Length > Reading.MaxPayloadBytes)
        {
            return new(Reject(RejectReason.TooLarge, $"{message.Payload.Length} bytes; at most {Reading.MaxPayloadBytes}", target, connection, message.Payload));
        }

        var isPromised = message.QoS > QoS.AtMostOnce;
        var taken = pool.Take();
        taken.Set(target is Route.ToDevice device ? device.Topic.Verb : ((Route.ToNode)target).Topic.Verb, isPromised, message.Payload);
        var delivery = Deliver(target, taken, connection);
        return isPromised || target is Route.ToNode ? delivery : Unawaited(delivery);
    }

    public void Disconnected(MqttConnection connection, DisconnectCause cause)
    {
        if (cause.Exception is { } error)
        {
            log.LogWarning(error, "The connection of {Client} ended: {Cause}", connection.ClientId, cause.Text);
        }
    }
}
