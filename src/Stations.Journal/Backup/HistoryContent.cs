using System.Buffers.Binary;
using System.Text;
using Stations.Journal.History;

namespace Stations.Journal.Backup;

/// <summary>All that a history holds, in an order that is the same for every kind of store, and the way back from entries.</summary>
internal static class HistoryContent
{
    private const int EventBytes = 20;

    /// <exception cref="JournalException">Something does not match its checksum, or the store cannot be read.</exception>
    public static IEnumerable<BackupEntry> Read(IHistoryStore history)
    {
        foreach (var block in history.ReadBlocks())
        {
            yield return new BackupEntry(block.Kind == BlockKind.Bundle ? EntryKind.BundleBlock : EntryKind.LooseBlock + (byte)block.Kind, block.Slot, block.Key, block.Bytes);
        }

        foreach (var one in history.ReadEvents())
        {
            yield return Of(one);
        }

        yield return new BackupEntry(EntryKind.Followed, history.Position, default, default);
    }

    public static Block ToBlock(BackupEntry entry) =>
        new(entry.Kind == EntryKind.BundleBlock ? BlockKind.Bundle : (BlockKind)(entry.Kind - EntryKind.LooseBlock), entry.Number, entry.Key, entry.Bytes);

    public static HistoryEvent ToEvent(BackupEntry entry)
    {
        var bytes = entry.Bytes.Span;
        var names = Encoding.UTF8.GetString(entry.Key.Span).Split('\0', 4);
        return new(
            new EventKey(entry.Number, BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt32LittleEndian(bytes[8..])),
            names[0],
            names[1],
            names[2],
            BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]),
            names.Length > 3 ? names[3] : "");
    }

    private static BackupEntry Of(HistoryEvent one)
    {
        var bytes = new byte[EventBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, one.Key.Position);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), one.Key.Ordinal);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), one.Kind);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), one.Detail);
        var note = one.Note.Length == 0 ? "" : $"\0{one.Note}";
        return new(EntryKind.Event, one.Key.At, Encoding.UTF8.GetBytes($"{one.Subject}\0{one.Place}\0{one.Area}{note}"), bytes);
    }
}
