using System.Collections.Concurrent;
using Stations.Grains;

namespace Stations.Server.Ingest;

/// <summary>
/// Messages that wait to be used again, as many as were ever under way at once; the endpoint bounds that. Most are given back by the thread that took them,
/// before it takes the next.
/// </summary>
internal sealed class MessagePool
{
    [ThreadStatic]
    private static DeviceMessage? near;

    private readonly ConcurrentQueue<DeviceMessage> idle = [];

    public DeviceMessage Take()
    {
        if (near is { } own)
        {
            near = null;
            return own;
        }

        return idle.TryDequeue(out var message) ? message : new DeviceMessage();
    }

    public void Return(DeviceMessage message)
    {
        if (near is null)
        {
            near = message;
        }
        else
        {
            idle.Enqueue(message);
        }
    }
}
