using Orleans.Runtime;

namespace Orleans.Local;

/// <summary>Asleep → Waking → Awake → Leaving → Gone, or Asleep again if calls wait. Waking and leaving are exclusive calls like any other.</summary>
internal sealed partial class Activation
{
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

    /// <summary>
    /// Lets the grain go if nothing has used it for the given number of sweeps. A call may slip in before; then the grain leaves after
    /// that call and the next one wakes it again, which is harmless.
    /// </summary>
    public void LeaveIfIdle(int sweeps)
    {
        if (_calls == 0 && Grains.Sweeps - _lastUse > sweeps)
        {
            Leave(DeactivationReasonCode.ActivationIdle);
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
        catch (Exception failure)
        {
            Grains.Meters.FailedToWake.Add(1);
            await ReleaseAsync();
            Depart(static _ => true, failure);
            return;
        }

        lock (_own)
        {
            _stage = Grains.Stopping ? Stage.Leaving : Stage.Awake;
            _reason = DeactivationReasonCode.ShuttingDown;
            _lastUse = Grains.Sweeps;
            EndLocked(_own, interleaves: false);
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
        Depart(ticket => ticket.IsTick || Grains.Stopping, new SiloUnavailableException($"{this} has left: the process is stopping."));
    }

    private async Task ReleaseAsync()
    {
        StopTimers();
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

    private void Depart(Predicate<Ticket> isRefused, Exception refusal)
    {
        List<Ticket> refused = [];
        List<Ticket> kept = [];
        lock (_own)
        {
            while (_waiting.Take() is Ticket ticket)
            {
                (isRefused(ticket) ? refused : kept).Add(ticket);
            }

            foreach (var ticket in kept)
            {
                _waiting.Add(ticket);
            }

            _queued = kept.Count;
            _stage = _waiting.IsEmpty ? Stage.Gone : Stage.Asleep;
            if (_stage == Stage.Gone)
            {
                Class.Remove(this);
            }

            EndLocked(_own, interleaves: false);
        }

        Grains.Left();
        foreach (var ticket in refused)
        {
            ticket.Refuse(refusal);
        }
    }
}
