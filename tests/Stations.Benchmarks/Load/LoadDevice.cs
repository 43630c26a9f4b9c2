using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Stations.Benchmarks.Load;

/// <summary>
/// One virtual cabinet, a node of its own: a birth first, then telemetry whose <c>power_w</c> tells its <c>seq</c>, so that the value which
/// a server shows says how far it got. The packet is encoded once and patched in place.
/// </summary>
internal sealed class LoadDevice
{
    public const int MaxPacketBytes = 512;
    private const string Node = "bench";
    private const string Zeros = "0000000000";
    private const string Epoch = "1000000000000";
    private const string Power = "1000.000";

    private readonly byte[] birth;
    private readonly byte[] telemetry;
    private readonly string name;
    private long seq;

    public LoadDevice(int number, string boot)
    {
        name = $"n{number}";
        birth = Publish("birth", $$$"""
            {"v":1,"boot":"{{{boot}}}","seq":0,"ts":{{{Epoch}}},"full":true,"node":{"maker":"Bench","model":"B1","firmware":"1.0.0"},"devices":[{"device":"cab","kind":"charging_cabinet","station":"bench","name":"Bench cabinet","slots":2}],"d":{"cab":{"power_w":{{{Power}}} } }}
            """);
        telemetry = Publish("cab/tele", $$$"""
            {"v":1,"boot":"{{{boot}}}","seq":1{{{Zeros}}},"ts":{{{Epoch}}},"d":{"slot.01.temperature_c":31.2,"power_w":{{{Power}}},"voltage_v":231.4,"temperature_c":24.6}}
            """);
    }

    /// <summary>As the server's API names it.</summary>
    public string Id => $"{Node}:{name}:cab";

    /// <summary>The last message that the server acknowledged; −1 before the birth.</summary>
    public long Acknowledged { get; set; } = -1;

    /// <summary>The <c>power_w</c> of the last acknowledged message.</summary>
    public double AcknowledgedPower => (1_000_000 + Acknowledged % 1_000_000) / 1000.0;

    /// <summary>Writes the device's next message and returns its length.</summary>
    public int WriteNext(Span<byte> target, ushort packetId, long now, out long number)
    {
        number = seq++;
        var packet = number == 0 ? birth : telemetry;
        var head = 2 + (packet[1] > 127 ? 1 : 0);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(head + 2 + BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(head))), packetId);
        Patch(packet, "\"ts\":"u8, now, Epoch.Length);
        if (number > 0)
        {
            Patch(packet, "\"seq\":1"u8, number, Zeros.Length);
            var power = packet.AsSpan(packet.AsSpan().LastIndexOf("power_w"u8) + "power_w\":1".Length);
            Digits(power[..3], number / 1000 % 1000);
            Digits(power[4..7], number % 1000);
        }

        packet.CopyTo(target);
        return packet.Length;
    }

    private static void Patch(Span<byte> packet, ReadOnlySpan<byte> after, long value, int digits) =>
        Digits(packet.Slice(packet.IndexOf(after) + after.Length, digits), value);

    private static void Digits(Span<byte> target, long value) => Utf8Formatter.TryFormat(value, target, out _, new('D', (byte)target.Length));

    private byte[] Publish(string verb, string payload)
    {
        var topic = $"wn/1/{Node}/{name}/{verb}";
        var length = 2 + topic.Length + 2 + payload.Length;
        var packet = new List<byte> { 0x32 };
        for (var rest = length; ; rest >>= 7)
        {
            packet.Add((byte)(rest < 128 ? rest : rest | 128));
            if (rest < 128)
            {
                break;
            }
        }

        packet.AddRange([(byte)(topic.Length >> 8), (byte)topic.Length, .. Encoding.ASCII.GetBytes(topic), 0, 0, .. Encoding.ASCII.GetBytes(payload)]);
        return [.. packet];
    }
}
