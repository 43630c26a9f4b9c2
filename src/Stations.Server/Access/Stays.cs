namespace Stations.Server.Access;

/// <summary>What goes on for long, such as a stream, ends when whoever began it may not do it any more.</summary>
public sealed class Stays(RosterCopy roster, Callers callers, TimeProvider clock)
{
    /// <summary>How much later than its time a session or a token may end.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <param name="caller">Null for anybody, whose stay has no end.</param>
    public Stay Begin(Caller? caller) => new(caller, roster, callers, clock);

    public sealed class Stay : IDisposable
    {
        private readonly CancellationTokenSource over = new();
        private readonly Caller? caller;
        private readonly RosterCopy roster;
        private readonly Callers callers;
        private readonly ITimer? timer;

        internal Stay(Caller? caller, RosterCopy roster, Callers callers, TimeProvider clock)
        {
            (this.caller, this.roster, this.callers) = (caller, roster, callers);
            if (caller is not null)
            {
                roster.Changed += Look;
                timer = clock.CreateTimer(_ => Look(), state: null, Period, Period);
                Look();
            }
        }

        public CancellationToken Over => over.Token;

        public void Dispose()
        {
            roster.Changed -= Look;
            timer?.Dispose();
            over.Dispose();
        }

        /// <summary>Other rights are another stay: whoever comes again has them.</summary>
        private void Look()
        {
            if (callers.Still(caller!)?.Rights == caller!.Rights)
            {
                return;
            }

            try
            {
                over.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It ended by itself at this moment.
            }
        }
    }
}
