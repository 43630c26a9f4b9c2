using System.Diagnostics.Metrics;
using System.Security.Cryptography;

namespace Stations.Server.Live;

/// <summary>
/// Cuts the board's news into numbered frames: at once after a quiet moment, at most one every <see cref="Beat"/> under load, and none while
/// nobody listens. Keeps the last <see cref="MaxFrames"/>, or <see cref="MaxBytes"/> of them, for those who come back.
/// </summary>
public sealed partial class LiveFrames : BackgroundService
{
    /// <summary>Frames kept for resuming: twenty seconds of full load, hours of an ordinary day.</summary>
    public const int MaxFrames = 1024;

    /// <summary>Bytes of events kept for resuming; the last frame is kept whatever its size.</summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>So much news gathers while nobody listens; whoever comes then is better off with a snapshot.</summary>
    public const int MaxIdleNews = 10_000;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    private readonly StationBoard board;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim news = new(0, 1);
    private readonly Lock gate = new();
    private readonly Queue<Frame> kept = new();
    private TaskCompletionSource<Frame> next = NewSource();
    private long number;
    private long sequence;
    private long forgotten;
    private long keptBytes;
    private int listeners;

    public LiveFrames(StationBoard board, TimeProvider clock, IMeterFactory meters)
    {
        (this.board, this.clock) = (board, clock);
        Epoch = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        Alarms = new DistrictAlarms(board, Epoch);
        board.News += Wake;
        meters.Create("Stations.Server").CreateObservableUpDownCounter("stations_stream_clients", () => Volatile.Read(ref listeners), description: "Open live streams.");
    }

    /// <summary>No other run has it, and no other server: their numbers mean nothing here, and who comes with one gets a snapshot.</summary>
    public string Epoch { get; }

    internal DistrictAlarms Alarms { get; }

    /// <summary>Begins to listen. Dispose the result when done.</summary>
    public LiveListener Listen()
    {
        lock (gate)
        {
            if (listeners++ == 0 && board.DropNews(MaxIdleNews))
            {
                forgotten = sequence + 1;
            }

            Wake();
            return new LiveListener(this, number, sequence);
        }
    }

    /// <summary>The frames after <paramref name="after"/>, or null when some of them are forgotten.</summary>
    internal IReadOnlyList<Frame>? Since(long after)
    {
        lock (gate)
        {
            return kept.TryPeek(out var first) && first.Number > after + 1 ? null : [.. kept.Where(frame => frame.Number > after)];
        }
    }

    /// <summary>The number of the last frame that a client has seen whole or in part, who has seen <paramref name="lastSequence"/>; null when it is forgotten.</summary>
    internal long? FrameBefore(long lastSequence)
    {
        lock (gate)
        {
            if (lastSequence < forgotten || lastSequence > sequence)
            {
                return null;
            }

            foreach (var frame in kept)
            {
                if (frame.LastSequence > lastSequence)
                {
                    return frame.Number - 1;
                }
            }

            return number;
        }
    }

    internal Task<Frame> Next(long after)
    {
        lock (gate)
        {
            return number > after ? Task.FromResult(kept.Last()) : next.Task;
        }
    }

    internal void Leave()
    {
        lock (gate)
        {
            listeners--;
        }
    }

    public override void Dispose()
    {
        board.News -= Wake;
        news.Dispose();
        base.Dispose();
    }

    private void Wake()
    {
        lock (news)
        {
            if (news.CurrentCount == 0)
            {
                news.Release();
            }
        }
    }

    private static TaskCompletionSource<Frame> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
