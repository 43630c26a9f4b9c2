using Orleans.Runtime;

namespace Orleans.Local;

/// <summary>The slow path: work that found the grain busy, asleep or too deep in the stack.</summary>
internal sealed partial class Activation : IThreadPoolWorkItem
{
    // Enough to wake the grain and to run the one call that found it asleep on the caller's thread.
    private const int InlineTurns = 2;

    // After so many turns other grains get the thread.
    private const int DispatchedTurns = 64;

    /// <summary>Queues a call or tick, or refuses it. False: the grain has gone, ask for its successor.</summary>
    public bool Admit(Ticket ticket)
    {
        Exception? refusal;
        var free = false;
        lock (_own)
        {
            if (_stage == Stage.Gone || (ticket.IsTick && _stage is not (Stage.Waking or Stage.Awake)))
            {
                return false;
            }

            var interleaves = ticket.Interleaves && _stage == Stage.Awake;
            refusal = RefusalOf(ticket, interleaves);
            if (refusal is null)
            {
                _queued++;
                (interleaves ? ref _ready : ref _waiting).Add(ticket);
                free = !_turning && Runnable;
                _turning |= free;
            }
        }

        if (refusal is not null)
        {
            ticket.Refuse(refusal);
        }
        else if (free && ticket.Caller is { Depth: >= MaxInlineDepth })
        {
            Grains.Dispatch(this);
        }
        else if (free)
        {
            Drain(InlineTurns);
        }

        return true;
    }

    /// <summary>
    /// Queues a continuation. It never runs on the thread that completed what was awaited: that thread may hold a lock, as
    /// <see cref="SemaphoreSlim.Release()"/> does, and relies on a context's Post to run nothing at once.
    /// </summary>
    public void Resume(Resumption resumption)
    {
        lock (_own)
        {
            _ready.Add(resumption);
            if (_turning)
            {
                return;
            }

            _turning = true;
        }

        Grains.Dispatch(this);
    }

    void IThreadPoolWorkItem.Execute() => Drain(DispatchedTurns);

    private void Drain(int turns)
    {
        var outer = SynchronizationContext.Current;
        while (turns-- > 0 && Next() is { } work)
        {
            SynchronizationContext.SetSynchronizationContext(work.Turn);
            try
            {
                work.Run();
            }
            catch (Exception failure)
            {
                // Only an async void method gets here; its exception belongs to nobody and must not take the grain with it.
                Grains.Log.StrayException(this, failure);
            }
        }

        SynchronizationContext.SetSynchronizationContext(outer);
        Free();
    }

    /// <summary>Ends this thread's ownership; what has queued meanwhile is sent to another.</summary>
    private void Free()
    {
        lock (_own)
        {
            _turning = Runnable;
            if (!_turning)
            {
                return;
            }
        }

        Grains.Dispatch(this);
    }

    private Work? Next()
    {
        lock (_own)
        {
            if (!Runnable)
            {
                return null;
            }

            var work = _ready.Take() ?? _stage switch
            {
                Stage.Asleep => Waking(),
                Stage.Leaving => Leaving(),
                _ => _waiting.Take()!,
            };
            if (work is Ticket ticket)
            {
                _queued--;
                _lastUse = ticket.KeepsAwake ? Grains.Sweeps : _lastUse;
                ticket.Grant(Begin(ticket.Caller, ticket.CallerNumber, ticket.Interleaves));
            }

            return work;
        }
    }

    private Exception? RefusalOf(Ticket ticket, bool interleaves)
    {
        if (_queued >= Grains.Options.MaxQueuedCallsPerGrain)
        {
            Grains.Meters.Refused.Add(1);
            return new LimitExceededException($"{this} has {_queued} calls waiting, which is its limit.");
        }

        if (_stage == Stage.Asleep && Grains.Stopping)
        {
            return new SiloUnavailableException($"{this} is not started any more: the process is stopping.");
        }

        if (!interleaves && ticket.Caller?.Chain().Any(Blocks) == true)
        {
            var chain = ticket.Caller.Chain().Select(turn => turn.Activation).Reverse().Append(this);
            return new GrainCallCycleException($"Grains wait for each other: {string.Join(" → ", chain)}.");
        }

        return null;
    }

    // An interleaving call keeps nobody out, except that a leaving grain waits for all its calls.
    private bool Blocks(Turn turn) => turn.Activation == this && _calls > 0 && (turn == _own || _stage == Stage.Leaving);
}
