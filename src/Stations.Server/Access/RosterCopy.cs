using System.Collections.Concurrent;
using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Api;

namespace Stations.Server.Access;

/// <summary>
/// Who may work here, as this server knows it: never older than <see cref="Period"/> while the grain can be reached, and never older than what
/// was done here. Also writes down which sessions were used.
/// </summary>
public sealed class RosterCopy(IGrainFactory grains, TimeProvider clock, ILogger<RosterCopy> log) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<long, bool> used = new();
    private volatile Roster? current;

    /// <summary>Somebody may have lost what they had.</summary>
    public event Action? Changed;

    public bool IsLoaded => current is not null;

    public Roster Now => current ?? Roster.Empty;

    private static IRosterGrain Grain(IGrainFactory grains) => grains.GetGrain<IRosterGrain>(IRosterGrain.Key);

    /// <summary>Completes once it is known who may work here.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        while (!await TryRefresh())
        {
            await Task.Delay(Pause, clock, cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>As it is at this moment, for all servers.</summary>
    public async Task Refresh()
    {
        if (await Grain(grains).Since(current?.Version ?? -1) is { } newer)
        {
            Take(newer);
        }
    }

    /// <summary>Completes when it is durable and this server knows.</summary>
    public async Task<RosterAnswer> Do(RosterChange change, CancellationToken cancellation)
    {
        var answer = await Insist.On(() => Grain(grains).Do(change), clock, cancellation);
        await Refresh();
        return answer;
    }

    public void IsUsed(OperatorSession session)
    {
        if (clock.NowMilliseconds() - session.UsedAt >= OperatorSession.WrittenEvery.TotalMilliseconds)
        {
            used[session.Number] = true;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (await TryRefresh() && !used.IsEmpty)
            {
                await WriteUsed(stoppingToken);
            }
        }
    }

    private async Task WriteUsed(CancellationToken cancellation)
    {
        foreach (var number in used.Keys)
        {
            try
            {
                await Do(new RosterChange.Use(number), cancellation);
                used.TryRemove(number, out _);
            }
            catch (Exception error) when (error is TimeoutException or Orleans.Runtime.OrleansException)
            {
                log.LogDebug(error, "The use of a session could not be written; again in {Period}", Period);
                return;
            }
        }
    }

    private async Task<bool> TryRefresh()
    {
        try
        {
            await Refresh();
            return true;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            log.LogDebug(error, "Who may work here could not be asked; again soon");
            return false;
        }
    }

    private void Take(Roster newer)
    {
        lock (gate)
        {
            if (current is { } known && known.Version >= newer.Version)
            {
                return;
            }

            current = newer;
        }

        Changed?.Invoke();
    }
}
