using System.Collections;

namespace Stations.Mqtt.Packets;

/// <summary>
/// The properties of a packet that outlives its buffer. Write one as
/// <c>new MqttProperties { { PropertyId.ReceiveMaximum, 20 }, { "name", "value" } }</c>.
/// </summary>
public sealed class MqttProperties : IReadOnlyCollection<MqttProperty>
{
    private readonly List<MqttProperty> items = [];

    /// <summary>No properties; must not be added to.</summary>
    public static MqttProperties None { get; } = [];

    public int Count => items.Count;

    public void Add(PropertyId id, uint number) => items.Add(new(id, number, null, default, null));

    public void Add(PropertyId id, string text) => items.Add(new(id, 0, text, default, null));

    public void Add(PropertyId id, ReadOnlyMemory<byte> data) => items.Add(new(id, 0, null, data, null));

    /// <summary>Adds a user property.</summary>
    public void Add(string name, string value) => items.Add(new(PropertyId.UserProperty, 0, name, default, value));

    public uint? Number(PropertyId id) => Find(id)?.Number;

    public string? Text(PropertyId id) => Find(id)?.Text;

    public ReadOnlyMemory<byte>? Data(PropertyId id) => Find(id)?.Data;

    public IEnumerable<KeyValuePair<string, string>> UserProperties =>
        items.Where(item => item.Id == PropertyId.UserProperty).Select(item => KeyValuePair.Create(item.Text!, item.Value!));

    public IEnumerator<MqttProperty> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What may be left out of an answer that is too large: why, what was only asked for, and what users wrote.</summary>
    internal MqttProperties WithoutExplanation()
    {
        var kept = new MqttProperties();
        kept.items.AddRange(items.Where(item => item.Id is not (PropertyId.ReasonString or PropertyId.ResponseInformation or PropertyId.UserProperty)));
        return kept;
    }

    /// <summary>The encoded block without the length before it.</summary>
    public byte[] ToBytes()
    {
        var measure = PacketWriter.Measure();
        WriteItems(ref measure);
        byte[] bytes = new byte[measure.Length];
        var writer = new PacketWriter(bytes);
        WriteItems(ref writer);
        return bytes;
    }

    internal static MqttProperties Decode(ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty)
        {
            return None;
        }

        var properties = new MqttProperties();
        foreach (var property in new PropertySequence(block))
        {
            properties.items.Add(PropertyTable.KindOf(property.Id) switch
            {
                PropertyKind.Text => new(property.Id, 0, property.Text, default, null),
                PropertyKind.Binary => new(property.Id, 0, null, property.Bytes.ToArray(), null),
                PropertyKind.Pair => new(property.Id, 0, property.Text, default, System.Text.Encoding.UTF8.GetString(property.Value)),
                _ => new(property.Id, property.Number, null, default, null),
            });
        }
        return properties;
    }

    internal void Write(ref PacketWriter writer)
    {
        var measure = PacketWriter.Measure();
        WriteItems(ref measure);
        writer.Variable((uint)measure.Length);
        WriteItems(ref writer);
    }

    private MqttProperty? Find(PropertyId id)
    {
        foreach (var item in items)
        {
            if (item.Id == id)
            {
                return item;
            }
        }
        return null;
    }

    private void WriteItems(ref PacketWriter writer)
    {
        foreach (var item in items)
        {
            writer.Byte((byte)item.Id);
            switch (PropertyTable.KindOf(item.Id))
            {
                case PropertyKind.Flag: writer.Byte((byte)item.Number); break;
                case PropertyKind.UInt16: writer.UInt16((ushort)item.Number); break;
                case PropertyKind.UInt32: writer.UInt32(item.Number); break;
                case PropertyKind.Variable: writer.Variable(item.Number); break;
                case PropertyKind.Text: writer.Text(item.Text!); break;
                case PropertyKind.Binary: writer.Binary(item.Data.Span); break;
                case PropertyKind.Pair:
                    writer.Text(item.Text!);
                    writer.Text(item.Value!);
                    break;
                default: throw new InvalidOperationException($"There is no property {item.Id}.");
            }
        }
    }
}
