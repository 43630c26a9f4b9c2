using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;

namespace Stations.Mqtt.Wire.Polling;

/// <summary>
/// One thread that waits for many sockets and runs what goes on with each of them, one after the other. What it runs should not block; if it
/// does, <see cref="Watch"/> notices and another thread goes on with the rest.
/// </summary>
internal sealed class PollLoop
{
    /// <summary>Threads that may be stuck at a time; beyond, the connections of this loop wait for one of them.</summary>
    public const int MostStuck = 32;

    private const int EventsAtOnce = 256;
    private const int Bell = -1;
    private const uint Everything = Epoll.Readable | Epoll.Writable | Epoll.PeerClosed | Epoll.OnChange;

    // Closed when nobody can reach them any more: a late ring must not go to whatever has got the number since.
    private readonly SafeFileHandle poll = Epoll.Create();
    private readonly SafeFileHandle bell = Epoll.CreateBell();
    private readonly byte[] events = new byte[EventsAtOnce * Epoll.EventBytes];
    private readonly ConcurrentQueue<PolledStream> posted = [];
    private readonly Action? beforeRound;
    private readonly Action? afterRound;
    private readonly Lock gate = new();
    private readonly Stack<int> free = [];
    private PolledStream?[] slots = new PolledStream?[16];
    private int used;
    private int count;
    private int next;
    private volatile bool isStopping;

    // Odd while the thread that has the loop is at work, even while it waits. Whoever changes it has the loop.
    private long step = 1;
    private long lastStep;
    private int threads;

    /// <param name="beforeRound">Runs on the loop's thread before what goes on with the sockets that are ready.</param>
    /// <param name="afterRound">Runs there after it, even if the loop was lost meanwhile.</param>
    public PollLoop(Action? beforeRound = null, Action? afterRound = null)
    {
        (this.beforeRound, this.afterRound) = (beforeRound, afterRound);
        Epoll.Add(poll, bell, Epoll.Readable | Epoll.OnChange, Bell);
        StartThread(step);
    }

    /// <summary>Takes the socket over.</summary>
    public PolledStream Add(Socket socket)
    {
        var handle = SocketHandle.From(socket);
        var stream = new PolledStream(handle, this);
        lock (gate)
        {
            stream.Slot = free.TryPop(out var slot) ? slot : used++;
            if (stream.Slot == slots.Length)
            {
                Array.Resize(ref slots, slots.Length * 2);
            }

            slots[stream.Slot] = stream;
        }

        try
        {
            Epoll.Add(poll, handle, Everything, stream.Slot);
            return stream;
        }
        catch
        {
            Remove(stream);
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Its socket is closed. An event of it that is on its way may reach the slot's next owner, who looks in vain.</summary>
    public void Remove(PolledStream stream)
    {
        lock (gate)
        {
            slots[stream.Slot] = null;
            free.Push(stream.Slot);
        }
    }

    /// <summary>Has the loop call <see cref="PolledStream.Retry"/> after the sockets that are ready now. Any thread.</summary>
    public void Post(PolledStream stream)
    {
        posted.Enqueue(stream);
        Epoll.Ring(bell);
    }

    /// <summary>Called now and then: if one step takes since the last call, another thread takes over from the next.</summary>
    public void Watch()
    {
        var seen = Volatile.Read(ref step);
        var isStuck = seen == lastStep && (seen & 1) == 1;
        lastStep = seen;
        if (isStuck && Volatile.Read(ref threads) <= MostStuck && TryStep(ref seen, by: 2))
        {
            StartThread(seen);
        }
    }

    /// <summary>When all streams are disposed of.</summary>
    public void Stop()
    {
        isStopping = true;
        Epoll.Ring(bell);
    }

    private void StartThread(long mine)
    {
        Interlocked.Increment(ref threads);
        new Thread(() => Run(mine)) { IsBackground = true, Name = "mqtt" }.Start();
    }

    private void Run(long mine)
    {
        while (Round(ref mine) && !isStopping)
        {
            TryStep(ref mine, by: 1);
            var patience = posted.IsEmpty ? Timeout.Infinite : 0;
            (count, next) = (Epoll.Wait(poll, events, patience), 0);
            TryStep(ref mine, by: 1);
        }

        Interlocked.Decrement(ref threads);
    }

    private bool Round(ref long mine)
    {
        beforeRound?.Invoke();
        var isMine = GoOn(ref mine);
        afterRound?.Invoke();
        return isMine;
    }

    /// <summary>Does what there is to do; false if another thread took over.</summary>
    private bool GoOn(ref long mine)
    {
        while (next < count)
        {
            var (what, slot) = Epoll.Event(events, next++);
            if (slot == Bell)
            {
                Epoll.Silence(bell);
                continue;
            }

            Volatile.Read(ref slots)[slot]?.Changed(what);
            if (!TryStep(ref mine, by: 2))
            {
                return false;
            }
        }

        for (var left = posted.Count; left > 0 && posted.TryDequeue(out var stream); left--)
        {
            stream.Retry();
            if (!TryStep(ref mine, by: 2))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryStep(ref long mine, int by)
    {
        if (Interlocked.CompareExchange(ref step, mine + by, mine) != mine)
        {
            return false;
        }

        mine += by;
        return true;
    }
}
