using System.Text.Json;

namespace Stations.Benchmarks.Safety;

/// <summary>Reads a live stream and notes when each smoker was first among the alarms.</summary>
internal sealed class AlarmWatch(int smokers, string token, TimeProvider clock) : IDisposable
{
    private const string Alarms = "event: alarms";
    private const string Data = "data: ";

    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
    private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long[] seen = new long[smokers];
    private int count;

    /// <summary>Ticks of the clock by number; 0: not yet.</summary>
    public IReadOnlyList<long> Seen => seen;

    public Task WhenAllSeen => all.Task;

    /// <summary>Returns when the stream is open; it is read in the background until this is disposed of.</summary>
    public async Task Open(Uri stream, CancellationToken cancellation)
    {
        var reader = new StreamReader(await http.GetStreamAsync(stream, cancellation));
        await reader.ReadLineAsync(cancellation);
        _ = Task.Run(() => Read(reader), cancellation);
    }

    public void Dispose() => http.Dispose();

    private async Task Read(StreamReader reader)
    {
        using (reader)
        {
            try
            {
                for (var isAlarm = false; await reader.ReadLineAsync() is { } line; isAlarm = line == Alarms || (isAlarm && line.Length > 0))
                {
                    if (isAlarm && line.StartsWith(Data, StringComparison.Ordinal))
                    {
                        Note(line[Data.Length..], clock.GetTimestamp());
                    }
                }
            }
            catch (Exception end) when (end is IOException or ObjectDisposedException or HttpRequestException or OperationCanceledException)
            {
                // The run is over.
            }
        }
    }

    private void Note(string json, long now)
    {
        using var alarms = JsonDocument.Parse(json);
        foreach (var alarm in alarms.RootElement.GetProperty("alarms").EnumerateArray())
        {
            if (alarm.GetProperty("device").GetString() is { } device && Smokers.NumberOf(device) is >= 0 and var number && seen[number] == 0)
            {
                seen[number] = now;
                count++;
            }
        }

        if (count == seen.Length)
        {
            all.TrySetResult();
        }
    }
}
