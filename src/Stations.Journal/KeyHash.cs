using System.Runtime.InteropServices;

namespace Stations.Journal;

/// <summary>A 64-bit hash of a key, the same in every process.</summary>
internal static class KeyHash
{
    private const ulong Prime = 0x9E3779B97F4A7C15;

    public static ulong Of(ReadOnlySpan<byte> key)
    {
        var hash = (ulong)key.Length * Prime;
        var words = MemoryMarshal.Cast<byte, ulong>(key);
        foreach (var word in words)
        {
            hash = Mix(hash ^ word);
        }

        foreach (var one in key[(words.Length * sizeof(ulong))..])
        {
            hash = Mix(hash ^ one);
        }

        return hash;
    }

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value ^ Prime, 0xD6E8FEB86659FD93, out var low);
        return high ^ low;
    }
}

/// <summary>Compares keys by content, whether they are held or only looked up.</summary>
public sealed class KeyComparer : IEqualityComparer<ReadOnlyMemory<byte>>, IAlternateEqualityComparer<ReadOnlySpan<byte>, ReadOnlyMemory<byte>>
{
    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    public int GetHashCode(ReadOnlyMemory<byte> obj) => (int)KeyHash.Of(obj.Span);

    public bool Equals(ReadOnlySpan<byte> alternate, ReadOnlyMemory<byte> other) => alternate.SequenceEqual(other.Span);

    public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)KeyHash.Of(alternate);

    public ReadOnlyMemory<byte> Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
