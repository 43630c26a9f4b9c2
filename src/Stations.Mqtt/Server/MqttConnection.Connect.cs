using System.Text;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Wire;

namespace Stations.Mqtt.Server;

public sealed partial class MqttConnection
{
    private ConnectPacket? connect;
    private Will? will;
    private bool isAccepted;
    private bool isJudged;
    private bool isBridge;
    private bool wantsProblemInformation = true;

    private uint maxSentPacket = uint.MaxValue;

    /// <summary>Unacknowledged QoS 1 and 2 messages that may be on their way to the client.</summary>
    internal int SendWindow { get; private set; }

    private PacketStep Greeting(in ParseResult packet)
    {
        connect = packet.Packet as ConnectPacket;
        return connect is not null ? PacketStep.Pause : Refuse(ReasonCode.ProtocolError, "The first packet must be CONNECT.");
    }

    private async Task AcceptAsync(ConnectPacket packet)
    {
        Version = packet.Version;
        maxSentPacket = packet.Properties.Number(PropertyId.MaximumPacketSize) ?? uint.MaxValue;
        isBridge = packet.IsBridge;
        wantsProblemInformation = packet.Properties.Number(PropertyId.RequestProblemInformation) != 0;
        bool isAssigned = packet.ClientId.Length == 0;
        ClientId = isAssigned ? MqttEndpoint.NewClientId() : packet.ClientId;
        if (opening?.Certificate is { Problem: { } problem } certificate)
        {
            RefuseConnect(ReasonCode.NotAuthorized, problem, certificate.Text);
            return;
        }

        var decision = await DecideAsync(packet).ConfigureAwait(false);
        if (decision.Reason != ReasonCode.Success)
        {
            RefuseConnect(decision.Reason, decision.Reason.ToString());
            return;
        }
        Identity = decision.Identity;
        SessionId = SessionIdOf(ClientId, decision.Owner);
        isAccepted = true;
        uint expiry = Math.Min(RequestedExpiry(packet), Endpoint.Limits.SessionExpirySeconds);
        SetKeepAlive(packet.KeepAliveSeconds);
        var asked = new SessionChange.Connected(IsNew: false, expiry, (ushort)keepAliveSeconds, WillToKeep(packet, expiry));
        if (await Endpoint.EnterAsync(this, packet.CleanStart, asked).ConfigureAwait(false) is not { } entered)
        {
            RefuseConnect(ReasonCode.QuotaExceeded, nameof(ReasonCode.QuotaExceeded));
            return;
        }
        Session = entered.Session;
        will = packet.Will;
        SendWindow = (int)Math.Min((uint)Endpoint.Limits.InFlight, packet.Properties.Number(PropertyId.ReceiveMaximum) ?? ushort.MaxValue);
        sentAliases = SentAliases.For(Math.Min(packet.Properties.Number(PropertyId.TopicAliasMaximum) ?? 0, Endpoint.Limits.TopicAliases));
        Endpoint.Authenticated(this);
        Session.Greet(this, Answer(packet, entered.IsResumed, isAssigned, expiry, decision.ResponseInformation));
    }

    /// <summary>After a restart nobody can say any more what the client was allowed, so that is asked now.</summary>
    private Will? WillToKeep(ConnectPacket packet, uint expiry) =>
        packet.Will is { } asked && expiry > 0 && Endpoint.Ledger is not null
        && Endpoint.Application.Resolve(this, Encoding.UTF8.GetBytes(asked.Topic)).Allowed ? asked : null;

    /// <summary>No client id holds U+0000, so that none of nobody's is one of an owner's.</summary>
    private static string SessionIdOf(string clientId, string? owner) => owner is null ? clientId : $"{owner}\0{clientId}";

    private void RefuseConnect(ReasonCode reason, string counted, string? text = null)
    {
        Endpoint.Counters.Refused(counted);
        var allowed = reason.IsAllowedIn(PacketType.ConnAck) ? reason : ReasonCode.UnspecifiedError;
        Send(new ConnAckPacket(allowed) { Properties = Explanation(text ?? ReasonText.Of(PacketType.ConnAck, reason)) });
        End(DisconnectCause.Refused(reason, text ?? "CONNECT was refused."), lingers: true);
    }

    private async ValueTask<ConnectDecision> DecideAsync(ConnectPacket packet)
    {
        if (packet.Properties.Text(PropertyId.AuthenticationMethod) is not null)
        {
            return ConnectDecision.Refuse(ReasonCode.BadAuthenticationMethod);
        }

        bool needsOwnId = packet.Version == MqttVersion.V311 && !packet.CleanStart;
        if (packet.ClientId.Length > Endpoint.Limits.ClientIdLength || (packet.ClientId.Length == 0 && needsOwnId))
        {
            return ConnectDecision.Refuse(ReasonCode.ClientIdentifierNotValid);
        }

        if (packet.Will is { } last && last.Size > Endpoint.Limits.WillSize)
        {
            return ConnectDecision.Refuse(ReasonCode.PacketTooLarge);
        }

        isJudged = true;
        try
        {
            return await Endpoint.Application.ConnectAsync(new ConnectRequest(ClientId, packet, RemoteEndPoint) { CertificateName = opening?.Certificate.Name }, Endpoint.Stopping).ConfigureAwait(false);
        }
        catch (Exception)
        {
            return ConnectDecision.Refuse(ReasonCode.ServerUnavailable);
        }
    }

    private static uint RequestedExpiry(ConnectPacket packet) => packet.Version == MqttVersion.V50
        ? packet.Properties.Number(PropertyId.SessionExpiryInterval) ?? 0
        : packet.CleanStart ? 0 : uint.MaxValue;

    private ConnAckPacket Answer(ConnectPacket packet, bool isResumed, bool isAssigned, uint expiry, string? responseInformation)
    {
        if (Version == MqttVersion.V311)
        {
            return new ConnAckPacket(ReasonCode.Success, isResumed);
        }

        var limits = Endpoint.Limits;
        var properties = new MqttProperties
        {
            { PropertyId.ReceiveMaximum, limits.ReceiveMaximum },
            { PropertyId.MaximumPacketSize, (uint)limits.PacketSize },
            { PropertyId.TopicAliasMaximum, limits.TopicAliases },
        };
        if (isAssigned)
        {
            properties.Add(PropertyId.AssignedClientIdentifier, ClientId);
        }

        if (keepAliveSeconds != packet.KeepAliveSeconds)
        {
            properties.Add(PropertyId.ServerKeepAlive, (uint)keepAliveSeconds);
        }

        if (expiry != RequestedExpiry(packet))
        {
            properties.Add(PropertyId.SessionExpiryInterval, expiry);
        }

        if (responseInformation is not null && packet.Properties.Number(PropertyId.RequestResponseInformation) == 1)
        {
            properties.Add(PropertyId.ResponseInformation, responseInformation);
        }

        return new ConnAckPacket(ReasonCode.Success, isResumed) { Properties = properties };
    }
}
