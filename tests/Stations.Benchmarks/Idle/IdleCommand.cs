using System.CommandLine;

namespace Stations.Benchmarks.Idle;

/// <summary><c>idle</c>: what a connection costs that says nothing.</summary>
internal static class IdleCommand
{
    public static Command Create(TimeProvider clock)
    {
        var connections = Whole.Option("--connections", "idle devices; more than 18,000 need a higher limit of open files", 10_000, 100, 1_000_000);
        var streams = Whole.Option("--streams", "idle live streams", 1_000, 10, 20_000);
        var command = new Command("idle", "Memory and time of connections that say nothing, and what they cost the others.") { connections, streams };
        command.SetAction(async (parsed, cancellation) =>
        {
            await new IdleRun(parsed.GetValue(connections), parsed.GetValue(streams), clock).Measure(cancellation);
            return 0;
        });
        return command;
    }
}
