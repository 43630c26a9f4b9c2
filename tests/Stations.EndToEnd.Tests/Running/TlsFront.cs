using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Stations.EndToEnd.Running;

/// <summary>What stands before a server that people reach by HTTPS: it ends TLS and passes everything on.</summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly X509Certificate2 certificate;
    private readonly int behind;
    private readonly Task accepting;

    public TlsFront(X509Certificate2 certificate, int behind)
    {
        (this.certificate, this.behind) = (certificate, behind);
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
    }

    private async Task Accept()
    {
        var passing = new List<Task>();
        try
        {
            while (true)
            {
                passing.Add(Pass(await listener.AcceptTcpClientAsync(stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task Pass(TcpClient outside)
    {
        try
        {
            using (outside)
            using (var inside = new TcpClient())
            {
                await using var tls = new SslStream(outside.GetStream());
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stopping.Token);
                await inside.ConnectAsync(IPAddress.Loopback, behind, stopping.Token);
                await Task.WhenAny(tls.CopyToAsync(inside.GetStream(), stopping.Token), inside.GetStream().CopyToAsync(tls, stopping.Token));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One of the two ends left.
        }
    }
}
