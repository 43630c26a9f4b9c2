using System.Net;
using System.Net.WebSockets;
using Stations.Journal;
using Stations.Mqtt.Server;
using Stations.Mqtt.Wire;
using Stations.Protocol;
using Stations.Server.Access;
using Stations.Server.Configuration;
using Stations.Server.Ingest;

namespace Stations.Server.Operations;

/// <summary>Opens the MQTT endpoint once the board is recovered, and closes it first.</summary>
public sealed class MqttService : IHostedService, IAsyncDisposable
{
    /// <summary>There is one server at its own endpoint.</summary>
    private const string StateTopic = $"{Topics.Root}{Topics.State}/server";

    private readonly MqttEndpoint endpoint;
    private readonly MqttJournal kept;
    private readonly AccessWatch watch;
    private readonly Action<bool> say;
    private readonly CancellationTokenSource stopping = new();
    private Task watching = Task.CompletedTask;

    public MqttService(ServerOptions options, DeviceIngest ingest, Intake intake, MqttJournal kept, AccessWatch watch, EventJournal journal, TimeProvider clock)
    {
        (this.kept, this.watch) = (kept, watch);
        endpoint = new MqttEndpoint(ingest, new MqttEndpointOptions
        {
            Listen = options.Mqtt,
            Limits = options.MqttLimits,
            Tls = options.Transports.Tls,
            Proxies = options.Transports.Proxies,
            Clock = clock,
            Store = kept,

            // What many connections sent while we were at work gets into one commit.
            BeforeReading = journal.HoldBatch,
            AfterReading = journal.ReleaseBatch,
        });
        intake.Publish = dispatch =>
            endpoint.Publish(dispatch.Topic, dispatch.Payload, retain: dispatch.IsRetained, properties: dispatch.Properties(clock.NowMilliseconds())) > 0 || dispatch.IsRetained;

        intake.Announce = notice =>
        {
            // Ids may be longer than topics are set to be.
            if (notice.Topic.Length <= options.MqttLimits.TopicLength)
            {
                endpoint.Publish(notice.Topic, notice.Payload, retain: true, properties: notice.Properties, isFleeting: true);
            }

            return true;
        };

        var boot = $"{clock.NowMilliseconds():x}";
        say = isOnline => endpoint.Publish(StateTopic, new Conn(isOnline, boot, clock.NowMilliseconds()).ToBytes(), retain: true, isFleeting: true);

        // A commit completes thousands of messages on one thread: their grains go on right there, and every connection is written to once.
        journal.BeforeCompletions = () =>
        {
            Engine.AllowInlineContinuations();
            MqttBatch.Begin();
        };
        journal.AfterCompletions = () =>
        {
            default(MqttBatch).Dispose();
            Engine.ForbidInlineContinuations();
        };
    }

    /// <summary>Where it listens; the port is the real one.</summary>
    public IPEndPoint EndPoint => endpoint.LocalEndPoint;

    /// <summary>Devices are served.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>What about the certificate needs somebody's hand; null while all is well.</summary>
    public string? CertificateTrouble => endpoint.CertificateTrouble;

    /// <summary>The task completes when the connection has ended.</summary>
    public Task Serve(WebSocket socket, EndPoint? from, CancellationToken leaving) => endpoint.ServeAsync(socket, from, leaving);

    /// <summary>Counts a WebSocket that was refused before there was one.</summary>
    public void Refused(string reason) => endpoint.Counters.Refused(reason);

    /// <exception cref="MqttPortInUseException">Another server has the port.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        kept.RestoreTo(endpoint);
        say(true);
        endpoint.Start();
        watching = watch.Run(endpoint, stopping.Token);
        IsOpen = true;
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        IsOpen = false;
        await stopping.CancelAsync();
        await watching;
        say(false);
        await endpoint.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await endpoint.DisposeAsync();
        stopping.Dispose();
    }
}
