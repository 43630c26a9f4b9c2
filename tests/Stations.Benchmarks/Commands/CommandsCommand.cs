using System.CommandLine;

namespace Stations.Benchmarks.Commands;

/// <summary><c>commands</c>: starts and stops over a bad network to a server that is killed again and again.</summary>
internal static class CommandsCommand
{
    public static Command Create(TimeProvider clock)
    {
        var count = Whole.Option("--count", "commands that the server takes", 10_000, 100, 1_000_000);
        var kills = Whole.Option("--kills", "how often it is killed meanwhile", 9, 0, 1000);
        var seed = Whole.Option("--seed", "decides what is asked for, what is lost and when the server dies", 1, 0, int.MaxValue - 1000);
        var command = new Command("commands", "Starts and stops charging under loss, repetition, reordering and kill -9, and counts what was done twice, late, or shown and not so.") { count, kills, seed };
        command.SetAction(async (parsed, cancellation) =>
        {
            var result = await new CommandsRun(parsed.GetValue(count), parsed.GetValue(kills), parsed.GetValue(seed), clock).Run(cancellation);
            Console.WriteLine(result);
            return result.Stands ? 0 : 1;
        });
        return command;
    }
}
