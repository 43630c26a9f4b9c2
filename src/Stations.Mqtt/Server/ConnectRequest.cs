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

/// <summary>The answer to a CONNECT.</summary>
/// <param name="Identity">Stays on the connection.</param>
/// <param name="Owner">
/// Whose session it is: clients of different owners never meet in one, whatever client ids they choose. Null: of whoever knows the client id.
/// </param>
public readonly record struct ConnectDecision(ReasonCode Reason, object? Identity = null, string? Owner = null)
{
    /// <summary>What a 5.0 client that asks is told to begin its response topics with; null: nothing.</summary>
    public string? ResponseInformation { get; init; }

    public static ConnectDecision Accept(object? identity = null, string? owner = null) => new(ReasonCode.Success, identity, owner);

    public static ConnectDecision Refuse(ReasonCode reason = ReasonCode.BadUserNameOrPassword) => new(reason);
}
