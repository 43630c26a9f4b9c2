using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Stations.Journal;

/// <summary>How far the journal got.</summary>
/// <param name="Position">The last record's number.</param>
/// <param name="Saves">How many commits held snapshots, states or deletions.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Progress(long Position, long Saves);

/// <summary>
/// A small file beside the journal that says how far it had been acknowledged and by which process. Written after each commit without a sync,
/// so it is never ahead of the journal: a journal that ends before it has lost acknowledged commits (a cut or damaged -wal file does that
/// silently). Layout: position, saves, process id, CRC-32C of the three; little-endian.
/// </summary>
internal sealed class HighWaterMark : IDisposable
{
    private const int Size = 28;

    private readonly SafeFileHandle file;
    private readonly byte[] content = new byte[Size];

    private HighWaterMark(SafeFileHandle file) => this.file = file;

    /// <summary>Opens the mark of this journal; it is this process's from the first <see cref="Move"/> on.</summary>
    /// <exception cref="JournalException">The journal ends before the mark.</exception>
    public static HighWaterMark Open(string folder, Progress found)
    {
        var opened = File.OpenHandle(PathIn(folder), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        if (Read(opened)?.Progress is { } known && (known.Position > found.Position || known.Saves > found.Saves))
        {
            opened.Dispose();
            throw new JournalException(JournalFault.Damaged,
                $"{folder} is damaged: the journal ends at record {found.Position} and save {found.Saves}, but record {known.Position} and save "
                + $"{known.Saves} were acknowledged; a file was cut, lost or replaced. Restore the folder from a backup, or delete {PathIn(folder)} "
                + "to go on without them.");
        }

        return new HighWaterMark(opened);
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

    private static string PathIn(string folder) => Path.Combine(folder, "journal.mark");

    public void Move(Progress to)
    {
        BinaryPrimitives.WriteInt64LittleEndian(content, to.Position);
        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(8), to.Saves);
        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(16), Environment.ProcessId);
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(24), Crc32C.Add(Crc32C.Seed, content.AsSpan(0, 24)));
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

    private static (Progress Progress, long Process)? Read(SafeFileHandle opened)
    {
        Span<byte> found = stackalloc byte[Size];
        if (RandomAccess.Read(opened, found, 0) != Size
            || BinaryPrimitives.ReadUInt32LittleEndian(found[24..]) != Crc32C.Add(Crc32C.Seed, found[..24]))
        {
            return null;
        }
        var progress = new Progress(BinaryPrimitives.ReadInt64LittleEndian(found), BinaryPrimitives.ReadInt64LittleEndian(found[8..]));
        return (progress, BinaryPrimitives.ReadInt64LittleEndian(found[16..]));
    }
}
