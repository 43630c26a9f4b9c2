namespace Stations.Journal.History;

/// <summary>LEB128, 1 to 10 bytes.</summary>
public static class Varint
{
    /// <summary>Bytes of the greatest number.</summary>
    public const int Longest = 10;

    /// <summary>Writes at the start of <paramref name="target"/>, which has <see cref="Longest"/> bytes, and returns the bytes used.</summary>
    public static int Write(Span<byte> target, ulong value)
    {
        var at = 0;
        for (; value >= 0x80; value >>= 7)
        {
            target[at++] = (byte)(value | 0x80);
        }

        target[at++] = (byte)value;
        return at;
    }

    /// <summary>Reads the number at <paramref name="at"/> and moves past it; false when the bytes end inside it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, ref int at, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 7 * Longest && at < bytes.Length; shift += 7)
        {
            var one = bytes[at++];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Small numbers of either sign become small ones.</summary>
    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    public static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
