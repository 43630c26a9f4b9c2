using Stations.Mqtt.Packets;
using Stations.Mqtt.Wire;

namespace Stations.Mqtt.Server;

public sealed partial class MqttConnection
{
    private const int CloseTimeoutMilliseconds = 2000;

    private readonly long openedAt;
    private long lastReceived;
    private long insidePacketSince;
    private long closingSince;
    private volatile bool isPaused;
    private int keepAliveSeconds;
    private int receivedSinceRead;

    void IPacketHandler.Received(int count)
    {
        lastReceived = Endpoint.Now;
        if (isGivingWay)
        {
            LimitLastWords(count);
        }
    }

    void IPacketHandler.Rested(bool insidePacket, bool hasBegun)
    {
        if (!insidePacket)
        {
            insidePacketSince = 0;
        }
        else if (hasBegun)
        {
            insidePacketSince = lastReceived;
        }

        if (receivedSinceRead > 0)
        {
            Endpoint.Counters.Received(receivedSinceRead);
        }

        receivedSinceRead = 0;
    }

    /// <summary>Called by the endpoint's sweep; compares the few deadlines that a connection has.</summary>
    /// <param name="nextLook">When it looks again.</param>
    internal void CheckDeadlines(long now, long nextLook)
    {
        if (!IsOpen)
        {
            if (now - closingSince >= CloseTimeoutMilliseconds)
            {
                Output.Abort();
            }
        }
        else if (!IsGreeted)
        {
            if (nextLook - openedAt > Endpoint.Limits.ConnectTimeout.TotalMilliseconds)
            {
                EndLate("connect_late", DisconnectCause.Timeout("CONNECT did not come in time; send it at once."));
            }
        }
        else if (insidePacketSince > 0 && !isPaused && now - insidePacketSince >= Endpoint.Limits.PacketTimeout.TotalMilliseconds)
        {
            EndLate("packet_late", DisconnectCause.Timeout("A packet was begun and not finished."));
        }
        else if (keepAliveSeconds > 0 && !isPaused && now - lastReceived >= keepAliveSeconds * 1500L)
        {
            EndLate("keep_alive", DisconnectCause.KeepAlive);
        }
    }

    private void EndLate(string limit, DisconnectCause why)
    {
        Endpoint.Counters.Refused(limit);
        End(why);
    }

    /// <summary>3.1.1 has no way to lower the client's keep-alive, so there the cap does not hold.</summary>
    private void SetKeepAlive(int requestedSeconds)
    {
        int cap = Endpoint.Limits.KeepAliveSeconds;
        bool isOverCap = requestedSeconds == 0 || requestedSeconds > cap;
        keepAliveSeconds = isOverCap && Version == MqttVersion.V50 ? cap : requestedSeconds;
    }
}
