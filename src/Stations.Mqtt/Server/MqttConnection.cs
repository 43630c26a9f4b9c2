using System.Net;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Wire;

namespace Stations.Mqtt.Server;

/// <summary>One client's connection to the endpoint, from its first byte to its last.</summary>
public sealed partial class MqttConnection : IPacketHandler
{
    /// <summary>Bytes that are read from a client after it was refused.</summary>
    private const int MostDrained = 1024 * 1024;

    private readonly Stream stream;
    private readonly Lock endGate = new();
    private volatile DisconnectCause? cause;
    private TaskCompletionSource? ended;
    private bool hasEnded;
    private volatile bool isGreeted;
    private bool lingers;

    internal MqttConnection(MqttEndpoint endpoint, Stream stream, EndPoint? remoteEndPoint)
    {
        Endpoint = endpoint;
        this.stream = stream;
        RemoteEndPoint = remoteEndPoint;
        Output = new Output(stream, endpoint.Stalled);
        openedAt = lastReceived = endpoint.Now;
    }

    /// <summary>Stands for the connection of a client that was connected before the process began.</summary>
    internal static MqttConnection Departed(MqttEndpoint endpoint, string sessionId) =>
        new(endpoint, Stream.Null, remoteEndPoint: null) { ClientId = sessionId[(sessionId.IndexOf('\0') + 1)..], cause = DisconnectCause.Lost };

    /// <summary>Empty until the client has sent CONNECT.</summary>
    public string ClientId { get; private set; } = "";

    public MqttVersion Version { get; private set; } = MqttVersion.V311;

    /// <summary>The client's, as far as proxies tell.</summary>
    public EndPoint? RemoteEndPoint { get; private set; }

    /// <summary>What the application's <see cref="ConnectDecision"/> brought along.</summary>
    public object? Identity { get; private set; }

    public bool IsOpen => cause is null;

    /// <summary>Why it ended; null while it is open.</summary>
    internal DisconnectCause? Cause => cause;

    internal MqttEndpoint Endpoint { get; }

    internal Output Output { get; }

    internal Session? Session { get; private set; }

    /// <summary>What its session is kept under: the client id, beside whose it is.</summary>
    internal string SessionId { get; private set; } = "";

    /// <summary>CONNACK has gone out, so messages may.</summary>
    internal bool IsGreeted
    {
        get => isGreeted;
        set => isGreeted = value;
    }

    /// <summary>The address it is counted under, or null. Guarded by the endpoint.</summary>
    internal IPAddress? Network { get; set; }

    /// <summary>It is counted as one that has not said who it is. Guarded by the endpoint.</summary>
    internal bool IsUnauthenticated { get; set; }

    /// <summary>Place in the endpoint's table.</summary>
    internal int Slot { get; set; }

    /// <summary>Closes the connection; a 5.0 client is told the reason.</summary>
    public void Close(ReasonCode reason = ReasonCode.AdministrativeAction) =>
        End(new DisconnectCause(DisconnectKind.ByServer, reason, "Closed by who runs the server; ask there before coming again."));

    /// <summary>
    /// Begins the end; the first cause counts. The read loop finishes it: with <paramref name="lingers"/>, which only it may ask for, it lets
    /// the client read to the end what it was told.
    /// </summary>
    internal void End(DisconnectCause why, bool lingers = false)
    {
        lock (endGate)
        {
            if (cause is not null)
            {
                return;
            }

            closingSince = Endpoint.Now;
            cause = why;
            this.lingers = lingers;
        }

        Endpoint.Counters.Disconnected(why.Kind);
        bool isOurs = why.Kind is not (DisconnectKind.Lost or DisconnectKind.ByClient);
        if (isOurs && IsGreeted && Version == MqttVersion.V50)
        {
            Send(new DisconnectPacket(why.Reason) { Properties = Explanation(why.Text) });
        }

        Output.Close(readerCloses: lingers);
        pending?.StopWaiting();
    }

    internal async Task RunAsync()
    {
        try
        {
            if (opening is null || await OpenAsync(opening).ConfigureAwait(false))
            {
                await PacketLoop.RunAsync(stream, this).ConfigureAwait(false);
            }

            End(isGivingWay ? DisconnectCause.TakenOver : DisconnectCause.Lost);
        }
        catch (Exception e)
        {
            End(DisconnectCause.Failed(e));
        }

        // The next connection of this session must find the QoS 2 messages of this one known.
        await lastTaken.WaitAsync(Endpoint.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            Finish(cause!);
            await LingerAsync().ConfigureAwait(false);
        }
        finally
        {
            Endpoint.Remove(this);
        }
    }

    private async Task LingerAsync()
    {
        if (!lingers)
        {
            return;
        }

        // The endpoint's sweep ends this too, when the time to close is over.
        using var stop = Endpoint.Stopping.UnsafeRegister(static output => ((Output)output!).Abort(), Output);
        await PacketLoop.DrainAsync(stream, MostDrained).ConfigureAwait(false);
        Output.Abort();
    }

    /// <summary>Completes when the session is free, the will handed over and the application told.</summary>
    internal Task WhenEndedAsync()
    {
        lock (endGate)
        {
            if (hasEnded)
            {
                return Task.CompletedTask;
            }

            return (ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void Finish(DisconnectCause why)
    {
        Endpoint.Counters.Received(receivedSinceRead);
        try
        {
            if (Session is not null)
            {
                Endpoint.Leave(this, Session, why.Kind == DisconnectKind.ServerStopping ? null : will);
            }

            if (isAccepted)
            {
                Endpoint.Application.Disconnected(this, why);
            }
            else if (!isJudged && why.Kind is (DisconnectKind.Refused or DisconnectKind.Timeout))
            {
                Endpoint.Application.Refused(RemoteEndPoint ?? opening?.Proxy, why.Text);
            }
        }
        finally
        {
            lock (endGate)
            {
                hasEnded = true;
            }

            ended?.TrySetResult();
        }
    }

    private MqttProperties Explanation(string? text) =>
        text is not null && wantsProblemInformation ? new MqttProperties { { PropertyId.ReasonString, text } } : MqttProperties.None;
}
