namespace Stations.Tests;

/// <summary>A clock that stands still until it is told to move. Timers that come due meanwhile run inside <see cref="Advance"/>, in order.</summary>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Armed)> watchers = [];
    private DateTimeOffset now = new(2024, 5, 1, 8, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes once a timer waits that was set to <paramref name="due"/>, so that a move of the clock does not come before it.</summary>
    public Task Armed(TimeSpan due)
    {
        lock (gate)
        {
            var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            watchers.Add((due, armed));
            TellWatchers();
            return armed.Task;
        }
    }

    public void Advance(TimeSpan by)
    {
        var target = GetUtcNow() + by;
        while (true)
        {
            ManualTimer? next;
            lock (gate)
            {
                next = timers.Where(timer => timer.DueAt <= target).MinBy(timer => timer.DueAt);
                now = next?.DueAt > now ? next.DueAt : next is null ? target : now;
                next?.Reschedule();
            }
            if (next is null)
            {
                return;
            }

            next.Run();
        }
    }

    private void TellWatchers()
    {
        foreach (var watcher in watchers.FindAll(watcher => timers.Exists(timer => timer.SetTo == watcher.Due)))
        {
            watchers.Remove(watcher);
            watcher.Armed.SetResult();
        }
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset DueAt { get; private set; }

        public TimeSpan SetTo { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                this.period = period;
                clock.timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    return true;
                }

                (DueAt, SetTo) = (clock.now + dueTime, dueTime);
                clock.timers.Add(this);
                clock.TellWatchers();
                return true;
            }
        }

        public void Reschedule()
        {
            if (period > TimeSpan.Zero)
            {
                DueAt += period;
            }
            else
            {
                clock.timers.Remove(this);
            }
        }

        public void Run() => callback(state);

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
