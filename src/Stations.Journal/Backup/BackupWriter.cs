using System.Buffers.Binary;

namespace Stations.Journal.Backup;

/// <summary>Writes a backup from its first byte to its last.</summary>
internal sealed class BackupWriter : IDisposable
{
    private readonly Stream target;
    private readonly BackupTally tally = new();
    private byte[] buffer = new byte[64 * 1024];
    private long offset;

    public BackupWriter(Stream target)
    {
        this.target = target;
        Put(BackupHeader.Current);
    }

    public long Entries => tally.Entries;

    public void Write(BackupEntry entry)
    {
        var frame = Frame(entry);
        tally.Add(entry.Kind, frame.Span[..^BackupEntry.ChecksumBytes]);
        Put(frame.Span);
    }

    public BackupSummary Finish()
    {
        Put(Frame(tally.End()).Span);
        return tally.Summary();
    }

    public void Dispose() => tally.Dispose();

    private ReadOnlyMemory<byte> Frame(BackupEntry entry)
    {
        var length = BackupEntry.HeadBytes + entry.Key.Length + entry.Bytes.Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, BackupEntry.MaxLength, nameof(entry));
        var end = BackupEntry.LengthBytes + length;
        if (buffer.Length < end + BackupEntry.ChecksumBytes)
        {
            buffer = new byte[end + BackupEntry.ChecksumBytes];
        }

        var frame = buffer.AsSpan(0, end + BackupEntry.ChecksumBytes);
        BinaryPrimitives.WriteInt32LittleEndian(frame, length);
        frame[4] = (byte)entry.Kind;
        BinaryPrimitives.WriteInt64LittleEndian(frame[5..], entry.Number);
        BinaryPrimitives.WriteInt32LittleEndian(frame[13..], entry.Key.Length);
        entry.Key.Span.CopyTo(frame[17..]);
        entry.Bytes.Span.CopyTo(frame[(17 + entry.Key.Length)..]);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[end..], Crc32C.Add(Crc32C.Add(Crc32C.Seed, offset), frame[..end]));
        return buffer.AsMemory(0, frame.Length);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        target.Write(bytes);
        offset += bytes.Length;
    }
}
