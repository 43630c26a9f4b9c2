using System.Net.Sockets;
using Stations.Mqtt.Tls;
using Stations.Mqtt.Wire.Polling;

namespace Stations.Mqtt.Wire;

internal static class Transport
{
    /// <summary>Does this exception say no more than that the other end, or we, let go of the connection?</summary>
    public static bool IsLoss(Exception exception) =>
        exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException;

    /// <summary>A connected TCP socket as a stream: no Nagle delay, and the kernel probes a peer that says nothing for long.</summary>
    public static NetworkStream ToStream(Socket socket) => new(Prepared(socket), ownsSocket: true);

    /// <summary>The same over a loop of our own.</summary>
    public static PolledStream ToStream(Socket socket, PollLoop loop) => loop.Add(Prepared(socket));

    /// <summary>The other end is told that nothing more comes, and may still say something. False: this stream can only be closed.</summary>
    public static bool TryEndSending(Stream stream)
    {
        try
        {
            switch (stream)
            {
                case PolledStream polled: polled.EndSending(); return true;
                case NetworkStream network: network.Socket.Shutdown(SocketShutdown.Send); return true;
                default: return false;
            }
        }
        catch (Exception e) when (IsLoss(e))
        {
            return false;
        }
    }

    /// <summary>
    /// What has come already can still be read, and then the stream ends; sending goes on. False: this stream, or this system, cannot do that.
    /// </summary>
    public static bool TryEndReceiving(Stream stream)
    {
        if (!OperatingSystem.IsLinux())
        {
            // Elsewhere what has come and was not read is thrown away, or the connection reset for it.
            return false;
        }

        try
        {
            switch (stream)
            {
                case PolledStream polled: polled.EndReceiving(); return true;
                case NetworkStream network: network.Socket.Shutdown(SocketShutdown.Receive); return true;
                case TlsStream secure: return TryEndReceiving(secure.Inner);
                default: return false;
            }
        }
        catch (Exception e) when (IsLoss(e))
        {
            return false;
        }
    }

    private static Socket Prepared(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, optionValue: true);
        return socket;
    }
}
