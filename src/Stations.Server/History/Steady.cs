namespace Stations.Server.History;

/// <summary>
/// One step of work done over and over, on a thread of its own: it waits for the disk, and whoever serves devices must not wait for it. A step
/// that fails is tried again after a pause, each longer than the one before.
/// </summary>
/// <param name="step">A bounded piece of work; true when there is more to do at once.</param>
/// <param name="beat">Between two steps when there is nothing left to do, and the first pause.</param>
internal sealed class Steady(Func<bool> step, TimeSpan beat, TimeProvider clock, Action<Exception, bool> complain)
{
    /// <summary>Between two tries, at most.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private volatile string? trouble;

    /// <summary>Why the last step failed; null while all is well.</summary>
    public string? Trouble => trouble;

    public Task Run(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Loop(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Complain(Exception error)
    {
        complain(error, trouble is null);
        trouble = error.Message;
    }

    private void Loop(CancellationToken stoppingToken)
    {
        // Who waits for a task looks for its end over and over before it sleeps: 40 times a second that is more than the work.
        using var wake = new ManualResetEventSlim(initialState: false, spinCount: 0);
        using var timer = clock.CreateTimer(_ => wake.Set(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using var stop = stoppingToken.Register(wake.Set);
        var pause = beat;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var more = step();
                (trouble, pause) = (null, beat);
                if (!more)
                {
                    Rest(beat);
                }
            }
            catch (Exception error)
            {
                // Whatever it is: it is no reason to take nothing in.
                Complain(error);
                Rest(pause);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }

        // Ends early when the server stops.
        void Rest(TimeSpan time)
        {
            wake.Reset();
            if (!stoppingToken.IsCancellationRequested)
            {
                timer.Change(time, Timeout.InfiniteTimeSpan);
                wake.Wait(CancellationToken.None);
            }
        }
    }
}
