using Microsoft.Extensions.Hosting;

namespace Orleans.Local;

/// <summary>The sweep that lets idle grains go, and the stop that lets all go.</summary>
internal sealed partial class LocalGrains : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _hurry = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _sweep;
    private int _awake;

    /// <summary>How many sweeps there have been.</summary>
    public int Sweeps { get; private set; }

    public bool Stopping { get; private set; }

    public int AwakeGrains => Volatile.Read(ref _awake);

    /// <summary>Signalled when the stop can wait no longer.</summary>
    public CancellationToken Hurry => _hurry.Token;

    private IEnumerable<Activation> Activations => _classes.Values.SelectMany(classes => classes).Distinct().SelectMany(grainClass => grainClass.Activations);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _sweep = CreateTimer(static self => ((LocalGrains)self!).Sweep(), this);
        _sweep.Change(Options.SweepPeriod, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Stopping = true;
        _sweep?.Dispose();
        foreach (var activation in Activations)
        {
            activation.Leave(DeactivationReasonCode.ShuttingDown);
        }

        CompleteIfEmpty();
        try
        {
            await _empty.Task.WaitAsync(Options.StopTimeout, _time, cancellationToken);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            Log.StoppedEarly(AwakeGrains);
            await _hurry.CancelAsync();
        }
    }

    public void Woke()
    {
        Interlocked.Increment(ref _awake);
        Meters.Woken.Add(1);
    }

    public void Left()
    {
        Interlocked.Decrement(ref _awake);
        CompleteIfEmpty();
    }

    public void Dispose()
    {
        _sweep?.Dispose();
        _hurry.Dispose();
        Meters.Dispose();
    }

    private void CompleteIfEmpty()
    {
        if (Stopping && AwakeGrains == 0)
        {
            _empty.TrySetResult();
        }
    }

    private void Sweep()
    {
        Sweeps++;

        // One more than fits, because a use may fall just before a sweep.
        var sweeps = (int)Math.Ceiling(Options.IdleAge / Options.SweepPeriod);
        foreach (var activation in Activations.Where(activation => !activation.Class.KeepAlive))
        {
            activation.LeaveIfIdle(sweeps);
        }

        _sweep!.Change(Options.SweepPeriod, Timeout.InfiniteTimeSpan);
    }
}
