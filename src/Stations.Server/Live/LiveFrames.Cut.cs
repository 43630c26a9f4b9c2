using System.Text;
using System.Text.Json;

namespace Stations.Server.Live;

/// <summary>The loop that cuts: takes what is new, encodes it once for everybody and numbers it.</summary>
public sealed partial class LiveFrames
{
    private long toldOfDangersAt;

    /// <summary>An event that has no number yet.</summary>
    private readonly record struct Encoded(string Name, byte[] Json)
    {
        public byte[] Numbered(string id) => [.. Encoding.ASCII.GetBytes($"event: {Name}\nid: {id}\ndata: "), .. Json, (byte)'\n', (byte)'\n'];
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

    /// <summary>False when there was nothing to cut.</summary>
    internal bool Cut()
    {
        var items = board.TakeNews();
        if (items.Count == 0)
        {
            return false;
        }

        if (items.Remove(board.Alarms))
        {
            TellOfDangers();
        }

        var events = new Encoded[items.Count];
        for (var index = 0; index < events.Length; index++)
        {
            events[index] = Encode(items[index]);

            // What is critical does not wait until a thousand devices are encoded.
            if (clock.GetElapsedTime(toldOfDangersAt) >= Beat && board.TakeDangers())
            {
                TellOfDangers();
            }
        }

        if (events.Length > 0)
        {
            Publish(items, events);
        }

        return true;
    }

    private void TellOfDangers()
    {
        toldOfDangersAt = clock.GetTimestamp();
        Publish([board.Alarms], [Encode(board.Alarms)]);
    }

    private void Publish(List<BoardItem> items, ReadOnlySpan<Encoded> events)
    {
        var changes = new Change[items.Count];
        for (var index = 0; index < items.Count; index++)
        {
            changes[index] = new Change(sequence + index + 1, items[index], events[index].Numbered($"{Epoch}-{sequence + index + 1}"));
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

    private Encoded Encode(BoardItem item) => item switch
    {
        StationItem station => new("station", JsonSerializer.SerializeToUtf8Bytes(StationView.Of(station.Picture), PublicJson.Context.StationView)),
        AlarmBoard => new("alarms", JsonSerializer.SerializeToUtf8Bytes(AlarmsView.Of(board), PublicJson.Context.AlarmsView)),
        CommandsItem commands => new("commands", JsonSerializer.SerializeToUtf8Bytes(DeviceCommandsView.Of(commands.Device), PublicJson.Context.DeviceCommandsView)),
        ConfigItem config => new("config", JsonSerializer.SerializeToUtf8Bytes(ConfigView.Of(config.Device), PublicJson.Context.ConfigView)),
        DeviceItem device => new("device", JsonSerializer.SerializeToUtf8Bytes(DeviceView.Of(device), PublicJson.Context.DeviceView)),
        _ => throw new InvalidOperationException($"No event for {item.GetType().Name}."),
    };
}
