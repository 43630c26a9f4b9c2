using Stations.Benchmarks.Cluster;

namespace Stations.Benchmarks.Cost;

/// <summary>
/// One way of running the product: idle, at a rate, and as fast as it goes. It is warm by then: a server that runs for months is not judged by
/// its first seconds.
/// </summary>
internal sealed class CostRun(Way way, KillFleet fleet, TimeSpan measured, TimeProvider clock)
{
    /// <summary>Messages under way when it goes as fast as it can.</summary>
    private const int Window = 4_000;

    /// <summary>After a change of the load.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public async Task Measure(int rate, TimeSpan warmUp, CancellationToken cancellation)
    {
        await fleet.Bear(cancellation);
        await Task.Delay(Settling, clock, cancellation);
        await Under(FlatOut(), () => Task.Delay(warmUp, clock, cancellation), cancellation);
        await Task.Delay(Settling, clock, cancellation);
        await Tell("idle", cancellation);
        await Under(elapsed => (long)(elapsed.TotalSeconds * rate), () => Settled($"{rate:N0}/s", cancellation), cancellation);
        await Under(FlatOut(), () => Settled("flat out", cancellation), cancellation);
    }

    private Func<TimeSpan, long> FlatOut()
    {
        var before = way.Applied(fleet);
        return _ => way.Applied(fleet) - before + Window;
    }

    private async Task Settled(string load, CancellationToken cancellation)
    {
        await Task.Delay(Settling, clock, cancellation);
        await Tell(load, cancellation);
    }

    private async Task Tell(string load, CancellationToken cancellation)
    {
        var (began, applied, before) = (clock.GetTimestamp(), way.Applied(fleet), way.CpuSeconds());
        await Task.Delay(measured, clock, cancellation);
        var (seconds, messages, after) = (clock.GetElapsedTime(began).TotalSeconds, way.Applied(fleet) - applied, way.CpuSeconds());
        var cores = after.ToDictionary(one => one.Key, one => (one.Value - before[one.Key]) / seconds, StringComparer.Ordinal);
        var ours = way.Ours.Sum(part => cores[part]);
        Console.WriteLine(
            $"{way.Name,-28} {load,-9} {messages / seconds,9:N0} messages/s {(messages == 0 ? "" : $"{messages / seconds / ours:N0} per CPU-second"),23}   cores: "
            + string.Join(", ", cores.Select(one => $"{one.Key} {one.Value:0.000}")));
    }

    /// <exception cref="BenchmarkException">Something that was sent is not applied in the end, so the figures are void.</exception>
    private async Task Under(Func<TimeSpan, long> load, Func<Task> work, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reporting = fleet.Report(load, enough.Token);
        await work();
        await enough.CancelAsync();
        await reporting;
        for (var began = clock.GetTimestamp(); way.Applied(fleet) != fleet.Sent().Sum(); await Task.Delay(Look, clock, cancellation))
        {
            if (clock.GetElapsedTime(began) > Patience)
            {
                throw new BenchmarkException($"{way.Name} applied {way.Applied(fleet)} of {fleet.Sent().Sum()} messages: VOID.");
            }
        }
    }
}
