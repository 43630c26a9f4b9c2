using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

public enum DisconnectKind : byte
{
    /// <summary>The network connection ended without a DISCONNECT.</summary>
    Lost,

    /// <summary>The client sent DISCONNECT.</summary>
    ByClient,

    /// <summary>The same client id connected again.</summary>
    TakenOver,

    /// <summary>Keep-alive, CONNECT or the rest of a packet came too late.</summary>
    Timeout,

    /// <summary>The client broke the protocol or a limit.</summary>
    Refused,

    /// <summary>The application closed it.</summary>
    ByServer,

    /// <summary>The application failed or could not make a message durable.</summary>
    ApplicationFailed,

    ServerStopping,
}

/// <summary>Why a connection ended, in the words of MQTT 5.0 and of people.</summary>
public sealed record DisconnectCause(DisconnectKind Kind, ReasonCode Reason, string Text, Exception? Exception = null)
{
    internal static DisconnectCause Lost { get; } = new(DisconnectKind.Lost, ReasonCode.UnspecifiedError, "The network connection was lost.");

    internal static DisconnectCause ByClient { get; } = new(DisconnectKind.ByClient, ReasonCode.Success, "The client disconnected.");

    internal static DisconnectCause TakenOver { get; } =
        new(DisconnectKind.TakenOver, ReasonCode.SessionTakenOver, "Another connection came with the same client id; give each client its own.");

    internal static DisconnectCause KeepAlive { get; } = new(DisconnectKind.Timeout, ReasonCode.KeepAliveTimeout, "Nothing came for 1.5 times the keep-alive; send PINGREQ in time.");

    internal static DisconnectCause Stopping { get; } = new(DisconnectKind.ServerStopping, ReasonCode.ServerShuttingDown, "The server is shutting down; come again in some seconds.");

    internal static DisconnectCause Timeout(string text) => new(DisconnectKind.Timeout, ReasonCode.MaximumConnectTime, text);

    internal static DisconnectCause Refused(ReasonCode reason, string text) => new(DisconnectKind.Refused, reason, text);

    internal static DisconnectCause Failed(Exception? exception = null) =>
        new(DisconnectKind.ApplicationFailed, ReasonCode.UnspecifiedError, "The server could not handle a message; connect and send it again.", exception);
}
