using System.Text;

namespace Stations.Mqtt.Packets;

/// <summary>One property, still in the receive buffer: <see cref="Number"/> for numeric ones, <see cref="Bytes"/> for text and binary,
/// <see cref="Bytes"/> (name) and <see cref="Value"/> for a user property.</summary>
public readonly ref struct PropertyView(PropertyId id, uint number, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> value)
{
    public PropertyId Id { get; } = id;

    public uint Number { get; } = number;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public ReadOnlySpan<byte> Value { get; } = value;

    public string Text => Encoding.UTF8.GetString(Bytes);
}
