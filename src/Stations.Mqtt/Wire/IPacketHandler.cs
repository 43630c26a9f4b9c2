using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Wire;

internal enum PacketStep
{
    /// <summary>Handled; go on with the next one.</summary>
    Next,

    /// <summary>Handled; await <see cref="IPacketHandler.ContinueAsync"/> before the next one.</summary>
    Pause,

    /// <summary>Not handled; await <see cref="IPacketHandler.ContinueAsync"/>, then offer it again.</summary>
    Retry,

    /// <summary>The connection ends here.</summary>
    Stop,
}

/// <summary>One end of a connection, server's or client's, as <see cref="PacketLoop"/> sees it.</summary>
internal interface IPacketHandler
{
    MqttVersion Version { get; }

    PacketBounds Bounds { get; }

    PacketStep Handle(in ParseResult packet);

    Task ContinueAsync();

    /// <summary>The peer broke the protocol or a limit; the loop ends after this call.</summary>
    void Refuse(in ParseResult failed);

    /// <summary>So many bytes have arrived.</summary>
    void Received(int count);

    /// <summary>All complete packets are handled; is there the beginning of one more, and has it begun with these bytes?</summary>
    void Rested(bool insidePacket, bool hasBegun);
}
