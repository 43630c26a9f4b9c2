using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;

namespace Stations.Mqtt.Wire;

/// <summary>
/// The PROXY protocol's header, version 2: by it a proxy says whose connection it passes on. All further fields (TLVs) are skipped.
/// </summary>
/// <param name="Length">Bytes of the whole header; while there are too few bytes to tell, of the part to read before asking again.</param>
/// <param name="Source">Null when the proxy speaks for itself (LOCAL) or says nothing that we know (UNSPEC, UNIX).</param>
/// <param name="Problem">Why it is refused, as it is counted; null when it is not.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProxyHeader(int Length, IPEndPoint? Source = null, string? Problem = null)
{
    public const string Version1 = "proxy_version_1";
    public const string Absent = "proxy_header_absent";
    public const string Malformed = "proxy_header_malformed";

    /// <summary>Bytes, of ours and not of the protocol: addresses take at most 232, and a proxy seldom adds more than a certificate's name.</summary>
    public const int MaxLength = 4096;

    private const int FixedLength = 16;

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <summary>The problem in a sentence.</summary>
    public string Text => Problem switch
    {
        Version1 => "The proxy speaks version 1 of the PROXY protocol; set it to version 2.",
        Absent => "A proxy from which a PROXY header is expected sent none.",
        Malformed => "The PROXY header is malformed.",
        _ => "",
    };

    /// <summary>Reads the header and not a byte of what follows.</summary>
    /// <exception cref="IOException">The connection ended inside it.</exception>
    public static async ValueTask<ProxyHeader> ReadAsync(Stream from)
    {
        byte[] bytes = new byte[FixedLength];
        int length = 0;
        while (true)
        {
            var header = Parse(bytes.AsSpan(0, length));
            if (header.Problem is not null || (header.Length == length && length >= FixedLength))
            {
                return header;
            }

            if (header.Length > bytes.Length)
            {
                Array.Resize(ref bytes, header.Length);
            }

            int count = await from.ReadAsync(bytes.AsMemory(length..header.Length)).ConfigureAwait(false);
            length += count > 0 ? count : throw new EndOfStreamException();
        }
    }

    /// <param name="bytes">What has come so far, and no more than the header.</param>
    public static ProxyHeader Parse(ReadOnlySpan<byte> bytes)
    {
        var begin = bytes[..Math.Min(bytes.Length, Signature.Length)];
        if (!Signature.StartsWith(begin))
        {
            bool isOld = "PROXY "u8.StartsWith(begin[..Math.Min(begin.Length, 6)]);
            return isOld && begin.Length < 6 ? new(FixedLength) : new(0, Problem: isOld ? Version1 : Absent);
        }

        if (bytes.Length < FixedLength)
        {
            return new(FixedLength);
        }

        int length = FixedLength + BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        if (length > MaxLength)
        {
            return new(0, Problem: Malformed);
        }

        return bytes.Length < length ? new(length) : Parse(bytes[12], bytes[13], bytes[FixedLength..], length);
    }

    private static ProxyHeader Parse(byte command, byte family, ReadOnlySpan<byte> rest, int length) => (command, family) switch
    {
        (0x20, _) => new(length),
        (0x21, 0x00) => new(length),
        (0x21, 0x11) when rest.Length >= 12 => new(length, Address(rest, 4)),
        (0x21, 0x21) when rest.Length >= 36 => new(length, Address(rest, 16)),
        (0x21, 0x31) when rest.Length >= 216 => new(length),
        _ => new(0, Problem: Malformed),
    };

    /// <summary>Source and destination address, then source and destination port.</summary>
    private static IPEndPoint Address(ReadOnlySpan<byte> rest, int size) =>
        new(new IPAddress(rest[..size]), BinaryPrimitives.ReadUInt16BigEndian(rest[(2 * size)..]));
}
