using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Stations.Journal.Backup;

/// <summary>Counts entries and digests them in their order.</summary>
internal sealed class BackupTally : IDisposable
{
    private readonly IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly long[] counts = new long[(int)EntryKind.End];

    public long Entries { get; private set; }

    /// <param name="frame">Length, kind, number, key and bytes.</param>
    public void Add(EntryKind kind, ReadOnlySpan<byte> frame)
    {
        digest.AppendData(frame);
        counts[(int)kind]++;
        Entries++;
    }

    /// <summary>The entry that ends a file: the digest of all before it as key; <c>kind (1) · count (8)</c> of each kind there was as bytes.</summary>
    public BackupEntry End()
    {
        var bytes = new List<byte>();
        Span<byte> number = stackalloc byte[sizeof(long)];
        for (var kind = 0; kind < counts.Length; kind++)
        {
            if (counts[kind] > 0)
            {
                BinaryPrimitives.WriteInt64LittleEndian(number, counts[kind]);
                bytes.Add((byte)kind);
                bytes.AddRange(number);
            }
        }

        return new BackupEntry(EntryKind.End, Entries, digest.GetCurrentHash(), bytes.ToArray());
    }

    public BackupSummary Summary() => new(
        [
            ("snapshots", Count(EntryKind.Snapshot)),
            ("records", Count(EntryKind.Record)),
            ("states", Count(EntryKind.State, EntryKind.ClearedState)),
            ("raw history", Count(EntryKind.LooseBlock, EntryKind.MergedBlock, EntryKind.BundleBlock)),
            ("minutes", Count(EntryKind.MinutesBlock)),
            ("hours", Count(EntryKind.HoursBlock)),
            ("events", Count(EntryKind.Event)),
        ],
        Convert.ToHexStringLower(digest.GetCurrentHash()));

    public void Dispose() => digest.Dispose();

    private long Count(params ReadOnlySpan<EntryKind> kinds)
    {
        var sum = 0L;
        foreach (var kind in kinds)
        {
            sum += counts[(int)kind];
        }

        return sum;
    }
}
