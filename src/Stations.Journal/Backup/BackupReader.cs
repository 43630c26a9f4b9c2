using System.Buffers.Binary;

namespace Stations.Journal.Backup;

/// <summary>Reads a backup from its first byte to its last and believes none of them unchecked.</summary>
/// <param name="source">Of known length.</param>
/// <param name="name">How the file is called when something is wrong with it.</param>
internal sealed class BackupReader(Stream source, string name) : IDisposable
{
    private readonly BackupTally tally = new();
    private long offset;

    public long Entries => tally.Entries;

    /// <summary>Every entry but the end. Only when all were read is the file known to be whole.</summary>
    /// <exception cref="BackupException">It is no backup, newer than this program, or damaged; says where.</exception>
    public IEnumerable<BackupEntry> ReadAll()
    {
        ReadHeader();
        while (true)
        {
            var (entry, frame) = ReadEntry();
            if (entry.Kind is EntryKind.End)
            {
                CheckEnd(entry);
                yield break;
            }

            tally.Add(entry.Kind, frame);
            offset += frame.Length + BackupEntry.ChecksumBytes;
            yield return entry;
        }
    }

    /// <summary>Of what was read.</summary>
    public BackupSummary Summary() => tally.Summary();

    public void Dispose() => tally.Dispose();

    private void ReadHeader()
    {
        var header = new byte[BackupHeader.Length];
        var length = source.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (BackupHeader.WhyNot(header.AsSpan(0, length)) is { } why)
        {
            throw new BackupException($"{name} cannot be read: {why}.");
        }

        offset = header.Length;
    }

    private (BackupEntry Entry, byte[] Frame) ReadEntry()
    {
        Span<byte> start = stackalloc byte[BackupEntry.LengthBytes];
        Fill(start);
        var length = BinaryPrimitives.ReadInt32LittleEndian(start);
        if (length is < BackupEntry.HeadBytes or > BackupEntry.MaxLength)
        {
            throw Damaged("says to be of an impossible length");
        }

        if (length > source.Length - source.Position)
        {
            throw Damaged("is cut off");
        }

        var frame = new byte[start.Length + length];
        Span<byte> checksum = stackalloc byte[BackupEntry.ChecksumBytes];
        start.CopyTo(frame);
        Fill(frame.AsSpan(start.Length));
        Fill(checksum);
        if (BinaryPrimitives.ReadUInt32LittleEndian(checksum) != Crc32C.Add(Crc32C.Add(Crc32C.Seed, offset), frame))
        {
            throw Damaged("does not match its checksum");
        }

        var key = BinaryPrimitives.ReadInt32LittleEndian(frame.AsSpan(13));
        if (key < 0 || key > length - BackupEntry.HeadBytes || !Enum.IsDefined((EntryKind)frame[4]))
        {
            throw Damaged("is of a kind or form that this program does not know");
        }

        return (new((EntryKind)frame[4], BinaryPrimitives.ReadInt64LittleEndian(frame.AsSpan(5)), frame.AsMemory(17, key), frame.AsMemory(17 + key)), frame);
    }

    private void CheckEnd(BackupEntry found)
    {
        var expected = tally.End();
        if (found.Number != expected.Number || !found.Key.Span.SequenceEqual(expected.Key.Span) || !found.Bytes.Span.SequenceEqual(expected.Bytes.Span))
        {
            throw Damaged("is the end, but tells of other counts or another digest");
        }

        if (source.ReadByte() >= 0)
        {
            throw Damaged("is the end, but more follows");
        }
    }

    private void Fill(Span<byte> target)
    {
        if (source.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
        {
            throw Damaged("is cut off");
        }
    }

    private BackupException Damaged(string how) => new($"{name} is damaged: entry {tally.Entries + 1} at byte {offset} {how}. Nothing of it may be used.");
}
