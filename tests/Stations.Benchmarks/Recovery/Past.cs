using System.Text;
using Stations.Grains;
using Stations.Journal;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Benchmarks.Recovery;

/// <summary>What a server leaves behind that served many devices for long: a snapshot of each, and the messages after the last checkpoint.</summary>
internal static class Past
{
    private const int PerStation = 20;

    public static async Task Write(string folder, int devices, int tail, TimeProvider clock)
    {
        await using var journal = new EventJournal(new JournalOptions(folder), clock);
        journal.Open();
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await journal.Append(Key(0), Record(DeviceRecord.RecordKind.Aside, now, seq: 1)).Committed;
        await journal.Checkpoint(journal.Committed, Enumerable.Range(0, devices).Select(number => new Snapshot(Key(number), 1, State(number, now))));

        var last = ValueTask.CompletedTask;
        for (var message = 0; message < tail; message++)
        {
            last = journal.Append(Key((int)((long)message * devices / tail)), Record(DeviceRecord.RecordKind.Message, now, seq: 2 + message)).Committed;
            if (message % 1_000 == 0)
            {
                await last;
            }
        }

        await journal.WaitFor(Key(0), 1 + tail);
    }

    private static byte[] Key(int number) => Encoding.ASCII.GetBytes(Id(number).ToString());

    public static DeviceId Id(int number) => new("bench", $"n{number / PerStation:000000}", $"d{number % PerStation:00}");

    private static byte[] Record(DeviceRecord.RecordKind kind, long now, long seq)
    {
        var record = new byte[1024];
        return record[..DeviceRecord.Write(record, kind, now, [], Message(now, seq, full: false))];
    }

    private static byte[] State(int number, long now)
    {
        var info = new DeviceInfo(Id(number), DeviceKind.WaterCooler, new StationId("bench", $"s{number / PerStation:000000}"), "饮水机", 0, "1.0.0");
        var parser = new ReadingParser();
        if (!parser.TryParse(Message(now, seq: 1, full: true), out _, out var detail))
        {
            throw new BenchmarkException(detail);
        }

        return DeviceSnapshot.Write(Device.Born(info, before: null, "boot-1").Apply(parser.Reading, now) with { Connection = Connection.Online });
    }

    private static byte[] Message(long now, long seq, bool full) => Encoding.UTF8.GetBytes(
        $$$"""{"v":1,"boot":"boot-1","seq":{{{seq}}},"ts":{{{now}}}{{{(full ? ",\"full\":true" : "")}}},"d":{"mode":"standby","hot_c":92.5,"cold_c":8.5,"tds_out_ppm":12,"filter_pct":80,"total_l":{{{seq}}}}}""");
}
