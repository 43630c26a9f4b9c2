namespace Stations.Grains;

/// <summary>
/// The devices with records that no snapshot holds yet. A grain adds itself before it appends, so whoever takes the list after reading
/// the journal's committed position misses none of them.
/// </summary>
public sealed class Unsaved
{
    private readonly Lock gate = new();
    private List<string> keys = [];

    public void Add(string key)
    {
        lock (gate)
        {
            keys.Add(key);
        }
    }

    /// <summary>All of them, in order, for the caller to have saved.</summary>
    public IReadOnlyList<string> Take()
    {
        List<string> taken;
        lock (gate)
        {
            (taken, keys) = (keys, []);
        }

        taken.Sort(StringComparer.Ordinal);
        return taken;
    }
}
