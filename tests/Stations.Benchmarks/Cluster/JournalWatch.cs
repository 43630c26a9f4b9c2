using System.Text;
using Stations.Grains;
using Stations.Journal;
using Stations.Journal.Postgres;
using Stations.Protocol;

namespace Stations.Benchmarks.Cluster;

/// <summary>
/// Reads along all servers' journals, as they are committed, and keeps count of every device's messages: how often each was applied.
/// What is committed is seen <see cref="Beat"/> and the time to read it later.
/// </summary>
internal sealed class JournalWatch(PostgresAddress store, IReadOnlyList<string> devices, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(5);
    private const int CommitsAtOnce = 32;

    private readonly JournalReader reader = new(store);
    private readonly ReadingParser parser = new();
    private readonly Dictionary<string, int> numbers = devices.Select((id, number) => (id, number)).ToDictionary(one => one.id, one => one.number, StringComparer.Ordinal);
    private readonly List<byte>[] applied = [.. devices.Select(_ => new List<byte>())];
    private readonly bool[] born = new bool[devices.Count];
    private readonly Lock gate = new();
    private Outage? outage;
    private long count;
    private long notApplied;

    /// <summary>Telemetry that was applied, counted as often as it was.</summary>
    public long Applied => Interlocked.Read(ref count);

    /// <summary>Telemetry that is in a journal and changed nothing: overtaken, or of a device that was not known.</summary>
    public long NotApplied => Interlocked.Read(ref notApplied);

    public bool AllBorn => Array.TrueForAll(born, one => one);

    /// <summary>Hears from now on of every device's answers, in place of the outage before.</summary>
    public void Follow(Outage next)
    {
        lock (gate)
        {
            outage = next;
        }
    }

    /// <summary>On a thread of its own, until told to stop.</summary>
    /// <exception cref="BenchmarkException">Something was trimmed before it was read: nothing can be said of this run.</exception>
    public Task Run(CancellationToken stop) => Task.Factory.StartNew(
        () =>
        {
            reader.Load(_ => { }, Take);
            while (!stop.IsCancellationRequested)
            {
                switch (reader.Next(CommitsAtOnce, Take))
                {
                    case Following.Trimmed:
                        throw new BenchmarkException("A journal was trimmed before it was read here: the count has a gap.");
                    case Following.CaughtUp:
                        stop.WaitHandle.WaitOne(Beat);
                        break;
                }
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    /// <summary>Of all telemetry up to what each device has sent.</summary>
    /// <returns>How many messages were never applied, how many more than once, and how many devices lack some.</returns>
    public (long Lost, long Twice, int Devices) Compare(IReadOnlyList<long> sent)
    {
        var (lost, twice, lacking) = (0L, 0L, 0);
        lock (gate)
        {
            for (var device = 0; device < sent.Count; device++)
            {
                var times = applied[device];
                var missing = sent[device] - times.Skip(1).LongCount(one => one > 0);
                lost += missing;
                lacking += missing == 0 ? 0 : 1;
                twice += times.Skip(1).LongCount(one => one > 1);
            }
        }

        return (lost, twice, lacking);
    }

    public void Dispose() => reader.Dispose();

    private void Take(CommittedRecord committed)
    {
        if (!numbers.TryGetValue(Encoding.ASCII.GetString(committed.Key.Span), out var device))
        {
            return;
        }

        var record = DeviceRecord.Read(committed.Bytes.Span);
        switch (record.Kind)
        {
            case DeviceRecord.RecordKind.Birth:
                born[device] = true;
                break;
            case DeviceRecord.RecordKind.Message when parser.TryParse(record.Payload, out _, out _):
                Count(device, (int)parser.Reading.Seq);
                break;
            case DeviceRecord.RecordKind.Historic or DeviceRecord.RecordKind.Aside:
                Interlocked.Increment(ref notApplied);
                Tell(device, record, committed.Position);
                break;
        }
    }

    /// <summary>Whoever looks for the reason needs more than a count.</summary>
    private void Tell(int device, in DeviceRecord record, long position)
    {
        if (parser.TryParse(record.Payload, out _, out _))
        {
            var waited = record.At - parser.Reading.DeviceTime;
            Console.WriteLine($"     {devices[device]} message {parser.Reading.Seq} not applied ({record.Kind}), behind {applied[device].Count - 1}, {waited} ms after it was sent, record {position}");
        }
    }

    private void Count(int device, int seq)
    {
        lock (gate)
        {
            var times = applied[device];
            while (times.Count <= seq)
            {
                times.Add(0);
            }

            times[seq]++;
            outage?.Heard(device, seq, clock.GetTimestamp());
        }

        Interlocked.Increment(ref count);
    }
}
