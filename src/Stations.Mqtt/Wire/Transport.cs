using System.Net.Sockets;

namespace Stations.Mqtt.Wire;

internal static class Transport
{
    /// <summary>Does this exception say no more than that the other end, or we, let go of the connection?</summary>
    public static bool IsLoss(Exception exception) =>
        exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException;

    /// <summary>A connected TCP socket as a stream: no Nagle delay, and the kernel probes a peer that says nothing for long.</summary>
    public static NetworkStream ToStream(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, optionValue: true);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
