using System.Net.Security;
using Stations.Mqtt.Wire;

namespace Stations.Mqtt.Tls;

/// <summary>TLS that says good-bye when it is closed in peace, so that its end is not taken for a cut.</summary>
internal sealed class TlsStream(Stream inner, RemoteCertificateValidationCallback judge) : SslStream(inner, leaveInnerStreamOpen: false, judge)
{
    public Stream Inner => InnerStream;

    public override async ValueTask DisposeAsync()
    {
        try
        {
            if (IsAuthenticated)
            {
                await ShutdownAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (Transport.IsLoss(e) || e is InvalidOperationException)
        {
            // It is gone already.
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }
}
