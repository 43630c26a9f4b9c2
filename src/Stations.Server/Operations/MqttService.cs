using System.Net;
using Stations.Journal;
using Stations.Mqtt.Server;
using Stations.Mqtt.Wire;
using Stations.Server.Configuration;
using Stations.Server.Ingest;

namespace Stations.Server.Operations;

/// <summary>Opens the MQTT endpoint once the board is recovered, and closes it first.</summary>
public sealed class MqttService : IHostedService, IAsyncDisposable
{
    private readonly MqttEndpoint endpoint;
    private readonly MqttJournal kept;

    public MqttService(ServerOptions options, DeviceIngest ingest, Intake intake, MqttJournal kept, EventJournal journal, TimeProvider clock)
    {
        this.kept = kept;
        endpoint = new MqttEndpoint(ingest, new MqttEndpointOptions { Listen = options.Mqtt, Limits = options.MqttLimits, Clock = clock, Store = kept });
        intake.Publish = (topic, payload) => endpoint.Publish(topic, payload);

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

    /// <exception cref="MqttPortInUseException">Another server has the port.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        kept.RestoreTo(endpoint);
        endpoint.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => endpoint.StopAsync();

    public ValueTask DisposeAsync() => endpoint.DisposeAsync();
}
