using System.Buffers.Binary;

namespace Stations.Journal.History;

/// <summary>
/// Records of many keys in one block, as they were followed: between two moves into the store a device says little, and a row for each would
/// cost many times what is in it. A bundle is a <see cref="Chunk"/> whose payloads are <c>length of the key (2) · key · payload</c>. Which of an
/// hour's bundles has a key's records follows from the key, for ever.
/// </summary>
public static class Bundle
{
    /// <summary>Bundles of one hour: of 100,000 devices 100 share one, and one device's part of a busy hour is read in some milliseconds.</summary>
    public const int Count = 1024;

    private static readonly ReadOnlyMemory<byte>[] Names = [.. Enumerable.Range(0, Count).Select(NameOf)];

    public static int NumberOf(ReadOnlySpan<byte> key) => (int)(KeyHash.Of(key) % Count);

    /// <summary>Under what key the store has the bundle of that number.</summary>
    public static ReadOnlyMemory<byte> Name(int number) => Names[number];

    public static int Length(int key, int payload) => sizeof(ushort) + key + payload;

    /// <summary>Fills <paramref name="target"/>, which has <see cref="Length"/> bytes.</summary>
    public static void Write(Span<byte> target, ReadOnlySpan<byte> key, ReadOnlySpan<byte> payload)
    {
        BinaryPrimitives.WriteUInt16BigEndian(target, (ushort)key.Length);
        key.CopyTo(target[sizeof(ushort)..]);
        payload.CopyTo(target[(sizeof(ushort) + key.Length)..]);
    }

    /// <summary>The key at the beginning of a bundle's record, and the record without it.</summary>
    public static bool TryRead(in RawRecord bundled, out ReadOnlyMemory<byte> key, out RawRecord record)
    {
        var bytes = bundled.Payload;
        if (!BinaryPrimitives.TryReadUInt16BigEndian(bytes.Span, out var length) || length > bytes.Length - sizeof(ushort))
        {
            (key, record) = (default, default);
            return false;
        }

        key = bytes.Slice(sizeof(ushort), length);
        record = bundled with { Payload = bytes[(sizeof(ushort) + length)..] };
        return true;
    }

    private static ReadOnlyMemory<byte> NameOf(int number)
    {
        var name = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(name, (ushort)number);
        return name;
    }
}
