using Orleans.Runtime;

namespace Orleans.Local;

/// <summary>Asleep → Waking → Awake → Leaving → Gone, or Asleep again if calls wait. Waking and leaving are exclusive calls like any other.</summary>
internal sealed partial class Activation
{
    private List<GrainTimer>? _timers;

    /// <summary>Lets the grain go as soon as its calls have completed; later calls wait for the grain's next life.</summary>
    public void Leave(DeactivationReasonCode reason)
    {
        lock (_own)
        {
            if (_stage == Stage.Waking && reason == DeactivationReasonCode.ApplicationRequested)
            {
                throw new InvalidOperationException($"{this} asks to leave before it is awake; OnActivateAsync can refuse by throwing.");
            }

            if (_stage != Stage.Awake)
            {
                return;
            }

            _stage = Stage.Leaving;
            _reason = reason;
            if (_turning || !Runnable)
            {
                return;
            }

            _turning = true;
        }

        Drain(InlineTurns);
    }

    /// <summary>Lets the grain go if nothing has used it for the given number of sweeps.</summary>
    public void LeaveIfIdle(int sweeps)
    {
        bool idle;
        lock (_own)
        {
            idle = _stage == Stage.Awake && !_turning && _calls == 0 && Grains.Sweeps - _lastUse > sweeps;
        }

        if (idle)
        {
            // A call may slip in before; then the grain leaves after that call and the next one wakes it again, which is harmless.
            Leave(DeactivationReasonCode.ActivationIdle);
        }
    }

    public GrainTimer StartTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(this, callback, options);
        lock (_own)
        {
            (_timers ??= []).Add(timer);
        }

        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void Forget(GrainTimer timer)
    {
        lock (_own)
        {
            _timers?.Remove(timer);
        }
    }

    private Resumption Waking()
    {
        // On behalf of the first caller, so that a grain which calls back while it wakes is told of the cycle.
        var first = (Ticket)_waiting.First!;
        _stage = Stage.Waking;
        return new(Begin(first.Caller, first.CallerNumber, interleaves: false), static self => _ = ((Activation)self!).WakeAsync(), this);
    }

    private Resumption Leaving() =>
        new(Begin(caller: null, callerNumber: 0, interleaves: false), static self => _ = ((Activation)self!).LeaveAsync(), this);

    private async Task WakeAsync()
    {
        Exception? failure = null;
        Grains.Woke();
        try
        {
            _grain = Class.Create(this, out var states);
            foreach (var state in states)
            {
                await state.ReadStateAsync();
            }

            await _grain.OnActivateAsync(Grains.Hurry);
        }
        catch (Exception thrown)
        {
            failure = thrown;
            await ReleaseAsync();
        }

        List<Ticket> refused = [];
        lock (_own)
        {
            _lastUse = Grains.Sweeps;
            if (failure is not null)
            {
                refused = Withdraw(static _ => true);
                _stage = Stage.Gone;
            }
            else
            {
                _stage = Grains.Stopping ? Stage.Leaving : Stage.Awake;
                _reason = DeactivationReasonCode.ShuttingDown;
            }

            EndLocked(_own, interleaves: false);
        }

        if (failure is not null)
        {
            Grains.Meters.FailedToWake.Add(1);
            Bury(refused, failure);
        }
    }

    private async Task LeaveAsync()
    {
        try
        {
            await Grain.OnDeactivateAsync(new(_reason, $"{this} leaves."), Grains.Hurry);
        }
        catch (Exception failure)
        {
            Grains.Log.DeactivationFailed(this, failure);
        }

        await ReleaseAsync();
        List<Ticket> refused;
        lock (_own)
        {
            refused = Withdraw(ticket => ticket.IsTick || Grains.Stopping);
            _stage = _waiting.IsEmpty ? Stage.Gone : Stage.Asleep;
            EndLocked(_own, interleaves: false);
        }

        Bury(refused, new SiloUnavailableException($"{this} has left: the process is stopping."));
    }

    private async Task ReleaseAsync()
    {
        List<GrainTimer> timers;
        lock (_own)
        {
            timers = _timers ?? [];
            _timers = null;
        }

        foreach (var timer in timers)
        {
            timer.Dispose();
        }

        try
        {
            switch (_grain)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }
        }
        catch (Exception failure)
        {
            Grains.Log.DeactivationFailed(this, failure);
        }

        _grain = null;
    }

    private List<Ticket> Withdraw(Predicate<Ticket> which)
    {
        List<Ticket> withdrawn = [];
        List<Ticket> kept = [];
        while (_waiting.Take() is Ticket ticket)
        {
            (which(ticket) ? withdrawn : kept).Add(ticket);
        }

        foreach (var ticket in kept)
        {
            _waiting.Add(ticket);
        }

        _queued -= withdrawn.Count;
        return withdrawn;
    }

    private void Bury(List<Ticket> refused, Exception reason)
    {
        if (_stage == Stage.Gone)
        {
            Class.Remove(this);
        }

        Grains.Left();
        foreach (var ticket in refused)
        {
            ticket.Refuse(reason);
        }
    }
}
