namespace Stations.Server.Tests;

/// <summary>A clock that stands still until it is moved. Timers fire on the mover's thread, in order of their times.</summary>
internal sealed class ManualClock : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 8, 0, 0, 123, TimeSpan.Zero);

    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Armed)> watchers = [];
    private DateTimeOffset now = Start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes once a timer waits that was set to <paramref name="due"/>.</summary>
    public async Task Armed(TimeSpan due, string what)
    {
        TaskCompletionSource armed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (timers.Exists(timer => timer.Due == due))
            {
                return;
            }

            watchers.Add((due, armed));
        }

        await armed.Task.Within($"a timer of {due} for {what}");
    }

    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (TakeDue(until) is { } fire)
        {
            fire();
        }

        lock (gate)
        {
            now = until;
        }
    }

    private Action? TakeDue(DateTimeOffset until)
    {
        lock (gate)
        {
            if (timers.Where(timer => timer.At <= until).MinBy(timer => timer.At) is not { } due)
            {
                return null;
            }

            now = due.At > now ? due.At : now;
            Arm(due, due.Period, due.Period);
            return due.Fire;
        }
    }

    private void Arm(ManualTimer timer, TimeSpan due, TimeSpan period)
    {
        timers.Remove(timer);
        if (due < TimeSpan.Zero)
        {
            return;
        }

        (timer.At, timer.Due, timer.Period) = (now + due, due, period);
        timers.Add(timer);
        foreach (var watcher in watchers.FindAll(one => one.Due == due))
        {
            watchers.Remove(watcher);
            watcher.Armed.SetResult();
        }
    }

    private sealed class ManualTimer(ManualClock clock, Action fire) : ITimer
    {
        public DateTimeOffset At { get; set; }

        public TimeSpan Due { get; set; }

        public TimeSpan Period { get; set; }

        public Action Fire { get; } = fire;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                clock.Arm(this, dueTime, period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period);
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
