using Stations.Server.Cluster;
using Stations.Server.Configuration;

namespace Stations.Server.Ingest.Broker;

/// <summary>Takes what devices say from the broker, also in the stead of servers that are away, see <see cref="Peers"/>.</summary>
public sealed class BrokerService : BackgroundService
{
    /// <summary>How often the servers that are away are looked at.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>After the last of these a message is tried once in so long.</summary>
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(10);

    private readonly BrokerOptions options;
    private readonly BrokerMetrics metrics;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly Peers peers;
    private readonly Incoming incoming;
    private readonly Backoff pauses;
    private readonly BrokerConnection[] own;
    private readonly Dictionary<(string Server, int Number), (Task Running, CancellationTokenSource Stop)> others = [];

    public BrokerService(BrokerOptions options, Intake intake, IngestMetrics ingest, BrokerMetrics metrics, Departures departures, TimeProvider clock, ILogger<BrokerService> log)
    {
        (this.options, this.metrics, this.clock, this.log) = (options, metrics, clock, log);

        // The same in every run, and another for every server: they do not come back in step.
        var seed = options.Server.Aggregate(17, (sum, letter) => unchecked((sum * 31) + letter));
        pauses = new Backoff(BrokerConnection.FirstPause, BrokerConnection.LongestPause, seed);
        incoming = new Incoming(intake, ingest, metrics, departures, new Backoff(BrokerConnection.FirstPause, LongestRetry, seed + 1), clock, log);
        peers = new Peers(options.Server, clock, log);
        var outgoing = new Outgoing(metrics, clock);
        intake.Publish = dispatch => (dispatch.IsUrgent || peers.Speaks(dispatch.Device.ToString())) && outgoing.Add(dispatch);
        intake.Announce = notice => !peers.Speaks(notice.Station.ToString()) || outgoing.Add(notice);
        var voice = new Voice(options.Server, peers, outgoing, clock);
        own = [.. Enumerable.Range(0, options.Connections).Select(number => Connection(options.Server, number, number == 0 ? voice : null))];
    }

    /// <summary>What keeps devices' messages from this server, in one line for operators; null while all is well.</summary>
    public string? Trouble => Array.Find(own, connection => connection.Trouble is not null) is { Trouble: { } reason } ? $"The broker {options} is away: {reason}" : null;

    /// <summary>What keeps messages that came from being done with; null while all is well.</summary>
    public string? Backlog => incoming.Trouble;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = Task.WhenAll(own.Select(connection => connection.Run(stoppingToken)));
        using var timer = new PeriodicTimer(Period, clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            StandIn(stoppingToken);
            await ((Task)timer.WaitForNextTickAsync(stoppingToken).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await running;
        await Task.WhenAll(others.Values.Select(other => other.Running));
    }

    /// <summary>One connection at a time for each session: when its owner is back and takes it over, that is the end of it.</summary>
    private void StandIn(CancellationToken stopping)
    {
        var absent = peers.Absent();
        foreach (var (session, (running, stop)) in others)
        {
            if (running.IsCompleted)
            {
                others.Remove(session);
                stop.Dispose();
            }
            else if (!absent.Contains(session.Server))
            {
                stop.Cancel();
            }
        }

        foreach (var (server, number) in absent.SelectMany(server => Enumerable.Range(0, options.Connections).Select(number => (server, number))))
        {
            if (!others.ContainsKey((server, number)))
            {
                var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
                others[(server, number)] = (Connection(server, number, voice: null).RunOnce(stop.Token), stop);
            }
        }
    }

    private BrokerConnection Connection(string server, int number, Voice? voice) =>
        new(options, $"stations-{server}-{number}", incoming, voice, metrics, pauses, clock, log);
}
