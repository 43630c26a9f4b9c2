using System.CommandLine;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Recovery;

/// <summary><c>recovery</c>: from the start of the server on a large journal until every device can be read.</summary>
internal static class RecoveryCommand
{
    public static Command Create(TimeProvider clock)
    {
        var devices = new Option<int>("--devices") { Description = "devices with a snapshot", DefaultValueFactory = _ => 1_000_000 };
        var tail = new Option<int>("--tail") { Description = "messages after the snapshots", DefaultValueFactory = _ => 100_000 };
        var rounds = new Option<int>("--rounds") { Description = "starts, each after a kill -9; the median counts", DefaultValueFactory = _ => 3 };
        var command = new Command("recovery", "Seconds from the start of the server until any device can be read, and until lists are whole; plainly reading its files is the reference.") { devices, tail, rounds };
        command.SetAction(async (parsed, cancellation) =>
        {
            await Measure(parsed.GetValue(devices), parsed.GetValue(tail), parsed.GetValue(rounds), clock, cancellation);
            return 0;
        });
        return command;
    }

    private static async Task Measure(int devices, int tail, int rounds, TimeProvider clock, CancellationToken cancellation)
    {
        await using var server = new StationsPeer(clock, cores: "0,1");
        var began = clock.GetTimestamp();
        await Past.Write(server.Folder, devices, tail, clock);
        Say($"journal of {devices:N0} devices and {tail:N0} later messages written in {clock.GetElapsedTime(began).TotalSeconds:F1} s, {Bytes(server.Folder) / 1e6:F0} MB");
        var (starts, lists, reads) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 1; round <= rounds; round++)
        {
            began = clock.GetTimestamp();
            Read(server.Folder);
            reads.Add(clock.GetElapsedTime(began).TotalSeconds);

            began = clock.GetTimestamp();
            server.Begin();
            await FirstCanBeRead(server, clock, cancellation);
            starts.Add(clock.GetElapsedTime(began).TotalSeconds);
            var slowest = await ReadOthers(server, devices, clock, cancellation);
            await server.Ready(cancellation);
            var known = await server.DeviceCount(cancellation);
            lists.Add(clock.GetElapsedTime(began).TotalSeconds);
            Say($"round {round}: any device can be read after {starts[^1]:F2} s (then p99 {slowest.TotalMilliseconds:F0} ms while the rest loads), lists of {known:N0} after {lists[^1]:F2} s and {server.CpuSeconds:F2} s of CPU; the files are read in {reads[^1]:F2} s");
            if (known != devices)
            {
                throw new BenchmarkException($"{devices - known} devices are missing.");
            }

            await server.Kill();
        }

        Say($"median {Medians.Of(starts):F2} s until any device can be read, {Medians.Of(starts) / Medians.Of(reads):F1} times as long as plainly reading the files; {Medians.Of(lists):F2} s until lists are whole");
    }

    private static async Task FirstCanBeRead(StationsPeer server, TimeProvider clock, CancellationToken cancellation)
    {
        while (!await server.Has(Past.Id(0).ToString(), cancellation))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), clock, cancellation);
        }
    }

    /// <summary>Asks once for devices spread over all of them, the last included. Returns the 99th percentile.</summary>
    /// <exception cref="BenchmarkException">One cannot be read.</exception>
    private static async Task<TimeSpan> ReadOthers(StationsPeer server, int devices, TimeProvider clock, CancellationToken cancellation)
    {
        var took = new List<TimeSpan>(Sample);
        for (var number = 0L; number < Sample; number++)
        {
            var id = Past.Id((int)(number * (devices - 1) / (Sample - 1)));
            var asked = clock.GetTimestamp();
            if (!await server.Has(id.ToString(), cancellation))
            {
                throw new BenchmarkException($"{id} could not be read although another device could.");
            }

            took.Add(clock.GetElapsedTime(asked));
        }

        took.Sort();
        return took[Sample * 99 / 100];
    }

    private const int Sample = 1_000;

    private static long Bytes(string folder) => Directory.EnumerateFiles(folder, "journal.db*").Sum(file => new FileInfo(file).Length);

    private static void Read(string folder)
    {
        var buffer = new byte[1 << 20];
        foreach (var path in Directory.EnumerateFiles(folder, "journal.db*"))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            while (file.Read(buffer) > 0)
            {
            }
        }
    }

    private static void Say(string line) => Console.WriteLine(line);
}
