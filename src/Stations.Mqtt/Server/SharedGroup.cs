namespace Stations.Mqtt.Server;

/// <summary>Sessions that share one filter; each message goes to one of them, in turn, connected ones first.</summary>
internal sealed class SharedGroup(string name)
{
    private volatile Subscriber[] members = [];
    private int turn = -1;

    public string Name { get; } = name;

    public bool IsEmpty => members.Length == 0;

    public void Add(Subscriber subscriber) => members = [.. members, subscriber];

    public void Remove(Subscriber subscriber) => members = [.. members.Where(member => member != subscriber)];

    public Subscriber? Next()
    {
        var current = members;
        if (current.Length == 0)
        {
            return null;
        }

        int first = (int)((uint)Interlocked.Increment(ref turn) % current.Length);
        for (int i = 0; i < current.Length; i++)
        {
            var candidate = current[(first + i) % current.Length];
            if (candidate.Session.Connection is not null)
            {
                return candidate;
            }
        }
        return current[first];
    }
}
