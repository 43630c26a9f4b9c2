using System.CommandLine;

namespace Stations.Benchmarks.Hostile;

/// <summary><c>hostile</c>: what others feel of a client that misbehaves.</summary>
internal static class HostileCommand
{
    public static Command Create(TimeProvider clock)
    {
        var rounds = Whole.Option("--rounds", "times with and without each attack, alternating; the median counts", 3, 1, 100);
        var command = new Command("hostile", "Round trips of a client beside others that misbehave, and without them.") { rounds };
        command.SetAction(async (parsed, cancellation) =>
        {
            await new HostileRun(parsed.GetValue(rounds), clock).Measure(cancellation);
            return 0;
        });
        return command;
    }
}
