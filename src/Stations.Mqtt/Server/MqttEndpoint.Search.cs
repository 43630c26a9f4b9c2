using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

public sealed partial class MqttEndpoint
{
    /// <summary>Retained messages that are searched through in less time than another thread takes to wake.</summary>
    private const int FewRetained = 1000;

    /// <summary>One at a time: however many ask, the other cores go on with their work.</summary>
    private readonly SemaphoreSlim searching = new(1, 1);

    /// <summary>May take so long that other clients of the same loop would feel it.</summary>
    internal bool IsLongSearch(List<Subscription> granted) =>
        Retained.Count > FewRetained && granted.Exists(one => one.Filter.AsSpan().IndexOfAny('+', '#') >= 0);

    /// <summary>Finds what new subscriptions want of the retained messages, in turn and not on the caller's thread.</summary>
    internal async Task SearchAsync(Session session, List<Subscription> granted)
    {
        await searching.WaitAsync(Stopping).ConfigureAwait(false);
        try
        {
            await Task.Run(() => session.FetchRetained(granted), Stopping).ConfigureAwait(false);
        }
        finally
        {
            searching.Release();
        }
    }
}
