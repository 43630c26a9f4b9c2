using System.Net;
using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

/// <summary>A CONNECT to be decided. <see cref="ClientId"/> is never empty: an assigned one stands here already.</summary>
public sealed record ConnectRequest(string ClientId, ConnectPacket Packet, EndPoint? RemoteEndPoint)
{
    /// <summary>
    /// Whose certificate the client has shown: its one URI, or without any URI its common name; it is valid and of an authority that is
    /// believed here. Null: it has shown none.
    /// </summary>
    public string? CertificateName { get; init; }

    public string? UserName => Packet.UserName;

    public ReadOnlyMemory<byte>? Password => Packet.Password;
}

/// <summary>The answer to a CONNECT. <see cref="Identity"/> stays on the connection.</summary>
public readonly record struct ConnectDecision(ReasonCode Reason, object? Identity = null)
{
    public static ConnectDecision Accept(object? identity = null) => new(ReasonCode.Success, identity);

    public static ConnectDecision Refuse(ReasonCode reason = ReasonCode.BadUserNameOrPassword) => new(reason);
}
