using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Stations.Journal;

/// <summary>
/// A small file beside the journal that says how far it had been acknowledged and by which process. Written after each commit without a sync,
/// so it is never ahead of the journal: a journal that ends before it has lost acknowledged records (a cut or damaged -wal file does that
/// silently). Layout: position, process id, CRC-32C of both; little-endian.
/// </summary>
internal sealed class HighWaterMark : IDisposable
{
    private const int Size = 20;

    private readonly SafeFileHandle file;
    private readonly byte[] content = new byte[Size];

    private HighWaterMark(SafeFileHandle file) => this.file = file;

    /// <summary>Takes the mark over for this process and this journal.</summary>
    /// <exception cref="JournalException">The journal ends before the mark.</exception>
    public static HighWaterMark Open(string folder, long last)
    {
        var opened = File.OpenHandle(PathIn(folder), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        if (Read(opened)?.Position is { } acknowledged && acknowledged > last)
        {
            opened.Dispose();
            throw new JournalException(JournalFault.Damaged,
                $"{folder} is damaged: the journal ends at record {last}, but record {acknowledged} was acknowledged; a file was cut, lost or replaced. "
                + $"Restore the folder from a backup, or delete {PathIn(folder)} to go on without those records.");
        }
        var mark = new HighWaterMark(opened);
        mark.Move(last);
        return mark;
    }

    /// <summary>The process that opened the journal last, if that is known.</summary>
    public static long? Owner(string folder)
    {
        try
        {
            using var opened = File.OpenHandle(PathIn(folder), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return Read(opened)?.Process;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static string PathIn(string folder) => Path.Combine(folder, "journal.mark");

    public void Move(long position)
    {
        BinaryPrimitives.WriteInt64LittleEndian(content, position);
        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(8), Environment.ProcessId);
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(16), Crc32C.Add(Crc32C.Seed, content.AsSpan(0, 16)));
        try
        {
            RandomAccess.Write(file, content, 0);
        }
        catch (IOException)
        {
            // A mark left behind guards less, and the records it guards are safe already.
        }
    }

    public void Dispose() => file.Dispose();

    private static (long Position, long Process)? Read(SafeFileHandle opened)
    {
        Span<byte> found = stackalloc byte[Size];
        if (RandomAccess.Read(opened, found, 0) != Size
            || BinaryPrimitives.ReadUInt32LittleEndian(found[16..]) != Crc32C.Add(Crc32C.Seed, found[..16]))
        {
            return null;
        }
        return (BinaryPrimitives.ReadInt64LittleEndian(found), BinaryPrimitives.ReadInt64LittleEndian(found[8..]));
    }
}
