using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Stations.Journal;
using Stations.Server.Cluster;
using Stations.Server.Configuration;
using Stations.Server.Ingest;
using Stations.Server.Ingest.Broker;
using Stations.Tests;

namespace Stations.Cluster.Tests.Broker;

/// <summary>A server's side of a broker, in front of the grains of <see cref="SiloServer"/>.</summary>
internal sealed class BrokerSide : IAsyncDisposable
{
    private readonly BrokerService service;
    private readonly Lines log = new();

    public BrokerSide(SiloServer silo, int port, string name, TimeProvider? clock = null, string? user = null, IGrainFactory? grains = null)
    {
        clock ??= TimeProvider.System;
        var meters = silo.Services.GetRequiredService<IMeterFactory>();
        Quarantine = new Quarantine(clock);
        var ingest = new IngestMetrics(meters);
        var commits = new Commits(silo.Services.GetRequiredService<EventJournal>());
        var rebirths = new Rebirths(clock, ingest);
        Intake = new Intake(grains ?? silo.Services.GetRequiredService<IGrainFactory>(), commits, Quarantine, rebirths, new Gaps(clock, rebirths, ingest), ingest, NullLogger<Intake>.Instance);
        var options = new BrokerOptions(new Uri($"mqtt://127.0.0.1:{port}"), name, Connections: 1, InFlight: 1000, user, user is null ? null : "wrong", PasswordFile: null);
        service = new BrokerService(options, Intake, ingest, new BrokerMetrics(meters), Departures, clock, log);
    }

    public Intake Intake { get; }

    /// <summary>Of servers that the grains run on.</summary>
    public Departures Departures { get; } = new();

    public Quarantine Quarantine { get; }

    public string? Trouble => service.Trouble;

    /// <summary>Completes when it is connected.</summary>
    public async Task Start()
    {
        var connected = Says("is connected");
        await service.StartAsync(TestContext.Current.CancellationToken);
        await connected;
    }

    /// <summary>Completes when it fails to connect.</summary>
    public async Task StartInVain()
    {
        var failed = Says("is not connected");
        await service.StartAsync(TestContext.Current.CancellationToken);
        await failed;
    }

    /// <summary>Completes with a line in its log from now on.</summary>
    public Task Says(string words)
    {
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        log.Awaited.Add((words, said));
        return said.Task.Within($"'{words}' in the log");
    }

    public Task Stop() => service.StopAsync(CancellationToken.None).Within("the end of a server's side");

    public async ValueTask DisposeAsync()
    {
        await Stop();
        service.Dispose();
    }

    private sealed class Lines : ILogger<BrokerService>
    {
        public ConcurrentBag<(string Words, TaskCompletionSource Said)> Awaited { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = formatter(state, exception);
            foreach (var (words, said) in Awaited)
            {
                _ = line.Contains(words, StringComparison.Ordinal) && said.TrySetResult();
            }
        }
    }
}
