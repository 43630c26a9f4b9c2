using System.Net;
using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

/// <summary>A CONNECT to be decided. <see cref="ClientId"/> is never empty: an assigned one stands here already.</summary>
public sealed record ConnectRequest(string ClientId, ConnectPacket Packet, EndPoint? RemoteEndPoint)
{
    public string? UserName => Packet.UserName;

    public ReadOnlyMemory<byte>? Password => Packet.Password;
}

/// <summary>The answer to a CONNECT. <see cref="Identity"/> stays on the connection.</summary>
public readonly record struct ConnectDecision(ReasonCode Reason, object? Identity = null)
{
    public static ConnectDecision Accept(object? identity = null) => new(ReasonCode.Success, identity);

    public static ConnectDecision Refuse(ReasonCode reason = ReasonCode.BadUserNameOrPassword) => new(reason);
}
