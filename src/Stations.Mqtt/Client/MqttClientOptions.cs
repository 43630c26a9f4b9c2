using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Client;

/// <summary>How one connection of a client is made.</summary>
public sealed record MqttClientOptions
{
    public string Host { get; init; } = "127.0.0.1";

    public int Port { get; init; } = 1883;

    public MqttVersion Version { get; init; } = MqttVersion.V50;

    /// <summary>Empty: the server assigns one (in 3.1.1 only with <see cref="CleanStart"/>).</summary>
    public string ClientId { get; init; } = "";

    public string? UserName { get; init; }

    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>Forget what the server kept for this client id.</summary>
    public bool CleanStart { get; init; } = true;

    /// <summary>5.0: seconds that the server keeps the session after the connection. 3.1.1 keeps it unless <see cref="CleanStart"/>.</summary>
    public uint SessionExpirySeconds { get; init; }

    /// <summary>Seconds, 0 to 65,535; PINGREQ goes out on its own. 0 switches it off.</summary>
    public int KeepAliveSeconds { get; init; } = 30;

    public Will? Will { get; init; }

    /// <summary>5.0: unacknowledged messages the server may send at a time.</summary>
    public ushort ReceiveMaximum { get; init; } = 100;

    /// <summary>Publishes waiting for their acknowledgement at a time; the server's own maximum may lower it.</summary>
    public int MaxInFlight { get; init; } = 1000;

    /// <summary>Longest packet accepted, bytes.</summary>
    public int MaxPacketSize { get; init; } = 256 * 1024;

    /// <summary>Limit for the TCP connect and the server's answer together.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Called for every message, one at a time; QoS 1 and 2 are acknowledged when the task completes.</summary>
    public Func<MqttMessage, ValueTask>? OnMessage { get; init; }
}
