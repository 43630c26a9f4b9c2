using Stations.Protocol;

namespace Stations.Server.Live;

/// <summary>When time alone changes something about a device next; one entry for each device for which it does. Any thread may ask.</summary>
public sealed class DueList
{
    /// <summary>Asked again after this if it is still due: its grain may be away, or wait for its store.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<DeviceId, long> dues = [];
    private readonly PriorityQueue<DeviceId, long> order = new();

    /// <param name="due">Server time, epoch milliseconds; null: never.</param>
    public void Set(DeviceId device, long? due)
    {
        lock (gate)
        {
            if (due is not { } at)
            {
                dues.Remove(device);
                return;
            }

            dues[device] = at;
            order.Enqueue(device, at);
            if (order.Count > 2 * dues.Count + 1024)
            {
                // Most of what stands in the queue is out of date.
                order.Clear();
                order.EnqueueRange(dues.Select(one => (one.Key, one.Value)));
            }
        }
    }

    /// <summary>The devices that are due.</summary>
    /// <param name="now">Server time, epoch milliseconds.</param>
    public List<DeviceId> Take(long now)
    {
        var taken = new List<DeviceId>();
        lock (gate)
        {
            while (order.TryPeek(out var device, out var at) && at <= now)
            {
                order.Dequeue();
                if (dues.TryGetValue(device, out var due) && due == at)
                {
                    taken.Add(device);
                }
            }

            foreach (var device in taken)
            {
                dues[device] = now + (long)Again.TotalMilliseconds;
                order.Enqueue(device, dues[device]);
            }
        }

        return taken;
    }
}
