namespace Stations.Grains;

/// <summary>
/// The devices whose journal holds, unharmed, what this program cannot read: a newer version wrote it. They are not served, and nothing is written over
/// what is kept of them, until a version that can read it runs.
/// </summary>
public sealed class Unreadable
{
    private readonly Lock gate = new();
    private readonly SortedSet<string> devices = new(StringComparer.Ordinal);

    public int Count
    {
        get
        {
            lock (gate)
            {
                return devices.Count;
            }
        }
    }

    /// <summary>What is wrong and what to do; null while all can be read.</summary>
    public string? Trouble
    {
        get
        {
            lock (gate)
            {
                return devices.Count == 0
                    ? null
                    : $"{devices.Count} devices are not served, such as {devices.Min}: a newer version wrote what this one cannot read. Start that version again; until then nothing of them is lost, and the journal is not trimmed.";
            }
        }
    }

    public void Add(string device)
    {
        lock (gate)
        {
            devices.Add(device);
        }
    }

    /// <summary>It lives elsewhere, or in a program that can read it.</summary>
    public void Remove(string device)
    {
        lock (gate)
        {
            devices.Remove(device);
        }
    }
}
