using System.Security.Authentication;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Wire;

namespace Stations.Mqtt.Server;

public sealed partial class MqttConnection
{
    private readonly Opening? opening;

    internal MqttConnection(MqttEndpoint endpoint, Opening opening, System.Net.EndPoint? remoteEndPoint)
        : this(endpoint, opening.Stream, remoteEndPoint)
    {
        this.opening = opening;
    }

    /// <summary>What comes before MQTT; <see cref="MqttLimits.ConnectTimeout"/> covers it. False: the connection ends here.</summary>
    private async ValueTask<bool> OpenAsync(Opening first)
    {
        try
        {
            if (first.Proxy is not null && !await TakeHeaderAsync(first).ConfigureAwait(false))
            {
                return false;
            }

            await first.ShakeHandsAsync(Endpoint.Stopping).ConfigureAwait(false);
            return true;
        }
        catch (AuthenticationException e)
        {
            // What the two could not agree on: a certificate that the client does not trust, an old protocol, something that is not TLS.
            EndUnopened("tls_handshake", e.Message);
        }
        catch (Exception e) when (Transport.IsLoss(e))
        {
            // The read loop would end in the same way.
        }

        return false;
    }

    private async ValueTask<bool> TakeHeaderAsync(Opening first)
    {
        var header = await first.ReadHeaderAsync().ConfigureAwait(false);
        if (header.Problem is { } problem)
        {
            EndUnopened(problem, header.Text);
            return false;
        }

        RemoteEndPoint = first.Source;
        if (Endpoint.Admit(this) is not { } limit)
        {
            return true;
        }

        End(DisconnectCause.Refused(ReasonCode.QuotaExceeded, MqttEndpoint.TooMany(limit)));
        return false;
    }

    private void EndUnopened(string reason, string text)
    {
        Endpoint.Counters.Refused(reason);
        End(DisconnectCause.Refused(ReasonCode.ProtocolError, text));
    }
}
