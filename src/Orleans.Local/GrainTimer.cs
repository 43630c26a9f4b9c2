using Orleans.Runtime;

namespace Orleans.Local;

/// <summary>A timer whose ticks queue for turns like calls. The next tick is armed when a callback has ended, so ticks never overlap.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly CancellationTokenSource _stopped = new();
    private readonly ITimer _timer;
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private bool _changed;
    private int _ticking;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        _options = options;
        _timer = activation.Class.Grains.CreateTimer(static timer => _ = ((GrainTimer)timer!).TickAsync(), this);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        _dueTime = dueTime;
        _period = period;
        _changed = true;
        if (Volatile.Read(ref _ticking) == 0)
        {
            _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _stopped.Cancel();
        _timer.Dispose();
        _activation.Forget(this);
    }

    private async Task TickAsync()
    {
        if (Interlocked.Exchange(ref _ticking, 1) == 1)
        {
            return;
        }

        _changed = false;
        var ticket = new Ticket(_activation, reference: null, _options.Interleave, _options.KeepAlive);
        var granted = false;
        try
        {
            await ticket;
            granted = true;
            if (!_stopped.IsCancellationRequested)
            {
                await _callback(_stopped.Token);
            }
        }
        catch (Exception failure)
        {
            // A tick that came while the grain was leaving is no news.
            if (granted || failure is not OperationCanceledException)
            {
                _activation.Class.Grains.Log.TickFailed(_activation, failure);
            }
        }

        Rearm();
        if (granted)
        {
            ticket.End();
        }
    }

    private void Rearm()
    {
        Volatile.Write(ref _ticking, 0);
        if (!_stopped.IsCancellationRequested)
        {
            _timer.Change(_changed ? _dueTime : _period, Timeout.InfiniteTimeSpan);
        }
    }
}
