namespace Stations.Tests.Faults;

/// <summary>
/// A folder on a disk with a cache: what was synced survives a power loss, of the rest any part does, names of files included. The lights
/// can be set to go out before the n-th change; what is done after that never happened. Safe for several threads.
/// </summary>
internal sealed class Disk
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, DiskFile> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DiskFile> synced = new(StringComparer.Ordinal);
    private int left = int.MaxValue;

    /// <summary>Says that it has synced, and has not.</summary>
    public bool Lies { get; set; }

    /// <summary>How many changes there will be until the lights go out.</summary>
    public void GoOutAfter(int changes) => left = changes;

    public bool IsOut => Volatile.Read(ref left) <= 0;

    public void Create(string name) => Change(() =>
    {
        if (!seen.ContainsKey(name))
        {
            seen.Add(name, new DiskFile([]));
        }
    });

    public void Write(string name, long at, ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            if (--left > 0)
            {
                seen[name].Write(at, bytes);
            }
        }
    }

    public void Truncate(string name, long size) => Change(() => seen[name].Truncate(size));

    public void Delete(string name, bool syncFolder) => Change(() =>
    {
        seen.Remove(name);
        if (syncFolder)
        {
            SyncFolder();
        }
    });

    /// <summary>SQLite syncs the folder with the first sync of a log or journal, and not with that of the main file.</summary>
    public void Sync(string name) => Change(() =>
    {
        if (Lies)
        {
            return;
        }

        seen[name].Sync();
        synced[name] = seen[name];
        if (name.Contains('-', StringComparison.Ordinal))
        {
            SyncFolder();
        }
    });

    /// <summary>What the next process finds when this one is killed: everything; and the disk goes on with its changes unsynced.</summary>
    public Dictionary<string, byte[]> Content() => seen.ToDictionary(file => file.Key, file => file.Value.Content(), StringComparer.Ordinal);

    /// <summary>The lights go out and on again: what is left is then synced.</summary>
    public void LosePower(Random random)
    {
        var survivors = new Dictionary<string, DiskFile>(StringComparer.Ordinal);
        foreach (var name in seen.Keys.Union(synced.Keys).Order(StringComparer.Ordinal))
        {
            if ((random.Next(2) == 0 ? seen : synced).GetValueOrDefault(name) is { } file)
            {
                survivors[name] = new DiskFile(file.AfterPowerLoss(random));
            }
        }
        seen.Clear();
        synced.Clear();
        foreach (var (name, file) in survivors)
        {
            seen[name] = synced[name] = file;
        }
    }

    private void SyncFolder()
    {
        synced.Clear();
        foreach (var (name, file) in seen)
        {
            synced[name] = file;
        }
    }

    private void Change(Action change)
    {
        lock (gate)
        {
            if (--left > 0)
            {
                change();
            }
        }
    }
}
