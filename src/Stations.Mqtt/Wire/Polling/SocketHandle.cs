using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Stations.Mqtt.Wire.Polling;

/// <summary>
/// A connected, non-blocking TCP socket and nothing else: a <see cref="Socket"/> holds a kilobyte for what a polled one never needs.
/// </summary>
internal sealed partial class SocketHandle : SafeHandle
{
    private const int DuplicateCloseOnExec = 1030;
    private const int SetFlags = 4;
    private const int NonBlocking = 0x800;
    private const int NoSignal = 0x4000;
    private const int TheirWay = 0;
    private const int OurWay = 1;
    private const int BothWays = 2;

    private SocketHandle(nint number)
        : base(-1, ownsHandle: true)
    {
        SetHandle(number);
    }

    public override bool IsInvalid => handle < 0;

    /// <summary>Takes the connection over; the socket is disposed of.</summary>
    /// <exception cref="SocketException">The system has no more handles.</exception>
    public static SocketHandle From(Socket socket)
    {
        using (socket)
        {
            var own = new SocketHandle(Control(socket.SafeHandle, DuplicateCloseOnExec, 0));
            return !own.IsInvalid && Control(own, SetFlags, NonBlocking) == 0 ? own : throw Failure();
        }
    }

    /// <summary>How many bytes came; 0 at the end, null when there are none now.</summary>
    /// <exception cref="SocketException">The connection is broken.</exception>
    public int? Receive(Span<byte> buffer) => Done(Receive(this, buffer, buffer.Length, 0));

    /// <summary>How many bytes went; null when there is no room now.</summary>
    /// <exception cref="SocketException">The connection is broken.</exception>
    public int? Send(ReadOnlySpan<byte> bytes) => Done(Send(this, bytes, bytes.Length, NoSignal));

    /// <summary>The other end is told; what it sends from now on it sends in vain.</summary>
    public void ShutDown() => _ = ShutDown(this, BothWays);

    /// <summary>The other end is told that nothing more comes; what it still sends can be read.</summary>
    public void EndSending() => _ = ShutDown(this, OurWay);

    /// <summary>Reading finds what has come, then the end.</summary>
    public void EndReceiving() => _ = ShutDown(this, TheirWay);

    protected override bool ReleaseHandle() => Close(handle) == 0;

    private static int? Done(nint count)
    {
        const int TryAgain = 11;
        return count >= 0 ? (int)count : Marshal.GetLastPInvokeError() == TryAgain ? null : throw Failure();
    }

    private static SocketException Failure() => new((int)SocketError.ConnectionReset, Marshal.GetLastPInvokeErrorMessage());

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeHandle handle, int operation, nint argument);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(SocketHandle handle, Span<byte> buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(SocketHandle handle, ReadOnlySpan<byte> bytes, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "shutdown")]
    private static partial int ShutDown(SocketHandle handle, int how);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(nint handle);
}
