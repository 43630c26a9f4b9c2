using System.Numerics;
using System.Runtime.InteropServices;

namespace Stations.Protocol;

/// <summary>Spreads names and words over small tables, eight bytes a step. Whoever chooses the bytes chooses the place: it bounds nothing.</summary>
internal static class ShortHash
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var hash = (uint)bytes.Length;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            hash = BitOperations.Crc32C(hash, word);
        }

        foreach (var one in bytes[(words.Length * sizeof(ulong))..])
        {
            hash = BitOperations.Crc32C(hash, one);
        }

        return hash;
    }
}
