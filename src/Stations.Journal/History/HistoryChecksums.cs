using System.Text;

namespace Stations.Journal.History;

/// <summary>What both stores keep beside a row, so that nothing is served that is not what was written.</summary>
internal static class HistoryChecksums
{
    public static long Position(long position) => Crc32C.Add(Crc32C.Seed, position);

    public static long Block(long slot, ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes) => Crc32C.Add(Crc32C.Add(Crc32C.Add(Crc32C.Seed, slot), key), bytes);

    public static long Event(HistoryEvent one)
    {
        var crc = Crc32C.Add(Crc32C.Add(Crc32C.Add(Crc32C.Seed, one.Key.At), one.Key.Position), one.Key.Ordinal);
        crc = Crc32C.Add(Crc32C.Add(crc, one.Kind), one.Detail);
        crc = Crc32C.Add(crc, Encoding.UTF8.GetBytes($"{one.Subject}\0{one.Place}\0{one.Area}"));

        // What was written before there were notes keeps its checksum.
        return one.Note.Length == 0 ? crc : Crc32C.Add(crc, Encoding.UTF8.GetBytes(one.Note));
    }
}
