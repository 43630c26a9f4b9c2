using System.Net;
using System.Net.Sockets;
using Stations.Mqtt.Wire;
using Stations.Mqtt.Wire.Polling;

namespace Stations.Tests.Mqtt;

/// <summary>The endpoint's own polling of its sockets, which it does on Linux.</summary>
public sealed class PolledStreamTests : IAsyncDisposable
{
    [ThreadStatic]
    private static int roundsHere;

    private readonly List<PollLoop> loops = [];
    private readonly List<IDisposable> opened = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_waits_and_gets_what_comes()
    {
        var (ours, theirs) = await Pair();
        var arrival = ours.ReadAsync(Memory<byte>.Empty, Cancellation);
        Assert.False(arrival.IsCompleted);

        await theirs.SendAsync("hello"u8.ToArray(), Cancellation);

        Assert.Equal(0, await arrival.AsTask().Expect("readiness"));
        var buffer = new byte[16];
        Assert.Equal(5, await ours.ReadAsync(buffer, Cancellation));
        Assert.Equal("hello"u8, buffer.AsSpan(0, 5));
    }

    [Fact]
    public async Task An_end_that_comes_with_the_last_bytes_is_not_missed()
    {
        var (ours, theirs) = await Pair();
        await theirs.SendAsync("bye"u8.ToArray(), Cancellation);
        theirs.Shutdown(SocketShutdown.Both);

        var buffer = new byte[16];
        var (total, count) = (0, 0);
        do
        {
            await ours.ReadAsync(Memory<byte>.Empty, Cancellation).AsTask().Expect("readiness");
            total += count = await ours.ReadAsync(buffer, Cancellation).AsTask().Expect("bytes or the end");
        }
        while (count > 0);

        Assert.Equal(3, total);
    }

    [Fact]
    public async Task A_writer_waits_for_a_peer_that_reads_slowly_and_loses_nothing()
    {
        var (ours, theirs) = await Pair();
        var sent = new byte[16 * 1024 * 1024];
        new Random(7).NextBytes(sent);
        var writing = ours.WriteAsync(sent, Cancellation).AsTask();
        Assert.False(writing.IsCompleted, "The kernel took it all: the peer is not slow enough to say anything.");

        var received = new byte[sent.Length];
        for (var at = 0; at < received.Length;)
        {
            at += await theirs.ReceiveAsync(received.AsMemory(at), Cancellation).AsTask().Expect("more bytes");
        }

        await writing.Expect("the end of the write");
        Assert.True(sent.AsSpan().SequenceEqual(received));
    }

    [Fact]
    public async Task A_flood_waits_its_turn_and_goes_on()
    {
        var (ours, theirs) = await Pair();
        var reading = Read();
        await theirs.SendAsync(new byte[64], Cancellation);
        Assert.True(await reading.Expect("all of the flood"), "One connection read all of its flood in one turn.");

        // On the loop's thread from the first wait on, so a turn that was put off cannot come before this one has ended.
        async Task<bool> Read()
        {
            var (buffer, total, hadToWait) = (new byte[4], 0, false);
            while (total < 64)
            {
                var turn = ours.ReadAsync(Memory<byte>.Empty, Cancellation);
                hadToWait |= total > 0 && !turn.IsCompleted;
                await turn.ConfigureAwait(false);
                total += await ours.ReadAsync(buffer, Cancellation).ConfigureAwait(false);
            }

            return hadToWait;
        }
    }

    [Fact]
    public async Task A_disposed_stream_ends_its_waiting_reader()
    {
        var (ours, _) = await Pair();
        var reading = ours.ReadAsync(new byte[1], Cancellation).AsTask();

        await ours.DisposeAsync();

        // Whichever it notices first: that nothing comes any more, or that the socket is gone.
        var count = 0;
        var end = await Record.ExceptionAsync(async () => count = await reading.Expect("the end of the read"));
        Assert.True(count == 0 && (end is null || (end is not TimeoutException && Transport.IsLoss(end))), $"{count} {end}");
    }

    [Fact]
    public async Task What_comes_is_handled_inside_a_round()
    {
        var (ours, theirs) = await Pair(() => new PollLoop(() => roundsHere++, () => roundsHere--));
        var reading = Read();

        await theirs.SendAsync("hello"u8.ToArray(), Cancellation);

        Assert.Equal(1, await reading.Expect("the depth on the loop's thread"));

        async Task<int> Read()
        {
            await ours.ReadAsync(Memory<byte>.Empty, Cancellation).ConfigureAwait(false);
            return roundsHere;
        }
    }

    [Fact]
    public async Task One_that_blocks_the_loop_does_not_keep_the_others()
    {
        var (blocked, first) = await Pair();
        var (other, second) = await Pair();
        using var release = new ManualResetEventSlim();
        var isStuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var blocking = Block();
        await first.SendAsync(new byte[1], Cancellation);
        await isStuck.Task.Expect("the first reader on the loop's thread");

        var arrival = other.ReadAsync(Memory<byte>.Empty, Cancellation).AsTask();
        await second.SendAsync(new byte[1], Cancellation);
        while (!arrival.IsCompleted && !Cancellation.IsCancellationRequested)
        {
            loops[0].Watch();
            await Task.Yield();
        }

        Assert.False(blocking.IsCompleted);
        release.Set();
        await blocking.Expect("the first reader");
        var again = blocked.ReadAsync(Memory<byte>.Empty, Cancellation).AsTask();
        await first.SendAsync(new byte[2], Cancellation);
        await again.Expect("the first reader's next bytes");

        async Task Block()
        {
            await blocked.ReadAsync(Memory<byte>.Empty, Cancellation).ConfigureAwait(false);
            isStuck.SetResult();
            release.Wait(Cancellation);
            await blocked.ReadAsync(new byte[8], Cancellation).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        opened.ForEach(one => one.Dispose());
        loops.ForEach(one => one.Stop());
        await ValueTask.CompletedTask;
    }

    /// <param name="makeLoop">Makes the test's loop, which all of its pairs share; null for one without hooks.</param>
    private async Task<(PolledStream Ours, Socket Theirs)> Pair(Func<PollLoop>? makeLoop = null)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only.");
        if (loops.Count == 0)
        {
            loops.Add(makeLoop?.Invoke() ?? new());
        }

        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var theirs = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await theirs.ConnectAsync(listener.LocalEndPoint!, Cancellation);
        var ours = Transport.ToStream(await listener.AcceptAsync(Cancellation), loops[0]);
        opened.AddRange([ours, theirs]);
        return (ours, theirs);
    }
}
