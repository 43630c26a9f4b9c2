using System.Text;
using Stations.Grains;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;
using Stations.Protocol;
using Stations.Server.Configuration;
using Stations.Server.Operations;

namespace Stations.Server.Ingest;

/// <summary>The door of our own endpoint: who comes in, and what they may say and hear. What is said goes to the <see cref="Intake"/>.</summary>
public sealed class DeviceIngest(IGrainFactory grains, ServerOptions options, OperatorToken token, Intake intake, ILogger<DeviceIngest> log) : IMqttApplication
{
    public async ValueTask<ConnectDecision> ConnectAsync(ConnectRequest request, CancellationToken ct)
    {
        var password = request.Password is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : "";
        switch (request.UserName)
        {
            case not Client.Operator.UserName when request.CertificateName is { } certified:
                return await Certified(certified, request.UserName) is { } known ? ConnectDecision.Accept(new Client.Node(known)) : ConnectDecision.Refuse(ReasonCode.NotAuthorized);
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

    /// <summary>
    /// A certificate stands for the password of the node that its name ends with: <c>…/district/node</c>. A user name, if there is one, is the
    /// same node's. Null when the node is not enrolled, or not any more.
    /// </summary>
    private async ValueTask<NodeId?> Certified(string name, string? userName) =>
        name.Split('/') is [.., var district, var id] && NodeId.TryParse($"{district}:{id}", out var node)
        && (userName is null || userName.Replace('/', ':') == node.ToString())
        && (options.AutoEnrol || await grains.GetGrain<INodeGrain>(node.ToString()).IsEnrolled()) ? node : null;

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

        return new(Allowed: true, intake.RouteOf(text, parsed));
    }

    public bool MaySubscribe(MqttConnection connection, string filter) => ((Client)connection.Identity!).MaySubscribe(filter);

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

    public void Disconnected(MqttConnection connection, DisconnectCause cause)
    {
        if (cause.Exception is { } error)
        {
            log.LogWarning(error, "The connection of {Client} ended: {Cause}", connection.ClientId, cause.Text);
        }
    }

    /// <summary>
    /// Nobody waits for the outcome of QoS 0: it takes no place among the messages that its connection may have under way, so that what is
    /// not written yet never keeps a later alarm in the socket. The grain bounds it, see <see cref="OutcomeKind.Shed"/>.
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
