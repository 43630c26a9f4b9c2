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
    /// bytes of a write, and any of the sizes. A cut happens as a whole, or neither it nor what was written after it.
    /// </summary>
    public byte[] AfterPowerLoss(Random random)
    {
        int[] ends = [.. changes.Index().Where(one => one.Item.IsCut).Select(one => one.Index), changes.Count];
        var end = ends[random.Next(ends.Length)];
        var cut = changes[..end].FindLastIndex(one => one.IsCut);
        var version = Versions(random, cut + 1, end);
        var versions = new int[SectorCount()];
        for (var sector = 0; sector < versions.Length; sector++)
        {
            versions[sector] = version();
        }

        var kept = random.Next(3) == 0 ? random.Next(cut + 1, end + 1) : version();
        return Build(versions, kept == 0 ? synced.Length : changes[kept - 1].SizeAfter, random.Next(2) == 0 ? random : null);
    }

    /// <summary>How many of the changes a sector got: none, all, the same number for all sectors, any, or one of these with exceptions.</summary>
    private static Func<int> Versions(Random random, int fewest, int most)
    {
        var common = random.Next(fewest, most + 1);
        return random.Next(6) switch
        {
            0 => () => fewest,
            1 => () => most,
            2 => () => common,
            3 => () => random.Next(fewest, most + 1),
            4 => () => random.Next(8) == 0 ? random.Next(fewest, most + 1) : most,
            _ => () => random.Next(8) == 0 ? most : common,
        };
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
                        var end = change.IsCut ? content.Length : change.At + change.Bytes.Length;
            for (var at = change.At; at < end;)
            {
                var next = Math.Min(end, (at / Sector + 1) * Sector);
                var version = versions[at / Sector];
                if (number < version)
                {
                    var upTo = torn is not null && number == version - 1 && torn.Next(16) == 0 ? torn.Next(at, next) : next;
                    change.Put(content, at, upTo);
                }
                at = next;
            }
        }
        Array.Resize(ref content, size);
        return content;
    }

    private readonly record struct Change(int At, byte[] Bytes, int SizeAfter)
    {
        public bool IsCut => Bytes.Length == 0;

        public void Put(byte[] content, int from, int to)
        {
            if (IsCut)
            {
                content.AsSpan(from, to - from).Clear();
                return;
            }

            Bytes.AsSpan(from - At, to - from).CopyTo(content.AsSpan(from));
        }
    }
}
