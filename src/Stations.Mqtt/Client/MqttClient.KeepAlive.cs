using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Client;

public sealed partial class MqttClient
{
    private ITimer keepAlive = NoTimer.Instance;
    private volatile bool hasSent;
    private volatile int ticksWithoutAnswer;

    /// <summary>Ticks twice per interval; a tick with nothing sent since the last one sends PINGREQ, so silence never reaches the interval.</summary>
    private void StartKeepAlive()
    {
        uint seconds = ConnAck.Properties.Number(PropertyId.ServerKeepAlive) ?? (uint)options.KeepAliveSeconds;
        if (seconds == 0)
        {
            return;
        }

        var period = TimeSpan.FromSeconds(seconds / 2.0);
        keepAlive = options.Clock.CreateTimer(static client => ((MqttClient)client!).KeepAliveTick(), this, period, period);
        if (Volatile.Read(ref closing) is not null)
        {
            keepAlive.Dispose();
        }
    }

    private void KeepAliveTick()
    {
        if (ticksWithoutAnswer > 2)
        {
            Close(new MqttClosed(ReasonCode.KeepAliveTimeout, "The server did not answer PINGREQ."));
            output.Abort();
            return;
        }
        if (!hasSent || ticksWithoutAnswer > 0)
        {
            output.Append(PingPacket.Request, options.Version);
            ticksWithoutAnswer++;
        }
        hasSent = false;
    }

    private sealed class NoTimer : ITimer
    {
        public static readonly NoTimer Instance = new();

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
