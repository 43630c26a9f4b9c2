using System.CommandLine;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Durability;

/// <summary><c>durability</c>: acknowledged means durable, whenever the server is killed.</summary>
internal static class DurabilityCommand
{
    public static Command Create(TimeProvider clock)
    {
        var rounds = Whole.Option("--rounds", "how often the server is killed", 20, 1, 100_000);
        var seed = Whole.Option("--seed", "decides when", 1, 0, int.MaxValue);
        var store = new Option<string?>("--store") { Description = "an empty PostgreSQL database, as a connection string; otherwise SQLite in a folder of its own" };
        var command = new Command("durability", "Kills the server at random moments under QoS 1 load and counts what was acknowledged, lost and there twice.") { rounds, seed, store };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var server = new StationsPeer(clock, options: parsed.GetValue(store) is { } database ? [$"--Data:Store={database}"] : []);
            var (acknowledged, lost, twice) = await new DurabilityRun(parsed.GetValue(rounds), parsed.GetValue(seed), clock).Run(server, cancellation);
            Console.WriteLine($"acknowledged {acknowledged}, lost {lost}, twice {twice}");
            return lost == 0 && twice == 0 ? 0 : 1;
        });
        return command;
    }
}
