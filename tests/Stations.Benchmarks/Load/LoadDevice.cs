using System.Buffers.Binary;
using System.Buffers.Text;

namespace Stations.Benchmarks.Load;

/// <summary>
/// One virtual cabinet: after its node's birth telemetry whose <c>power_w</c> tells its <c>seq</c>, so that the value which a server shows
/// says how far it got. The packet is encoded once and patched in place.
/// </summary>
internal sealed class LoadDevice(LoadNode node, string name)
{
    public const int MaxPacketBytes = 512;
    private const string Zeros = "0000000000";

    private readonly byte[] telemetry = node.Publish($"{name}/tele", $$$"""
        {"v":1,"boot":"{{{node.Boot}}}","seq":1{{{Zeros}}},"ts":{{{LoadNode.Epoch}}},"d":{"slot.01.temperature_c":31.2,"power_w":{{{LoadNode.Power}}},"voltage_v":231.4,"temperature_c":24.6}}
        """);
    private long acknowledged = -1;

    /// <summary>Within its node.</summary>
    public string Name => name;

    /// <summary>As the server's API names it.</summary>
    public string Id => $"{LoadNode.District}:{node.Name}:{name}";

    /// <summary>The last message that the server acknowledged; −1 before the birth.</summary>
    public long Acknowledged
    {
        get => Math.Max(acknowledged, node.IsBorn ? 0 : -1);
        set => (acknowledged, node.IsBorn) = (value, true);
    }

    /// <summary>The <c>power_w</c> of the last acknowledged message.</summary>
    public double AcknowledgedPower => (1_000_000 + Acknowledged % 1_000_000) / 1000.0;

    /// <summary>Writes the device's next message, or its node's birth if that was not sent, and returns its length.</summary>
    public int WriteNext(Span<byte> target, ushort packetId, long now, out long number)
    {
        number = node.Next();
        var packet = number == 0 ? node.Birth() : telemetry;
        var head = 2 + (packet[1] > 127 ? 1 : 0);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(head + 2 + BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(head))), packetId);
        Patch(packet, "\"ts\":"u8, now, LoadNode.Epoch.Length);
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
}
