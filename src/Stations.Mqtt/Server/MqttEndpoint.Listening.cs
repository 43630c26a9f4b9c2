using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Stations.Mqtt.Wire;

namespace Stations.Mqtt.Server;

public sealed partial class MqttEndpoint
{
    private static readonly TimeSpan GoodByeTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Serves a WebSocket of the subprotocol <c>mqtt</c>. The task completes when the connection has ended and all was sent.</summary>
    /// <param name="leaving">Ends the connection as the server's stop does.</param>
    public async Task ServeAsync(WebSocket socket, EndPoint? remoteEndPoint, CancellationToken leaving)
    {
        await using var stream = new BinaryFrames(socket, () => Counters.Refused("websocket_text"));
        var connection = new MqttConnection(this, stream, remoteEndPoint);
        using (leaving.UnsafeRegister(static one => ((MqttConnection)one!).End(DisconnectCause.Stopping), connection))
        {
            await ServeAsync(connection).ConfigureAwait(false);
            await stream.Disposed.WaitAsync(GoodByeTimeout, Clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            connection.Output.Abort();
        }
    }

    private Socket Listen(IPEndPoint where, bool isTls)
    {
        var listener = new Socket(where.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listeners.Add(listener);
        try
        {
            listener.Bind(where);
            listener.Listen(backlog: 1024);
            return listener;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            listener.Dispose();
            throw new MqttPortInUseException(where, isTls, e);
        }
    }

    private async Task AcceptAsync(Socket from, bool isTls)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await from.AcceptAsync(stopping.Token).ConfigureAwait(false);
                ThreadPool.UnsafeQueueUserWorkItem(Serve, (socket, isTls), preferLocal: false);
            }
            catch (Exception e) when (Transport.IsLoss(e) && !stopping.IsCancellationRequested)
            {
                // Out of file descriptors, or a peer that was gone at once: do not spin.
                Counters.Refused("accept_failed");
                await Task.Delay(TimeSpan.FromMilliseconds(100), Clock, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e) when (Transport.IsLoss(e))
            {
                return;
            }
        }
    }

    private void Serve((Socket Socket, bool IsTls) arrival)
    {
        var (socket, isTls) = arrival;
        try
        {
            var from = (IPEndPoint)socket.RemoteEndPoint!;
            bool isProxy = options.Proxies.Count > 0 && IsProxy(from.Address);

            // A handshake takes a processor for a millisecond, which is not the loop's to wait: over TLS the thread pool reads.
            var stream = isTls ? Transport.ToStream(socket) : ToStream(socket);
            _ = ServeAsync(isTls || isProxy
                ? new MqttConnection(this, new Opening(stream, isProxy ? from : null, isTls ? certificate!.Material : null), isProxy ? null : from)
                : new MqttConnection(this, stream, from));
        }
        catch (Exception e) when (Transport.IsLoss(e))
        {
            socket.Dispose();
            Counters.Refused("accept_failed");
        }
    }

    private bool IsProxy(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return options.Proxies.Any(network => network.Contains(plain));
    }

    private Stream ToStream(Socket socket) => loops.Length == 0
        ? Transport.ToStream(socket)
        : Transport.ToStream(socket, loops[Interlocked.Increment(ref lastLoop) % loops.Length]);
}
