using System.Collections.Concurrent;
using Stations.Grains;

namespace Stations.Server.Ingest;

/// <summary>Messages that wait to be used again, as many as were ever under way at once; the endpoint bounds that.</summary>
internal sealed class MessagePool
{
    private readonly ConcurrentQueue<DeviceMessage> idle = [];

    public DeviceMessage Take() => idle.TryDequeue(out var message) ? message : new DeviceMessage();

    public void Return(DeviceMessage message) => idle.Enqueue(message);
}
