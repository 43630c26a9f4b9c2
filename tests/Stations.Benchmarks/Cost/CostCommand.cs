using System.CommandLine;
using Npgsql;
using Stations.Benchmarks.Cluster;
using Stations.Benchmarks.Peers;
using Stations.Journal.Postgres;

namespace Stations.Benchmarks.Cost;

/// <summary><c>cost</c>: processor time that a message costs, in either edition, under the same load in one run.</summary>
internal static class CostCommand
{
    private const string Database = "one";

    public static Command Create(TimeProvider clock)
    {
        var rate = Whole.Option("--rate", "messages per second of all devices, where they are paced", 2000, 1, 100_000);
        var devices = Whole.Option("--devices", "charging cabinets, ten to a node", 1000, 10, 100_000);
        var silos = Whole.Option("--silos", "silos beside the gateway", 2, 1, 9);
        var warmUp = Whole.Option("--warm-up", "seconds as fast as it goes, before anything is measured", 15, 1, 600);
        var seconds = Whole.Option("--seconds", "measured seconds of each load", 10, 1, 600);
        var port = Whole.Option("--port", "the gateway's; the others follow within 100", 6080, 1024, 65_000);
        var command = new Command("cost", "Messages per CPU-second of the Embedded edition, of Orleans in one process, and of silos and a gateway behind Mosquitto; build both editions first.")
        {
            rate, devices, silos, warmUp, seconds, port,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var embedded = new StationsPeer(clock, cores: AllCores, edition: "Embedded");
            await embedded.Start(cancellation);
            await Measure(Alone("Embedded, SQLite", embedded));
            await embedded.Kill();

            await using var cluster = new LocalCluster(parsed.GetValue(port), parsed.GetValue(silos), folder: null, clock);
            await cluster.Start(cancellation);
            await Create(cluster.Store, cancellation);
            await using var one = new StationsPeer(clock, OnOrleans(cluster.Store, parsed.GetValue(port)), AllCores);
            await one.Start(cancellation);
            await Measure(Alone("Orleans, PostgreSQL", one));
            await one.Kill();

            await using var fleet = new KillFleet(parsed.GetValue(devices), cluster.BrokerPort, clock);
            var store = PostgresAddress.TryParse(cluster.Store, out var address, out var mistake) ? address : throw new BenchmarkException(mistake);
            using var watch = new JournalWatch(store, fleet.Ids, clock);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var watching = watch.Run(stop.Token);
            await Run(new($"{parsed.GetValue(silos)} silos, gateway, broker", cluster.BrokerPort, ["silos", "gateway"], cluster.CpuSeconds, _ => watch.Applied), fleet);
            await stop.CancelAsync();
            await watching;

            async Task Measure(Way way)
            {
                await using var own = new KillFleet(parsed.GetValue(devices), way.Port, clock);
                await Run(way, own);
            }

            Task Run(Way way, KillFleet under) => new CostRun(way, under, TimeSpan.FromSeconds(parsed.GetValue(seconds)), clock)
                .Measure(parsed.GetValue(rate), TimeSpan.FromSeconds(parsed.GetValue(warmUp)), cancellation);
        });
        return command;
    }

    private static string AllCores => $"0-{Environment.ProcessorCount - 1}";

    /// <summary>It acknowledges what is durable.</summary>
    private static Way Alone(string name, StationsPeer server) => new(
        name, server.Port, ["server"], () => new Dictionary<string, double>(StringComparer.Ordinal) { ["server"] = server.CpuSeconds }, fleet => fleet.Acknowledged);

    private static string[] OnOrleans(string store, int port) =>
    [
        $"--Data:Store={store.Replace("Database=stations", $"Database={Database}", StringComparison.Ordinal)}",
        "--Cluster:Advertise=127.0.0.1", $"--Cluster:SiloPort={port + 98}", $"--Cluster:GatewayPort={port + 99}",
    ];

    private static async Task Create(string store, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(store + ";Pooling=false");
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {Database}", connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
