using System.CommandLine;
using Stations.Journal.Postgres;

namespace Stations.Benchmarks.Cluster;

/// <summary><c>cluster</c>: what devices notice when a silo dies, and whether anything is missing.</summary>
internal static class ClusterCommand
{
    public static Command Create(TimeProvider clock)
    {
        var kills = Whole.Option("--kills", "how often a silo is killed", 20, 0, 1000);
        var rate = Whole.Option("--rate", "messages per second of all devices", 2000, 1, 100_000);
        var devices = Whole.Option("--devices", "charging cabinets, ten to a node", 1000, 10, 100_000);
        var silos = Whole.Option("--silos", "silos", 2, 2, 9);
        var calm = Whole.Option("--calm", "seconds before the first kill, whose processor time is told", 15, 1, 3600);
        var seed = Whole.Option("--seed", "decides who and when", 1, 0, int.MaxValue);
        var port = Whole.Option("--port", "the gateway's; the others follow within 100", 6080, 1024, 65_000);
        var folder = new Option<string?>("--folder") { Description = "keeps data and logs; otherwise they are gone afterwards" };
        var command = new Command("cluster", "Kills silos of deploy/local-cluster under load and counts what is lost or applied twice, and until when devices answer again.")
        {
            kills, rate, devices, silos, calm, seed, port, folder,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var cluster = new LocalCluster(parsed.GetValue(port), parsed.GetValue(silos), parsed.GetValue(folder), clock);
            await cluster.Start(cancellation);
            await using var fleet = new KillFleet(parsed.GetValue(devices), cluster.BrokerPort, clock);
            var store = PostgresAddress.TryParse(cluster.Store, out var address, out var mistake) ? address : throw new BenchmarkException(mistake);
            using var watch = new JournalWatch(store, fleet.Ids, clock);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var watching = watch.Run(stop.Token);
            var run = new KillRun(cluster, fleet, watch, new Random(parsed.GetValue(seed)), clock)
                .Run(parsed.GetValue(kills), parsed.GetValue(rate), TimeSpan.FromSeconds(parsed.GetValue(calm)), stop.Token);
            await await Task.WhenAny(run, watching);
            var result = await run;
            await stop.CancelAsync();
            await watching;
            foreach (var line in await cluster.Metrics("stations_ingest_", cancellation))
            {
                Console.WriteLine(line);
            }

            return Tell(result);
        });
        return command;
    }

    private static int Tell(KillResult result)
    {
        Console.WriteLine($"Killed {result.Outages.Count} times. Until devices of the killed silo answered again: {Spread.Of(result.Outages.SelectMany(one => one.OfItsDevices))}");
        Console.WriteLine($"Devices of other silos: {Spread.Of(result.Outages.SelectMany(one => one.OfOthers))}");
        Console.WriteLine(
            $"acknowledged {result.Sent:N0}, not acknowledged {result.Refused}, applied {result.Applied:N0}, journalled and not applied {result.NotApplied}, "
            + $"lost {result.Lost}, twice {result.Twice}, devices shown wrongly {result.WrongStates}");
        return result is { Lost: 0, Twice: 0, WrongStates: 0, Refused: 0 } ? 0 : 1;
    }
}
