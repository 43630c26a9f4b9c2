using System.Numerics;
using System.Runtime.InteropServices;

namespace Stations.Journal;

/// <summary>CRC-32C (Castagnoli), in hardware where there is any.</summary>
internal static class Crc32C
{
    public const uint Seed = uint.MaxValue;

    public static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var one in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return crc;
    }

    public static uint Add(uint crc, long value) => BitOperations.Crc32C(crc, (ulong)value);
}
