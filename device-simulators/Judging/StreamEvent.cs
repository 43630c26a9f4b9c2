using System.Text;

namespace DeviceSimulators.Judging;

/// <summary>One event of the public stream, as it is sent: <c>event:</c>, <c>id:</c> and <c>data:</c> lines and an empty one.</summary>
/// <param name="Id">Empty where it has none.</param>
public sealed record StreamEvent(string Name, string Id, ReadOnlyMemory<byte> Data)
{
    /// <summary>The first event in <paramref name="bytes"/>; null while there is none that is whole. Comments and the like are events without a name.</summary>
    /// <param name="length">How many bytes of it are read.</param>
    public static StreamEvent? Read(ReadOnlyMemory<byte> bytes, out int length)
    {
        length = bytes.Span.IndexOf("\n\n"u8) + 2;
        if (length < 2)
        {
            length = 0;
            return null;
        }

        var (name, id, data) = ("", "", ReadOnlyMemory<byte>.Empty);
        var rest = bytes[..(length - 1)];
        while (rest.Length > 0)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var line = rest[..end];
            rest = rest[(end + 1)..];
            if (line.Span.StartsWith("event: "u8))
            {
                name = Encoding.ASCII.GetString(line.Span[7..]);
            }
            else if (line.Span.StartsWith("id: "u8))
            {
                id = Encoding.ASCII.GetString(line.Span[4..]);
            }
            else if (line.Span.StartsWith("data: "u8))
            {
                data = line[6..];
            }
        }

        return new(name, id, data);
    }
}
