using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Tls;
using Stations.Mqtt.Wire;
using Stations.Mqtt.Wire.Polling;

namespace Stations.Mqtt.Server;

/// <summary>
/// An MQTT 3.1.1 and 5.0 server inside this process. It listens on TCP and TLS itself; any other transport hands its connected streams to
/// <see cref="ServeAsync(Stream, EndPoint?)"/>. Retained messages, and sessions that outlive their connection, are kept in an <see cref="IMqttStore"/> if there is
/// one; everything else lives in memory.
/// </summary>
public sealed partial class MqttEndpoint : IAsyncDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Threads that read; the rest of the cores has other work.</summary>
    private const int MostLoops = 8;

    private readonly MqttEndpointOptions options;
    private readonly long startedAt;
    private readonly long startedAtTime;
    private readonly ConnectionTable connections = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Socket> listeners = [];
    private TlsWatch? certificate;
    private ITimer? sweep;
    private PollLoop[] loops = [];
    private ITimer? watch;
    private uint lastLoop;
    private Task accepting = Task.CompletedTask;
    private int pendingTotal;
    private int disposed;

    public MqttEndpoint(IMqttApplication application, MqttEndpointOptions? options = null)
    {
        Application = application;
        this.options = options ?? new MqttEndpointOptions();
        LocalEndPoint = this.options.Listen;
        startedAt = Clock.GetTimestamp();
        startedAtTime = Clock.GetUtcNow().ToUnixTimeMilliseconds();
        Ledger = this.options.Store is { } store ? new Ledger(store) : null;
        Retained = new RetainedMessages(Limits);
        Queued = new QueuedTotal(Limits);
        Bounds = new PacketBounds(Limits.PacketSize) { Filters = Limits.FiltersPerPacket, UserProperties = Limits.UserProperties };
        Counters = new MqttCounters(() => connections.Count, () => sessions.Count, () => Retained.Count, () => Retained.Bytes, () => Queued.Bytes);
    }

    public MqttCounters Counters { get; }

    /// <summary>Where it listens, once started.</summary>
    public IPEndPoint LocalEndPoint { get; private set; }

    /// <summary>The same for TLS; null without it.</summary>
    public IPEndPoint? LocalTlsEndPoint { get; private set; }

    /// <summary>What about the certificate needs somebody's hand, in a sentence; null while all is well.</summary>
    public string? CertificateTrouble => certificate?.Trouble;

    internal IMqttApplication Application { get; }

    internal MqttLimits Limits => options.Limits;

    internal PacketBounds Bounds { get; }

    internal StalledOutputs Stalled { get; } = new();

    internal SubscriptionTree Subscriptions { get; } = new();

    internal RetainedMessages Retained { get; }

    internal QueuedTotal Queued { get; }

    /// <summary>Null: everything lives in memory.</summary>
    internal Ledger? Ledger { get; }

    internal CancellationToken Stopping => stopping.Token;

    /// <summary>
    /// Milliseconds since 1970 as of the start, and from there on counted steadily whatever the wall clock does: so that what is kept can be
    /// compared after a restart. Never 0, which can mean "never".
    /// </summary>
    internal long Now => startedAtTime + (long)Clock.GetElapsedTime(startedAt).TotalMilliseconds;

    /// <summary>Messages that one connection may have waiting in the application at this moment.</summary>
    internal int PendingWindow => Volatile.Read(ref pendingTotal) > Limits.PendingTotal ? Limits.ReceiveMaximum : Limits.PendingPerConnection;

    /// <summary>Unsent bytes that one connection may have at this moment.</summary>
    internal long OutputWindow => Math.Min(Limits.OutputBytes, Limits.OutputTotal / Math.Max(1, Stalled.Count));

    internal TimeProvider Clock => options.Clock;

    /// <exception cref="MqttPortInUseException">Something else listens there.</exception>
    /// <exception cref="IOException">The certificate cannot be used.</exception>
    public void Start()
    {
        var plain = Listen(options.Listen, isTls: false);
        LocalEndPoint = (IPEndPoint)plain.LocalEndPoint!;
        Socket? secure = null;
        if (options.Tls is { } tls)
        {
            certificate = new TlsWatch(tls, Clock, Counters);
            secure = Listen(tls.Listen, isTls: true);
            LocalTlsEndPoint = (IPEndPoint)secure.LocalEndPoint!;
        }

        Revive();
        sweep = Clock.CreateTimer(static endpoint => ((MqttEndpoint)endpoint!).Sweep(), this, SweepInterval, SweepInterval);
        if (OperatingSystem.IsLinux())
        {
            loops = [.. Enumerable.Range(0, Math.Clamp(Environment.ProcessorCount / 2, 1, MostLoops)).Select(_ => new PollLoop(options.BeforeReading, options.AfterReading))];
            watch = Clock.CreateTimer(static endpoint => Array.ForEach(((MqttEndpoint)endpoint!).loops, loop => loop.Watch()), this, WatchInterval, WatchInterval);
        }

        accepting = Task.WhenAll(
            Task.Run(() => AcceptAsync(plain, isTls: false), CancellationToken.None),
            secure is null ? Task.CompletedTask : Task.Run(() => AcceptAsync(secure, isTls: true), CancellationToken.None));
    }

    /// <summary>Serves a connected stream, which the endpoint owns from here on. The task completes when the connection has ended.</summary>
    public Task ServeAsync(Stream stream, EndPoint? remoteEndPoint) => ServeAsync(new MqttConnection(this, stream, remoteEndPoint));

    internal Task ServeAsync(MqttConnection connection)
    {
        if (Admit(connection) is { } limit)
        {
            Application.Refused(connection.RemoteEndPoint, TooMany(limit));
            connection.Output.Abort();
            return Task.CompletedTask;
        }

        connections.Add(connection);
        if (stopping.IsCancellationRequested)
        {
            connection.End(DisconnectCause.Stopping);
        }

        return connection.RunAsync();
    }

    /// <summary>The identities of all connections that were accepted and are open, each as often as it has connections.</summary>
    public IEnumerable<object> Identities()
    {
        foreach (var connection in connections.All.ToArray())
        {
            if (connection is { IsOpen: true, Identity: { } identity })
            {
                yield return identity;
            }
        }
    }

    /// <summary>Closes the connections of an identity; 5.0 clients are told the reason. Returns how many there were.</summary>
    public int Close(Predicate<object> whose, ReasonCode reason = ReasonCode.NotAuthorized)
    {
        int closed = 0;
        foreach (var connection in connections.All)
        {
            if (connection is { IsOpen: true, Identity: { } identity } && whose(identity))
            {
                connection.Close(reason);
                closed++;
            }
        }

        return closed;
    }

    /// <summary>
    /// Tells 5.0 clients that the server shuts down, closes everything and returns when all connections have ended. No will is published:
    /// the clients did not fail.
    /// </summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        listeners.ForEach(listener => listener.Dispose());
        await accepting.ConfigureAwait(false);
        var ending = new List<Task>();
        foreach (var connection in connections.All)
        {
            connection?.End(DisconnectCause.Stopping);
            ending.Add(connection?.WhenEndedAsync() ?? Task.CompletedTask);
        }
        try
        {
            await Task.WhenAll(ending).WaitAsync(StopTimeout, Clock).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            foreach (var connection in connections.All)
            {
                connection?.Output.Abort();
            }

            await Task.WhenAll(ending).ConfigureAwait(false);
        }
        await (certificate?.DisposeAsync() ?? default).ConfigureAwait(false);
        await (sweep?.DisposeAsync() ?? default).ConfigureAwait(false);
        await (watch?.DisposeAsync() ?? default).ConfigureAwait(false);
        Array.ForEach(loops, loop => loop.Stop());
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        await StopAsync().ConfigureAwait(false);
        Counters.Dispose();
        searching.Dispose();
        stopping.Dispose();
    }

    /// <summary>Nobody can guess it, and so nobody takes over a session that is known by it.</summary>
    internal static string NewClientId() => $"auto-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";

    internal static string TooMany(string limit) => $"Too many connections: {limit}.";

    internal void AddPending(int count) => Interlocked.Add(ref pendingTotal, count);

    internal void Remove(MqttConnection connection)
    {
        Leave(connection);
        connections.Remove(connection);
    }

    internal void Sweep()
    {
        long now = Now;
        foreach (var connection in connections.All)
        {
            connection?.CheckDeadlines(now, now + (long)SweepInterval.TotalMilliseconds);
        }

        SweepSessions(now);
        SweepRetained(now);
    }
}
