using System.Runtime.InteropServices;

namespace Stations.Mqtt.Packets;

/// <summary>What one packet may hold; beyond, it is refused before anything is made of it.</summary>
/// <param name="Size">Whole packet, bytes.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PacketBounds(int Size)
{
    /// <summary>Filters of a SUBSCRIBE or UNSUBSCRIBE.</summary>
    public int Filters { get; init; } = int.MaxValue;

    public int UserProperties { get; init; } = int.MaxValue;
}
