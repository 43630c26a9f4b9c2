using System.Globalization;
using System.Text;

namespace Stations.Journal;

/// <summary>What both stores keep beside their bytes, so that nothing is served that is not what was written.</summary>
internal static class Checksums
{
    public static long Row(long first, long count, ReadOnlySpan<byte> records) =>
        Crc32C.Add(Crc32C.Add(Crc32C.Add(Crc32C.Seed, first), count), records);

    public static long Key(ReadOnlySpan<byte> key) => Crc32C.Add(Crc32C.Seed, key);

    public static long Snapshot(ReadOnlySpan<byte> key, long position, ReadOnlySpan<byte> state) =>
        Crc32C.Add(Crc32C.Add(Crc32C.Add(Crc32C.Seed, position), key), state);

    public static long State(string key, string name, long etag, byte[]? data)
    {
        var crc = Crc32C.Add(Crc32C.Add(Crc32C.Seed, etag), Encoding.UTF8.GetBytes($"{key}\0{name}\0"));
        return data is null ? Crc32C.Add(crc, -1) : Crc32C.Add(crc, data);
    }

    public static string ETagText(long etag) => etag.ToString(CultureInfo.InvariantCulture);

    /// <summary>The snapshot in memory of its own; with its damage instead of its state if the checksum does not hold.</summary>
    public static Recovered Verified(string store, ReadOnlySpan<byte> key, long position, long crc, ReadOnlySpan<byte> state)
    {
        var bytes = new byte[key.Length + state.Length];
        key.CopyTo(bytes);
        state.CopyTo(bytes.AsSpan(key.Length));
        var ownKey = bytes.AsMemory(0, key.Length);
        return crc == Snapshot(key, position, state)
            ? new Recovered(ownKey, position, bytes.AsMemory(key.Length), [], Damage: null)
            : new Recovered(ownKey, 0, default, [], $"{store}: the snapshot at {position} does not match its checksum");
    }

    /// <summary>Adds the row's records after the position; false when the row is not what was written.</summary>
    public static bool Unpack(long first, long count, long crc, byte[] row, long after, List<CommittedRecord> found)
    {
        var (at, next) = (0, first);
        while (Packed.TryRead(row, ref at, ref next, out var key, out var record))
        {
            if (next - 1 > after)
            {
                found.Add(new CommittedRecord(next - 1, key, record));
            }
        }

        return at == row.Length && next == first + count && crc == Row(first, count, row);
    }
}
