using System.Buffers;

namespace Stations.Mqtt.Packets;

/// <summary>A packet that is not worth parsing in place: everything but PUBLISH and its acknowledgements.</summary>
public abstract record Packet
{
    private protected Packet()
    {
    }

    public abstract PacketType Type { get; }

    public MqttProperties Properties { get; init; } = MqttProperties.None;

    /// <summary>Length of the whole packet when written, bytes.</summary>
    internal int Length(MqttVersion version)
    {
        int body = BodyLength(version);
        return 1 + PacketWriter.VariableLength(body) + body;
    }

    /// <summary>Writes the whole packet. Properties and reason codes are left out in 3.1.1.</summary>
    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        int body = BodyLength(version);
        int total = 1 + PacketWriter.VariableLength(body) + body;
        var writer = new PacketWriter(output.GetSpan(total));
        int flags = Type is PacketType.Subscribe or PacketType.Unsubscribe or PacketType.PubRel ? 2 : 0;
        writer.Byte((byte)((int)Type << 4 | flags));
        writer.Variable((uint)body);
        WriteBody(ref writer, version);
        output.Advance(total);
    }

    private protected abstract void WriteBody(ref PacketWriter writer, MqttVersion version);

    private int BodyLength(MqttVersion version)
    {
        var measure = PacketWriter.Measure();
        WriteBody(ref measure, version);
        return measure.Length;
    }
}
