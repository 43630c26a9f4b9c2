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
        var command = new Command("recovery", "Seconds from the start of the server until all devices are readable; plainly reading its files is the reference.") { devices, tail, rounds };
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
        var (starts, reads) = (new List<double>(), new List<double>());
        for (var round = 1; round <= rounds; round++)
        {
            began = clock.GetTimestamp();
            Read(server.Folder);
            reads.Add(clock.GetElapsedTime(began).TotalSeconds);

            began = clock.GetTimestamp();
            await server.Start(cancellation);
            var known = await server.DeviceCount(cancellation);
            starts.Add(clock.GetElapsedTime(began).TotalSeconds);
            Say($"round {round}: ready with {known:N0} devices after {starts[^1]:F2} s, {server.CpuSeconds:F2} s of CPU; the files are read in {reads[^1]:F2} s");
            if (known != devices)
            {
                throw new BenchmarkException($"{devices - known} devices are missing.");
            }

            await server.Kill();
        }

        Say($"median {Medians.Of(starts):F2} s, {Medians.Of(starts) / Medians.Of(reads):F1} times as long as plainly reading the files");
    }

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
