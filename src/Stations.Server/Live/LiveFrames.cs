using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Stations.Server.Live;

/// <summary>
/// Cuts the board's news into numbered frames: at once after a quiet moment, at most one every <see cref="Beat"/> under load, and none while
/// nobody listens. Keeps the last <see cref="MaxFrames"/>, or <see cref="MaxBytes"/> of them, for those who come back.
/// </summary>
public sealed class LiveFrames : BackgroundService
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await news.WaitAsync(stoppingToken);
            if (Volatile.Read(ref listeners) > 0 && Cut())
            {
                await Task.Delay(Beat, clock, stoppingToken);
            }
        }
    }

    public override void Dispose()
    {
        board.News -= Wake;
        news.Dispose();
        base.Dispose();
    }

    /// <summary>False when there was nothing to cut.</summary>
    internal bool Cut()
    {
        var items = board.TakeNews();
        if (items.Count == 0)
        {
            return false;
        }

        // What is critical does not wait until a thousand devices are encoded.
        if (items.Count > 1 && items.Remove(board.Alarms))
        {
            Publish([board.Alarms]);
        }

        Publish(items);
        return true;
    }

    private void Publish(List<BoardItem> items)
    {
        var changes = new Change[items.Count];
        for (var index = 0; index < items.Count; index++)
        {
            changes[index] = new Change(sequence + index + 1, items[index], Encode(items[index], $"{Epoch}-{sequence + index + 1}"));
        }

        TaskCompletionSource<Frame> source;
        var frame = new Frame(number + 1, changes);
        lock (gate)
        {
            (number, sequence) = (frame.Number, frame.LastSequence);
            kept.Enqueue(frame);
            keptBytes += frame.Bytes;
            while (kept.Count > MaxFrames || (keptBytes > MaxBytes && kept.Count > 1))
            {
                var oldest = kept.Dequeue();
                (forgotten, keptBytes) = (Math.Max(forgotten, oldest.LastSequence), keptBytes - oldest.Bytes);
            }

            (source, next) = (next, NewSource());
        }

        source.SetResult(frame);
    }

    private byte[] Encode(BoardItem item, string id)
    {
        var (name, json) = item switch
        {
            StationItem station => ("station", JsonSerializer.SerializeToUtf8Bytes(StationView.Of(station.Picture), PublicJson.Context.StationView)),
            AlarmBoard => ("alarms", JsonSerializer.SerializeToUtf8Bytes(AlarmsView.Of(board), PublicJson.Context.AlarmsView)),
            CommandsItem commands => ("commands", JsonSerializer.SerializeToUtf8Bytes(DeviceCommandsView.Of(commands.Device), PublicJson.Context.DeviceCommandsView)),
            ConfigItem config => ("config", JsonSerializer.SerializeToUtf8Bytes(ConfigView.Of(config.Device), PublicJson.Context.ConfigView)),
            DeviceItem device => ("device", JsonSerializer.SerializeToUtf8Bytes(DeviceView.Of(device), PublicJson.Context.DeviceView)),
            _ => throw new InvalidOperationException($"No event for {item.GetType().Name}."),
        };
        return [.. Encoding.ASCII.GetBytes($"event: {name}\nid: {id}\ndata: "), .. json, (byte)'\n', (byte)'\n'];
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
