using Stations.Journal;
using Stations.Server.Access;
using Stations.Server.Configuration;
using Stations.Server.History;
using Stations.Server.Live;
using Stations.Server.Outbox;
using Stations.Server.Reports;

namespace Stations.Server.Operations;

/// <summary>
/// Everything behind HTTP, one after another: the journal is opened and read, then what lives on it begins. HTTP answers meanwhile and says
/// what is going on, see <see cref="Readiness"/>. What cannot be mended by waiting ends the server. It all ends in the opposite order.
/// </summary>
public sealed class StartUp(
    ServerOptions options,
    EventJournal journal,
    [FromKeyedServices(StartUp.Engine)] IEnumerable<IHostedService> engine,
    [FromKeyedServices(StartUp.Board)] IHostedService board,
    RosterCopy roster,
    LiveFrames frames,
    HistoryFollower history,
    Checkpoints checkpoints,
    TimeSweep sweep,
    TrustSweep trust,
    SystemWatch watch,
    Door door,
    Postman postman,
    Configurator configurator,
    Announcer announcer,
    Demo demo,
    Readiness readiness,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<StartUp> log) : BackgroundService
{
    /// <summary>The key of the hosted services that begin here and not with the host: grains may be called once they run.</summary>
    public const string Engine = "engine";

    /// <summary>The key of what fills the board with what is remembered: completely, once it has started.</summary>
    public const string Board = "board";

    public static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan LongestSweep = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan Reminder = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<bool> up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stack<IHostedService> running = new();

    /// <summary>True once all of it runs; false when it ended before: <see cref="BackgroundService.ExecuteTask"/> says why.</summary>
    public Task<bool> Up => up.Task;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        while (running.TryPop(out var part))
        {
            await part.StopAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host hands on a signal to stop only once somebody waits for its end, and that is after the greeting.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            await HttpIsOpen(stopping.Token);
            await Prepare(stopping.Token);
            await Wait([.. engine, board, .. options.Place.ServesPeople ? [roster] : Array.Empty<IHostedService>()], stopping.Token);
            if (options.Place.RunsGrains)
            {
                // What fell silent while nobody looked is not shown as it was; a store that cannot take that now does not keep the rest from starting.
                await Task.WhenAny(sweep.Sweep(), Task.Delay(LongestSweep, clock, stoppingToken));

                // History before the checkpoints: it says what must not be trimmed.
                await Begin(history, checkpoints, sweep, trust);
            }

            if (options.Place.ServesPeople)
            {
                await Begin(frames, door.Service, postman, configurator, announcer);
            }

            // Once the door had its first try.
            await Begin(watch);

            readiness.IsUp();
            await Begin(demo);
            up.SetResult(true);
            await FirstFault(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // An ordinary stop.
        }
        finally
        {
            up.TrySetResult(false);
        }
    }

    /// <summary>A port that is taken ends the server before it touches the journal.</summary>
    private Task HttpIsOpen(CancellationToken cancellation)
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lifetime.ApplicationStarted.Register(open.SetResult);
        return open.Task.WaitAsync(cancellation);
    }

    /// <summary>Waits for a store that is away, and for no other fault.</summary>
    private async Task Prepare(CancellationToken cancellation)
    {
        long? said = null;
        readiness.IsLoading(() => "The journal is being opened.");
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await Operations.Engine.Prepare(options, cancellation);
                if (options.Place.RunsGrains)
                {
                    journal.Open();
                }

                return;
            }
            catch (JournalException error) when (error.Fault is JournalFault.Unavailable)
            {
                readiness.IsLoading(() => $"The journal's store is away: {error.Message}");
                if (said is not { } before || clock.GetElapsedTime(before) >= Reminder)
                {
                    said = clock.GetTimestamp();
                    log.LogWarning("The journal's store is away; the start goes on by itself when it is back: {Reason}", error.Message);
                }
            }

            await Task.Delay(pause, clock, cancellation);
        }
    }

    /// <summary>Begins what may wait for other servers or for the store; a stop ends the waiting.</summary>
    private async Task Wait(IEnumerable<IHostedService> parts, CancellationToken cancellation)
    {
        foreach (var part in parts)
        {
            running.Push(part);
            await part.StartAsync(cancellation);
        }
    }

    private async Task Begin(params IHostedService[] parts)
    {
        foreach (var part in parts)
        {
            running.Push(part);

            // Each is stopped in its turn, not all at once by our own token.
            await part.StartAsync(CancellationToken.None);
        }
    }

    /// <summary>What it was asked to write is never written any more: whoever sent it is better off with another server.</summary>
    private async Task TakenOver() => throw new JournalException(JournalFault.TakenOver, await journal.TakenOver);

    /// <summary>None of them may die unnoticed.</summary>
    private async Task FirstFault(CancellationToken cancellation)
    {
        await foreach (var ended in Task.WhenEach([.. running.OfType<BackgroundService>().Select(part => part.ExecuteTask!), TakenOver()]).WithCancellation(cancellation))
        {
            await ended;
        }
    }
}
