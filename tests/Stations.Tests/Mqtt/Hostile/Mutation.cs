namespace Stations.Tests.Mqtt.Hostile;

/// <summary>Changes bytes without knowing what they mean.</summary>
internal static class Mutation
{
    private static readonly byte[] Edges = [0, 1, 2, 0x7F, 0x80, 0x81, 0xFE, 0xFF];

    /// <summary>Returns the length of what <paramref name="packet"/> holds afterwards; it has room for <paramref name="length"/> and a little more.</summary>
    public static int Apply(Span<byte> packet, int length, Random random)
    {
        for (var changes = random.Next(1, 4); changes > 0 && length > 0; changes--)
        {
            var at = random.Next(length);
            switch (random.Next(7))
            {
                case 0:
                    packet[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    packet[at] = (byte)random.Next(256);
                    break;
                case 2:
                    packet[at] = Edges[random.Next(Edges.Length)];
                    break;
                case 3:
                    length = at;
                    break;
                case 4 when length < packet.Length:
                    packet[at..length].CopyTo(packet[(at + 1)..]);
                    length++;
                    break;
                case 5:
                    packet[(at + 1)..length].CopyTo(packet[at..]);
                    length--;
                    break;
                default:
                    var count = Math.Min(random.Next(1, 9), length - at);
                    packet.Slice(random.Next(length - count + 1), count).CopyTo(packet[at..]);
                    break;
            }
        }

        return length;
    }
}
