using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Stations.Benchmarks.Load;

/// <summary>Tells which of many sockets can be read, so that one thread serves them all without a task for any.</summary>
internal sealed class Poll : IDisposable
{
    private const int MostAtOnce = 256;

    private readonly int handle = Linux.CreatePoll(0);
    private readonly byte[] events = new byte[MostAtOnce * Linux.EventBytes];

    public void Add(Socket socket, int index)
    {
        Span<byte> change = stackalloc byte[Linux.EventBytes];
        change.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(change, Linux.Readable);
        BinaryPrimitives.WriteInt64LittleEndian(change[Linux.EventDataOffset..], index);
        if (Linux.ControlPoll(handle, Linux.Add, socket.Handle, change) != 0)
        {
            throw new BenchmarkException($"epoll_ctl failed: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>Waits for the first readable socket, at most <paramref name="milliseconds"/>; returns how many there are.</summary>
    public int Wait(int milliseconds) => Linux.WaitPoll(handle, events, MostAtOnce, milliseconds);

    /// <summary>The index that the n-th readable socket was added with.</summary>
    public int this[int n] => (int)BinaryPrimitives.ReadInt64LittleEndian(events.AsSpan(n * Linux.EventBytes + Linux.EventDataOffset));

    public void Dispose() => _ = Linux.Close(handle);
}
