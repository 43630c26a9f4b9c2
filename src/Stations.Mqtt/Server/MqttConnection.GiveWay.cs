using Stations.Mqtt.Wire;

namespace Stations.Mqtt.Server;

public sealed partial class MqttConnection
{
    /// <summary>Bytes that are still taken from a client whose next connection waits.</summary>
    private const int MostLastWords = 1024 * 1024;

    /// <summary>Its next connection waits no longer.</summary>
    private static readonly TimeSpan GiveWayTimeout = TimeSpan.FromMilliseconds(100);

    private volatile bool isGivingWay;
    private int lastWords;

    /// <summary>Another connection of the same client waits for its end.</summary>
    internal bool IsGivingWay => isGivingWay;

    /// <summary>
    /// Ends for another connection of the same client, once what had come before is read: a DISCONNECT that lies in the socket takes the will
    /// back all the same. Where reading cannot be ended by itself (WebSocket), what comes within the timeout counts.
    /// </summary>
    internal async Task GiveWayAsync()
    {
        var ending = WhenEndedAsync().WaitAsync(GiveWayTimeout, Endpoint.Clock);
        isGivingWay = true;
        Transport.TryEndReceiving(stream);
        await ending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        End(DisconnectCause.TakenOver);
        await WhenEndedAsync().ConfigureAwait(false);
    }

    private void LimitLastWords(int count)
    {
        lastWords += count;
        if (lastWords > MostLastWords)
        {
            End(DisconnectCause.TakenOver);
        }
    }
}
