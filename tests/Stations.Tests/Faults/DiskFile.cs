namespace Stations.Tests.Faults;

/// <summary>One file: what is safely on the disk, and what was done to it since, which the next power loss may take back in part.</summary>
internal sealed class DiskFile(byte[] synced)
{
    private const int Sector = 512;

    private readonly List<Change> changes = [];
    private byte[] synced = synced;

    private int Size => changes.Count > 0 ? changes[^1].SizeAfter : synced.Length;

    public void Write(long at, ReadOnlySpan<byte> bytes) => changes.Add(new Change((int)at, bytes.ToArray(), Math.Max(Size, (int)at + bytes.Length)));

    /// <summary>Cuts, or lengthens with zeros.</summary>
    public void Truncate(long size) => changes.Add(new Change((int)Math.Min(size, Size), [], (int)size));

    public void Sync()
    {
        synced = Content();
        changes.Clear();
    }

    /// <summary>What a reader sees while the power is on.</summary>
    public byte[] Content() => Build(Enumerable.Repeat(changes.Count, SectorCount()).ToArray(), Size, torn: null);

    /// <summary>
    /// What is left after a power loss: the disk got any of the versions that each sector had since the last sync, perhaps only the first
    /// bytes of a write, and any of the sizes.
    /// </summary>
    public byte[] AfterPowerLoss(Random random)
    {
        var versions = new int[SectorCount()];
        var common = random.Next(changes.Count + 1);
        Func<int> version = random.Next(6) switch
        {
            0 => () => 0,
            1 => () => changes.Count,
            2 => () => common,
            3 => () => random.Next(changes.Count + 1),
            4 => () => random.Next(8) == 0 ? random.Next(changes.Count + 1) : changes.Count,
            _ => () => random.Next(8) == 0 ? changes.Count : common,
        };
        for (var sector = 0; sector < versions.Length; sector++)
        {
            versions[sector] = version();
        }

        var kept = random.Next(3) == 0 ? random.Next(changes.Count + 1) : version();
        return Build(versions, kept == 0 ? synced.Length : changes[kept - 1].SizeAfter, random.Next(2) == 0 ? random : null);
    }

    private int SectorCount() => (LongestSize() + Sector - 1) / Sector;

    private int LongestSize() => changes.Aggregate(synced.Length, (longest, change) => Math.Max(longest, change.SizeAfter));

    /// <summary>Does to each sector as many of the changes as its version says; with dice, tears some last ones in the middle.</summary>
    private byte[] Build(int[] versions, int size, Random? torn)
    {
        var content = new byte[versions.Length * Sector];
        synced.CopyTo(content, 0);
        for (var number = 0; number < changes.Count; number++)
        {
            var change = changes[number];
            var cut = change.Bytes.Length == 0;
            var end = cut ? content.Length : change.At + change.Bytes.Length;
            for (var at = change.At; at < end;)
            {
                var next = Math.Min(end, (at / Sector + 1) * Sector);
                var version = versions[at / Sector];
                if (number < version)
                {
                    var upTo = torn is not null && number == version - 1 && torn.Next(16) == 0 ? torn.Next(at, next) : next;
                    (cut ? default : change.Bytes.AsSpan(at - change.At, upTo - at)).CopyTo(content.AsSpan(at));
                    if (cut)
                    {
                        content.AsSpan(at, upTo - at).Clear();
                    }
                }
                at = next;
            }
        }
        Array.Resize(ref content, size);
        return content;
    }

    private readonly record struct Change(int At, byte[] Bytes, int SizeAfter);
}
